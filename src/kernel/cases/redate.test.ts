import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventWords } from './event-words.ts'
import { caseNotices } from './notices.ts'
import { type Office, office, refusal } from './office.fixture.ts'
import { request } from './processes.example.ts'
import { previewRedating, redateBatch, redateCases } from './redate.ts'
import { takeCommon } from './steps/index.ts'
import { openCase, take } from './take.ts'
import { caseClock, timeline } from './timeline.ts'

let o: Office
beforeAll(async () => {
  o = await office()
})
afterAll(async () => await o.drop())

const open = (received_on = '2018-03-01') =>
  o.as(o.li, async work => {
    const period = { days: 15, unit: 'working' } as const
    return (await openCase(work, request, { title: '申请', unit_id: o.bureau, received_on, period })).case_id
  })
const row = (caseId: number) => o.db.selectFrom('kernel.cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()
/** A notice that takes the 15th of March 2018 off. */
async function notice(version: number, day = '2018-03-15') {
  await o.db
    .insertInto('kernel.calendar_notices')
    .values({ version, title: '更正通知', years: [], source: '测试', legal_day: '2018-03-01' })
    .execute()
  await o.db.insertInto('kernel.calendar_days').values({ version, day, kind: 'off', name: '临时放假' }).execute()
}
const batch = (calendar_version: number, limit?: number) => o.as(o.feng, work => redateBatch(work, { calendar_version, limit }))

test('a new notice moves open cases in batches, each with event and notice; the others keep what they have', async () => {
  const [running, paused, later, ended] = [await open(), await open(), await open('2018-03-01'), await open()]
  await o.as(o.li, work => take(work, request, paused, 'handle'))
  await o.as(o.li, work => takeCommon(work, { process: request, case_id: paused, step: 'suspend', input: { ground: 'court' } }))
  await o.as(o.li, work => take(work, request, ended, 'handle'))
  await o.as(o.sun, work => take(work, request, ended, 'answer'))
  o.day('2018-03-20')
  const unmoved = await open('2018-03-20')
  await notice(24)
  expect(await o.read(o.feng, previewRedating, { calendar_version: 24 })).toEqual({
    rows: [running, later].map(id => ({ id, business: 'request', title: '申请', old: '2018-03-22', new: '2018-03-23' })),
    examined: 4,
    next: null,
  })
  expect((await row(running)).due_on).toBe('2018-03-22') // a preview writes nothing
  expect(await batch(24, 1)).toEqual({ examined: 1, moved: 1, remaining: 3 })
  expect(await batch(24)).toEqual({ examined: 3, moved: 1, remaining: 0 })
  expect(await batch(24)).toEqual({ examined: 0, moved: 0, remaining: 0 })
  expect(await row(running)).toMatchObject({ due_on: '2018-03-23', calendar_version: 24, last_seq: 2 })
  expect(await row(paused)).toMatchObject({ due_on: null, calendar_version: 24, last_seq: 3 })
  expect(await row(unmoved)).toMatchObject({ calendar_version: 24, last_seq: 1 })
  expect(await row(ended)).toMatchObject({ due_on: '2018-03-22', calendar_version: 23, last_seq: 3 })
  const event = (await o.read(o.li, timeline, running)).at(-1)
  expect(event).toMatchObject({
    step: 'redate',
    seq: 2,
    detail: { old: '2018-03-22', new: '2018-03-23', from_version: 23, to_version: 24 },
  })
  expect(event && eventWords(request, event)?.en).toBe('Due on 2018-03-23 in place of 2018-03-22.')
  expect((await o.read(o.li, caseNotices, { case_id: running, audience: 'applicant' }))[0]?.words_zh).toMatch('由2018-03-22改为2018-03-23')
  const { rows } = await o.read(o.li, caseClock, running)
  expect(rows.find(({ day }) => day === '2018-03-15')?.reason).toMatchObject({ kind: 'holiday', notice: '更正通知' })
})

test('only by the newest calendar', async () => {
  await expect(batch(23)).rejects.toEqual(refusal('conflict', /newer calendar/))
})

test('a case on which somebody works is left to the next batch', async () => {
  const [busy, idle] = [await open('2018-03-20'), await open('2018-03-20')]
  await notice(25, '2018-03-21')
  const during = await o.as(o.li, async work => {
    await take(work, request, busy, 'handle')
    return await batch(25)
  })
  expect(during.remaining).toBe(1)
  expect((await row(idle)).calendar_version).toBe(25)
  expect(await batch(25)).toMatchObject({ moved: 1, remaining: 0 })
  expect(await row(busy)).toMatchObject({ last_seq: 3, calendar_version: 25 })
})

test('ten thousand cases go through in batches of a thousand', async () => {
  await sql`
    with opened as (
      insert into kernel.cases (business, title, unit_id, state, received_on, due_on, calendar_version)
      select 'request', '申请' || n, ${o.bureau}, 'received', '2018-03-05', '2018-03-27', 25 from generate_series(1, 10000) as n returning id
    ), events as (
      insert into kernel.case_events (case_id, seq, step, to_state, legal_day) select id, 1, 'open', 'received', '2018-03-05' from opened
    ) insert into kernel.clock_marks (case_id, seq, effect, legal_day, days, unit) select id, 1, 'start', '2018-03-05', 15, 'working' from opened`.execute(
    o.db,
  )
  await notice(26, '2018-03-22')
  const done = await redateCases({ run: (_actor, command, input) => o.as(o.feng, work => command(work, input)) }, o.feng, {
    calendar_version: 26,
  })
  expect(done.moved).toBeGreaterThanOrEqual(10_000)
  expect(done.remaining).toBe(0)
  const { count } = await o.db
    .selectFrom('kernel.case_events')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('step', '=', 'redate')
    .where('legal_day', '=', '2018-03-20')
    .executeTakeFirstOrThrow()
  expect(count).toBeGreaterThanOrEqual(10_000)
})
