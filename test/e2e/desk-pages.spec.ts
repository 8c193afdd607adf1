import { describe } from 'vitest'
import { signIn, takeStep, writeDraft } from './desk.ts'
import { lookAtEvery } from './every-page.ts'
import type { Site } from './site.ts'

/** Something of the office whose accounts the demo prints. */
const draftIn = (state: string, then = '') => ({
  name: `a draft: ${state}${then}`,
  path: async ({ database }: Site) => {
    const { case_id } = await database.db
      .selectFrom('disclosure.drafts as d')
      .innerJoin('kernel.accounts as a', 'a.person_id', 'd.author_id')
      .innerJoin('kernel.cases as c', 'c.id', 'd.case_id')
      .select('d.case_id')
      .where('a.sign_in_name', '=', 'author')
      .where('c.state', '=', state)
      .limit(1)
      .executeTakeFirstOrThrow()
    return `/desk/drafts/${case_id}${then}`
  },
})
const publication = (then = '') => ({
  name: `a published item${then}`,
  path: async ({ database }: Site) => {
    const { id } = await database.db
      .selectFrom('kernel.publications as p')
      .innerJoin('kernel.grants as g', 'g.unit_id', 'p.unit_id')
      .innerJoin('kernel.accounts as a', 'a.person_id', 'g.person_id')
      .select('p.id')
      .where('a.sign_in_name', '=', 'author')
      .limit(1)
      .executeTakeFirstOrThrow()
    return `/desk/publications/${id}${then}`
  },
})
const myWork = { name: 'my work', path: '/desk' }
/** The page of the same case for every business. */
const casePage = (state: string, tab = '') => {
  const draft = draftIn(state)
  return { name: `a case: ${state}${tab}`, path: async (site: Site) => `${(await draft.path(site)).replace('/drafts/', '/cases/')}${tab}` }
}
/** A letter of that case, as a room would write it; to nobody, since the keys are the program's. */
const letterPage = {
  name: 'a letter',
  path: async (site: Site) => {
    const path = await casePage('drafting').path(site)
    await site.database.db
      .insertInto('kernel.case_letters')
      .values({
        case_id: Number(path.split('/').at(-1)),
        number: 1,
        kind: 'answer',
        title: '政府信息公开申请答复书',
        legal_day: '2018-12-10',
        content: JSON.stringify({ agency: '市政府办公室', paragraphs: ['您申请的信息已经主动公开。'], enclosures: ['目录'] }),
      })
      .onConflict(conflict => conflict.columns(['case_id', 'number']).doNothing())
      .execute()
    return `${path}/letters/1`
  },
}
const deskPages = [
  { name: 'the unit’s work', path: '/desk/unit-work?overdue=yes&cols=number.title.due_on.marks.holder' },
  { name: 'notices', path: '/desk/notices' },
  { name: 'notice settings', path: '/desk/notices/preferences' },
  { name: 'saved views', path: '/desk/views' },
  { name: 'help', path: '/desk/help' },
]

describe('the desk of an author', () => {
  lookAtEvery(
    [
      casePage('drafting', '#files'), // each tab from another page: on the same one it is no new page
      myWork,
      letterPage,
      casePage('drafting', '#letters'),
      { name: 'drafts', path: '/desk/drafts' },
      { name: 'writing', path: '/desk/drafts/new' },
      draftIn('drafting'),
      draftIn('drafting', '/edit'),
      { name: 'published items', path: '/desk/publications?q=通知' },
      publication(),
      publication('/deliveries/new'),
      ...deskPages,
      casePage('drafting'),
    ],
    visitor => signIn(visitor, 'author'),
  )
})

describe('the desk of a leader', () => {
  lookAtEvery(
    [myWork, draftIn('signing'), casePage('signing'), publication('/withdrawals/new'), publication('/amendments/new')],
    async (visitor, site) => {
      await draftToSign(site)
      await signIn(visitor, 'leader')
    },
  )
})

describe('the desk of the signer of reports', () => {
  lookAtEvery(
    [
      { name: 'reports', path: '/desk/reports' },
      { name: 'a released report', path: '/desk/reports/2018' },
      { name: 'a report to release', path: '/desk/reports/2017' },
    ],
    visitor => signIn(visitor, 'signer'),
  )
})

async function draftToSign(site: Site): Promise<void> {
  const [author, reviewer] = [await site.visit(), await site.visit()]
  await signIn(author, 'author')
  const draft = await writeDraft(author, '关于等待签发的通知')
  await takeStep(author, '送审', '审核')
  await signIn(reviewer, 'reviewer')
  await reviewer.go(draft)
  await takeStep(reviewer, '审核通过', '签发')
}
