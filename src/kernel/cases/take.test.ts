import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import { seedCalendar } from '../calendar/chinese-days.ts'
import type { Actor, Role } from '../org/actor.ts'
import type { RefusalKind } from '../refusal.ts'
import { type Command, type Read, type Run, reader, runner } from '../work.ts'
import { numberAtEnd } from './number.ts'
import { request, review } from './processes.example.ts'
import { openCase, stepsFor, take } from './take.ts'
import { completeTask } from './tasks.ts'
import { caseClock, timeline } from './timeline.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let run: Run
let read: Read
/** The city, two bureaus under it. */
let city: number
let bureau: number
let other: number
let li: Actor
let zhang: Actor
let stranger: Actor
/** The day on which the test acts. */
let today = '2018-03-01'

beforeAll(async () => {
  database = await cloneDatabase()
  const { db, readonly } = database
  const clock = () => Temporal.Instant.from(`${today}T10:00:00+08:00`)
  run = runner({ db, readonly, clock, random: bytes => new Uint8Array(bytes), onPublicChange: () => {} })
  read = reader({ readonly, clock })
  await db.transaction().execute(seedCalendar)
  city = await unit('city', [])
  bureau = await unit('bureau', [city])
  other = await unit('other', [city])
  li = await person('李办事员', bureau, ['author', 'reviewer', 'leader'])
  zhang = await person('张科长', city, ['author', 'reviewer', 'leader'])
  stranger = await person('王外人', other, ['author', 'reviewer', 'leader'])
})
afterAll(async () => await database.drop())
beforeEach(() => {
  today = '2018-03-01'
})

async function unit(code: string, above: number[]): Promise<number> {
  const { id } = await database.db
    .selectNoFrom(eb => eb.fn<number>('nextval', [eb.val('kernel.units_id_seq')]).as('id'))
    .executeTakeFirstOrThrow()
  const names = { code, name: code, short_name: code, level: 'city', kind: 'bureau', valid_from: '2018-01-01' }
  await database.db
    .insertInto('kernel.units')
    .values({ id, parent_id: above.at(-1) ?? null, lineage: [...above, id], ...names })
    .execute()
  return id
}

async function person(name: string, unit_id: number, roles: Role[]): Promise<Actor> {
  const { id } = await database.db.insertInto('kernel.people').values({ name }).returning('id').executeTakeFirstOrThrow()
  return { person_id: id, name, grants: roles.map(role => ({ role, unit_id })) }
}

/** Runs some steps as a command. */
const as = <O>(actor: Actor, command: Command<undefined, O>) => run(actor, command, undefined)
const open = () => as(li, work => openCase(work, review, { title: '公告', unit_id: bureau, received_on: today }))
const openRequest = (received_on = today) =>
  as(li, work => openCase(work, request, { title: '申请', unit_id: bureau, received_on, period: { days: 15, unit: 'working' } }))
const refusal = (kind: RefusalKind, words?: RegExp) =>
  expect.objectContaining({
    name: 'Refusal',
    kind,
    ...(words ? { words: expect.objectContaining({ en: expect.stringMatching(words) }) } : {}),
  })
const due = async (caseId: number) =>
  (await database.db.selectFrom('kernel.cases').select('due_on').where('id', '=', caseId).executeTakeFirstOrThrow()).due_on

