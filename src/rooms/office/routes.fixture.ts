import type { RouteExamples } from '../../../test/routes.ts'

export const examples: RouteExamples = async () => ({
  'GET /desk': { as: 'audit' },
  'GET /desk/sign-in': { as: 'public' },
  'POST /desk/sign-in': { as: 'public' },
  'POST /desk/sign-out': { as: 'public' },
  'GET /desk/setup': { as: 'public', answers: [404] }, // without a link there is nothing
  'POST /desk/setup': { as: 'public', answers: [404] },
})
