import type { RouteExamples } from '../../../test/routes.ts'

export const examples: RouteExamples = async () => ({
  'GET /search': { as: 'public', at: '/search?q=%E5%BC%80%E5%AD%A6' },
  'GET /search.json': { as: 'public', at: '/search.json?q=%E5%BC%80%E5%AD%A6' },
  'GET /search/suggestions': { as: 'public', at: '/search/suggestions?q=%E5%BC%80%E5%AD%A6' },
  'GET /figures': { as: 'public' },
  'GET /figures/:id': { as: 'public', at: '/figures/disclosure.total?year=2018' },
  'GET /figures/:id/records.json': { as: 'public', at: '/figures/disclosure.total/records.json?year=2018' },
  'GET /figures/:id/records.csv': { as: 'public', at: '/figures/disclosure.total/records.csv?year=2018' },
})