describe('taking a step', () => {
  test('writes event, state, end and log together', async () => {
    const { case_id } = await open()
    for (const step of ['submit', 'pass', 'sign', 'release'] as const)
      await as(li, work => take(work, review, case_id, step, { note: step }))
    const row = await database.db.selectFrom('kernel.cases').selectAll().where('id', '=', case_id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'released', ended_on: '2018-03-01', due_on: null, calendar_version: 23 })
    const events = await read(li, timeline, case_id)
    expect(events.map(event => [event.seq, event.step, event.from_state, event.to_state, event.person, event.late])).toEqual([
      [1, 'open', null, 'drafting', '李办事员', true],
      [2, 'submit', 'drafting', 'reviewing', '李办事员', true],
      [3, 'pass', 'reviewing', 'approved', '李办事员', true],
      [4, 'sign', 'approved', 'signed', '李办事员', true],
      [5, 'release', 'signed', 'released', '李办事员', true],
    ])
    const log = await database.db.selectFrom('kernel.log').select('act').where('subject', '=', `case:${case_id}`).orderBy('id').execute()
    expect(log.map(line => line.act)).toEqual(['review.open', 'review.submit', 'review.pass', 'review.sign', 'review.release'])
  })

  test('two at once: one gets through, the other hears who was first', async () => {
    const { case_id } = await open()
    await as(li, work => take(work, review, case_id, 'submit'))
    const results = await Promise.allSettled([li, zhang].map(actor => as(actor, work => take(work, review, case_id, 'pass'))))
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
    const [lost] = results.filter(result => result.status === 'rejected')
    expect(lost?.reason).toEqual(
      refusal('conflict', /^(李办事员|张科长) did 'Pass' on 2018-03-01; it is now 'Awaiting signature', so 'Pass' is no/),
    )
    expect(await read(li, timeline, case_id)).toHaveLength(3)
  })

  test('is a conflict in the wrong state, and when the page showed another one', async () => {
    const { case_id } = await open()
    await expect(as(li, work => take(work, review, case_id, 'sign'))).rejects.toEqual(refusal('conflict'))
    await as(li, work => take(work, review, case_id, 'submit'))
    const late = as(li, work => take(work, review, case_id, 'withdraw', { expect: 'drafting' }))
    await expect(late).rejects.toEqual(refusal('conflict', /'Submit'.*'Withdraw' is no longer possible/))
  })

  test('is forbidden without the right, and with the right in another unit', async () => {
    const { case_id } = await open()
    const writer = { ...li, grants: [{ role: 'recorder' as const, unit_id: bureau }] }
    await expect(as(writer, work => take(work, review, case_id, 'submit'))).rejects.toEqual(refusal('forbidden'))
    await expect(as(stranger, work => take(work, review, case_id, 'submit'))).rejects.toEqual(refusal('forbidden'))
    await as(zhang, work => take(work, review, case_id, 'submit')) // the city's right holds for the bureau
  })

  test('a case of another business, or of none, is not found', async () => {
    const { case_id } = await open()
    await expect(as(li, work => take(work, request, case_id, 'answer'))).rejects.toEqual(refusal('not_found'))
    await expect(as(li, work => take(work, review, 0, 'submit'))).rejects.toEqual(refusal('not_found'))
  })

  test("nobody's unit, a stranger's unit and a day to come open no case", async () => {
    const opening = (actor: Actor, unit_id: number, received_on = today) =>
      as(actor, work => openCase(work, review, { title: '公告', unit_id, received_on }))
    await expect(opening(li, 0)).rejects.toEqual(refusal('invalid'))
    await expect(opening(stranger, bureau)).rejects.toEqual(refusal('forbidden'))
    await expect(opening(li, bureau, '2018-03-02')).rejects.toEqual(refusal('invalid'))
  })

  test('may be recorded later, but neither before the last step nor in the future', async () => {
    const { case_id } = await open()
    today = '2018-03-09'
    const submit = (legal_day: string) => as(li, work => take(work, review, case_id, 'submit', { legal_day }))
    await expect(submit('2018-02-28')).rejects.toEqual(refusal('invalid'))
    await expect(submit('2018-03-10')).rejects.toEqual(refusal('invalid'))
    await submit('2018-03-05')
    expect((await read(li, timeline, case_id)).at(-1)?.legal_day).toBe('2018-03-05')
  })

  test('shows the buttons of the state that the person may press', () => {
    expect(stepsFor(review, 'reviewing', right => right === 'publication.review')).toEqual(['pass', 'return_to_author'])
  })
})

describe('the clock of a case', () => {
  test('stops for a correction, restarts in full, is extended, and ends with the case', async () => {
    const { case_id, due_on } = await openRequest()
    expect(due_on).toBe('2018-03-22')
    const step = async (day: string, name: Parameters<typeof take<string, keyof typeof request.steps>>[3], asked = {}) => {
      today = day
      return (await as(li, work => take(work, request, case_id, name, asked))).due_on
    }
    expect(await step('2018-03-05', 'ask_supplement', { note: '缺身份证明' })).toBeNull()
    expect(await step('2018-03-12', 'supplement')).toBe('2018-04-02')
    expect(await step('2018-03-13', 'handle')).toBe('2018-04-02')
    await expect(step('2018-03-14', 'extend')).rejects.toEqual(refusal('invalid'))
    expect(await step('2018-03-14', 'extend', { clock: { days: 15 } })).toBe('2018-04-24')
    await expect(step('2018-03-15', 'delay', { clock: { until: '2018-03-01' } })).rejects.toEqual(refusal('invalid'))
    expect(await step('2018-03-15', 'answer')).toBe('2018-04-24')
    const clock = await read(li, caseClock, case_id)
    expect(clock).toMatchObject({ state: 'ended', due_on: '2018-04-24', uncertain: [], calendar_version: 23 })
    expect(clock.rows.find(row => row.day === '2018-03-06')?.reason).toEqual({
      kind: 'stopped',
      why: '缺身份证明',
      by: '李办事员',
      since: '2018-03-05',
    })
    expect(clock.rows.at(-1)?.day).toBe('2018-03-15')
  })

  test('says when its due day lies in a year without a notice', async () => {
    today = '2026-12-21'
    expect(await openRequest()).toMatchObject({ uncertain: [2027] })
  })
})

