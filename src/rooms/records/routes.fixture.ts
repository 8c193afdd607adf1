import type { RouteExamples } from '../../../test/routes.ts'
import { someItem } from '../../../test/world.ts'
import { closeCheckpoint } from '../../kernel/audit/checkpoint.ts'
import { keyInMemory } from '../../kernel/audit/signer.ts'
import { publish } from '../../kernel/publications/publish.ts'

export const examples: RouteExamples = async w => {
  const key = keyInMemory()
  const proved = (await w.run(w.cast.public, publish, someItem(w.cast))).id
  await closeCheckpoint(w.db, key, { now: w.clock.now(), reason: 'asked' })
  return {
    'GET /figures': { as: 'public' },
    'GET /figures/:id': { as: 'public', at: '/figures/disclosure.total?year=2018' },
    'GET /figures/:id/records.json': { as: 'public', at: '/figures/disclosure.total/records.json?year=2018' },
    'GET /figures/:id/records.csv': { as: 'public', at: '/figures/disclosure.total/records.csv?year=2018' },
    'GET /search': { as: 'public' },
    'GET /search.json': { as: 'public', at: '/search.json?q=x' },
    'GET /search/suggestions': { as: 'public', at: '/search/suggestions?q=x' },
    'GET /proofs': { as: 'public' },
    'POST /proofs/checks': { as: 'public', answers: [422] }, // without a file; with one the answer is the page itself
    'GET /proofs/checks': { as: 'public', answers: [303] },
    'GET /proofs/of': { as: 'public', at: `/proofs/of?subject=publication:${proved}` },
    'GET /proofs/of.json': { as: 'public', at: `/proofs/of.json?subject=publication:${proved}` },
    'GET /articles/:id/proof.json': { as: 'public', at: `/articles/${proved}/proof.json` },
    'GET /proofs/checkpoints.atom': { as: 'public' },
    'GET /proofs/checkpoints/:file': { as: 'public', at: '/proofs/checkpoints/1.json' },
    'GET /proofs/key.pem': { as: 'public' },
  }
}
