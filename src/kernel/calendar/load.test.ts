import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import { addWorkingDays, calendarOf, isWorkday, statusOf } from './calendar.ts'
import { packageNotices, seedCalendar } from './chinese-days.ts'
import { loadCalendar } from './load.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(async () => await database.drop())

test('a calendar goes from the package into the database and back, is read once, and is corrected by a later notice', async () => {
  const { db, readonly } = database
  expect(await loadCalendar(readonly)).toMatchObject({ version: 0 })
  await db.transaction().execute(seedCalendar)
  await db.transaction().execute(seedCalendar) // a city that has its calendar keeps it
  const calendar = await loadCalendar(readonly)
  expect(calendar).toEqual(calendarOf(packageNotices()))
  expect(await loadCalendar(readonly)).toBe(calendar)
  expect(isWorkday(calendar, '2020-01-31')).toBe(false)

  const title = '更正通知'
  await db.transaction().execute(async tx => {
    await tx
      .insertInto('kernel.calendar_notices')
      .values({ version: 24, title, years: [2027], source: '测试', legal_day: '2026-11-24' })
      .execute()
    const days = [
      { version: 24, day: '2020-01-31', kind: 'work', name: '春节' },
      { version: 24, day: '2027-02-08', kind: 'off', name: '春节' },
    ]
    await tx.insertInto('kernel.calendar_days').values(days).execute()
  })
  const corrected = await loadCalendar(readonly)
  expect([corrected.version, isWorkday(corrected, '2020-01-31')]).toEqual([24, true])
  expect(statusOf(corrected, '2027-02-08')).toEqual({
    working: false,
    reason: { kind: 'holiday', name: '春节', notice: title },
    uncertain: false,
  })
  expect(addWorkingDays(corrected, '2026-12-28', 20).uncertain).toEqual([])
  // A case that was computed before keeps the calendar of its version.
  expect(await loadCalendar(readonly, 23)).toBe(calendar)
})
