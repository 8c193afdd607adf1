import { closeCheckpoint } from '../../src/kernel/audit/checkpoint.ts'
import { keyInMemory } from '../../src/kernel/audit/signer.ts'
import { lookAtEvery } from './every-page.ts'
import type { Site } from './site.ts'

const publicationWith = async ({ database }: Site, what: 'interprets_id' | 'document_number'): Promise<string> => {
  const { id } = await database.db
    .selectFrom('kernel.publications')
    .select('id')
    .where(what, 'is not', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return `/articles/${id}`
}

const proofKey = keyInMemory()

lookAtEvery(
  [
    { name: 'home', path: '/' },
    { name: 'columns', path: '/columns' },
    { name: 'a column', path: '/columns/policy-documents' },
    { name: 'a policy', path: site => publicationWith(site, 'document_number') },
    { name: 'an interpretation', path: site => publicationWith(site, 'interprets_id') },
    { name: 'gazette', path: '/gazette' },
    {
      name: 'an issue of the gazette',
      path: async ({ database }) => {
        const { year, issue } = await database.db
          .selectFrom('disclosure.gazette_issues')
          .select(['year', 'issue'])
          .limit(1)
          .executeTakeFirstOrThrow()
        return `/gazette/${year}/${issue}`
      },
    },
    { name: 'press conferences', path: '/press-conferences' },
    { name: 'the process of review', path: '/processes/publication-review' },
    { name: 'figures', path: '/figures?year=2018' },
    { name: 'a count and its records', path: '/figures/disclosure.total?year=2018' },
    { name: 'a growth and its operands', path: '/figures/disclosure.growth?year=2018' },
    { name: 'a figure of two days', path: '/figures/disclosure.website?from=2018-12-01&to=2018-12-28' },
    { name: 'the search', path: '/search' },
    { name: 'results of a search', path: `/search?q=${encodeURIComponent('通知 检查')}&year=2018` },
    { name: 'a search for one long word', path: `/search?q=${'Unbroken'.repeat(12)}` },
    { name: 'a search that finds nothing', path: `/search?q=${encodeURIComponent('麒麟瓷砖')}&genre=${encodeURIComponent('意见')}` },
    { name: 'reports', path: '/reports' },
    { name: 'the report', path: '/reports/2018' },
    { name: 'its coverage', path: '/reports/2018/coverage' },
    { name: 'proofs', path: '/proofs' },
    {
      name: 'the proof of an item',
      path: async site => {
        await closeCheckpoint(site.database.db, proofKey, { now: site.clock.now(), reason: 'asked' })
        return (await publicationWith(site, 'document_number')).replace('/articles/', '/proofs/of?subject=publication:')
      },
    },
    { name: 'proofs with a checkpoint', path: '/proofs?page=1' },
    { name: 'sign-in', path: '/desk/sign-in' },
  ],
  async () => {},
)