describe('tasks handed out', () => {
  const consult = async (needed: number | undefined, units: number[]) => {
    const { case_id } = await openRequest()
    await as(li, work => take(work, request, case_id, 'handle'))
    const tasks = { needed, to: units.map(unit_id => ({ unit_id, what: '请提出意见', due_on: '2018-03-22' })) }
    await as(li, work => take(work, request, case_id, 'consult', { tasks }))
    const rows = await database.db.selectFrom('kernel.case_tasks').select('id').where('case_id', '=', case_id).orderBy('id').execute()
    return { case_id, ids: rows.map(row => row.id) }
  }
  const complete = (taskId = 0, actor = zhang) => as(actor, work => completeTask(work, request, taskId, '同意公开'))
  const outcomes = async (caseId: number) =>
    (await read(li, timeline, caseId)).flatMap(event => event.tasks.map(task => [task.outcome, task.done_by]))

  test('all: the last one joins, and the pause ends with it', async () => {
    const { case_id, ids } = await consult(undefined, [bureau, other])
    expect(await due(case_id)).toBeNull()
    today = '2018-03-06'
    expect((await complete(ids[0])).joined).toBeNull()
    today = '2018-03-08'
    expect((await complete(ids[1])).joined).toMatchObject({ state: 'handling', due_on: '2018-03-29' })
    await expect(complete(ids[1])).rejects.toEqual(refusal('conflict', /张科长 completed this task on 2018-03-08/))
  })

  test('any: the first one joins, the others are not needed any more', async () => {
    const { case_id, ids } = await consult(1, [bureau, other, city])
    expect((await complete(ids[1])).joined).toMatchObject({ state: 'handling' })
    expect(await outcomes(case_id)).toEqual([
      ['not_needed', null],
      ['同意公开', '张科长'],
      ['not_needed', null],
    ])
    await expect(complete(ids[0])).rejects.toEqual(refusal('conflict', /no longer needed/))
  })

  test('k of n, completed at once: exactly one joins', async () => {
    const { case_id, ids } = await consult(2, [bureau, other, city])
    const results = await Promise.allSettled(ids.map(id => complete(id)))
    const joined = results.filter(result => result.status === 'fulfilled' && result.value.joined !== null)
    expect(joined).toHaveLength(1)
    expect((await outcomes(case_id)).filter(([outcome]) => outcome === '同意公开')).toHaveLength(2)
    expect((await read(li, timeline, case_id)).filter(event => event.step === 'conclude')).toHaveLength(1)
  })

  test('a second group in the same state is awaited too', async () => {
    const { case_id, ids } = await consult(1, [bureau])
    await as(li, work => take(work, request, case_id, 'consult', { tasks: { to: [{ unit_id: other, what: '再问' }] } }))
    expect((await complete(ids[0])).joined).toBeNull()
    const later = await database.db
      .selectFrom('kernel.case_tasks')
      .select('id')
      .where('case_id', '=', case_id)
      .where('done_on', 'is', null)
      .execute()
    expect((await complete(later[0]?.id)).joined).toMatchObject({ state: 'handling', due_on: '2018-03-22' })
  })

  test('taking the join by hand closes what is still open', async () => {
    const { case_id } = await consult(undefined, [bureau, other])
    await as(li, work => take(work, request, case_id, 'conclude', { note: '逾期未答复' }))
    expect((await outcomes(case_id)).map(([outcome]) => outcome)).toEqual(['not_needed', 'not_needed'])
  })

  test('is refused to another unit, to another person, without units, and with more needed than there are', async () => {
    const { ids } = await consult(undefined, [bureau])
    await expect(complete(ids[0], stranger)).rejects.toEqual(refusal('forbidden'))
    await expect(complete(0)).rejects.toEqual(refusal('not_found'))
    await expect(consult(undefined, [])).rejects.toEqual(refusal('invalid'))
    await expect(consult(3, [bureau, other])).rejects.toEqual(refusal('invalid'))
  })
})

test('numbers have no gaps when sixteen commands want one and some are rolled back', async () => {
  const given: number[] = []
  const command = (index: number) => (work: Parameters<typeof numberAtEnd>[0]) => {
    let mine = 0
    numberAtEnd(work, { scope: 'test', year: 2018 }, async number => {
      mine = number
      if (index % 4 === 0) throw new Error('this one fails after it took its number')
    })
    return Promise.resolve(() => given.push(mine))
  }
  const results = await Promise.allSettled(Array.from({ length: 16 }, (_, index) => as(li, command(index))))
  for (const result of results) if (result.status === 'fulfilled') result.value()
  expect(given.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
})
