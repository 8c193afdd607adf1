import { describe } from 'vitest'
import { signIn } from './desk.ts'
import { lookAtEvery } from './every-page.ts'
import type { Site } from './site.ts'

/** A notice in preparation, with one day that cannot be. */
async function noticeDraft({ database }: Site): Promise<string> {
  const { id } = await database.db
    .insertInto('kernel.calendar_drafts')
    .values({
      base: 23,
      title: '关于2027年部分节假日安排的通知',
      source: '测试',
      legal_day: '2026-11-01',
      years: [2027],
      days: JSON.stringify([
        { day: '2027-01-01', kind: 'off', name: '元旦' },
        { day: '2027-01-01', kind: 'off', name: '元旦' },
      ]),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return `/desk/calendar/drafts/${id}`
}

async function redating({ database }: Site): Promise<string> {
  await database.db
    .insertInto('kernel.redatings')
    .values({ version: 23, total: 400, done: 200 })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return '/desk/calendar/redatings/23'
}

const importWithFaults =
  (sign_in_name: string) =>
  async ({ database }: Site) => {
    const { person_id } = await database.db
      .selectFrom('kernel.accounts')
      .select('person_id')
      .where('sign_in_name', '=', sign_in_name)
      .executeTakeFirstOrThrow()
    const { id } = await database.db
      .insertInto('kernel.imports')
      .values({
        kind: 'publications',
        file_name: '以往信息.xlsx',
        file_hash: Buffer.alloc(32),
        row_count: 2,
        fault_count: 1,
        recorded_by: person_id,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await database.db
      .insertInto('kernel.import_rows')
      .values({
        import_id: id,
        row_no: 3,
        cells: JSON.stringify({ title: '某通知' }),
        faults: JSON.stringify([{ column: 'unit', key: 'missing' }]),
      })
      .execute()
    return `/desk/publications/imports/${id}`
  }

describe('the desk of the system administrator', () => {
  lookAtEvery(
    [
      { name: 'the calendar', path: '/desk/calendar?year=2018' },
      { name: 'a year without a notice', path: '/desk/calendar?year=2031' },
      { name: 'a new notice', path: '/desk/calendar/notices/new' },
      { name: 'a notice in preparation', path: noticeDraft },
      { name: 'due days being computed', path: redating },
      { name: 'numbers of the law', path: '/desk/law' },
      { name: 'one that the law fixes', path: '/desk/law/gk.publish' },
      { name: 'one that may be set', path: '/desk/law/clock.warning' },
      { name: 'the site', path: '/desk/site' },
      { name: 'what a city needs', path: '/desk/city' },
      { name: 'imports', path: '/desk/imports' },
      { name: 'a sheet of people', path: '/desk/people/imports' },
    ],
    visitor => signIn(visitor, 'sysadmin'),
  )
})

describe('the desk of the openness office', () => {
  lookAtEvery(
    [
      { name: 'columns', path: '/desk/columns' },
      { name: 'a new column', path: '/desk/columns/new' },
      {
        name: 'a column',
        path: async ({ database }) => {
          const { id } = await database.db
            .selectFrom('kernel.columns')
            .select('id')
            .where('code', '=', 'news/city')
            .executeTakeFirstOrThrow()
          return `/desk/columns/${id}`
        },
      },
      { name: 'outlets', path: '/desk/outlets' },
      { name: 'a sheet of published items', path: '/desk/publications/imports' },
      { name: 'a sheet with faults', path: importWithFaults('openness') },
    ],
    visitor => signIn(visitor, 'openness'),
  )
})

describe('the desk of the audit administrator', () => {
  lookAtEvery(
    [
      { name: 'the log', path: '/desk/log' },
      { name: 'the log, filtered', path: '/desk/log?act=sign_in&from=2018-01-01' },
    ],
    visitor => signIn(visitor, 'auditadmin'),
  )
})
