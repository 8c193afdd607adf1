import type { RouteExamples } from '../../../test/routes.ts'
import { cityExamples } from './routes-city.fixture.ts'
import { deskExamples } from './routes-desk.fixture.ts'
import { peopleExamples } from './routes-people.fixture.ts'

export const examples: RouteExamples = async w => ({
  ...(await deskExamples(w)),
  ...(await cityExamples(w)),
  ...(await peopleExamples(w)),
  'GET /desk': { as: 'audit' },
  'GET /desk/sign-in': { as: 'public' },
  'POST /desk/sign-in': { as: 'public' },
  'POST /desk/sign-out': { as: 'public' },
  'GET /desk/setup': { as: 'public', answers: [404] }, // without a link there is nothing
  'POST /desk/setup': { as: 'public', answers: [404] },
})
