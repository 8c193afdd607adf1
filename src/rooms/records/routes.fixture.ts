import type { RouteExamples } from '../../../test/routes.ts'

export const examples: RouteExamples = async () => ({
  'GET /figures': { as: 'public' },
  'GET /figures/:id': { as: 'public', at: '/figures/disclosure.total?year=2018' },
  'GET /figures/:id/records.json': { as: 'public', at: '/figures/disclosure.total/records.json?year=2018' },
  'GET /figures/:id/records.csv': { as: 'public', at: '/figures/disclosure.total/records.csv?year=2018' },
})
