import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../org/actor.ts'
import { eventWords } from './event-words.ts'
import { type MigrationBatch, migrateBatch, migrateCases, previewMigration } from './migrate-cases.ts'
import { caseNotices } from './notices.ts'
import { type Office, office, refusal } from './office.fixture.ts'
import { faults, type Process, stateName, stepName } from './process.ts'
import { request, request2 } from './processes.example.ts'
import { openCase, take } from './take.ts'
import { timeline } from './timeline.ts'

let o: Office
beforeAll(async () => {
  o = await office()
})
afterAll(async () => await o.drop())

const newest: Process = request2 // with any step, also those of the earlier table
const open = (process: Process) =>
  o.as(o.li, async work => {
    const period = { days: 15, unit: 'working' } as const
    return (await openCase(work, process, { title: '申请', unit_id: o.bureau, received_on: '2018-03-01', period })).case_id
  })
const step = (caseId: number, name: string, actor: Actor = o.li) => o.as(actor, work => take(work, newest, caseId, name))
const row = (caseId: number) => o.db.selectFrom('kernel.cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()
const states = { received: 'received', awaiting_supplement: 'awaiting_supplement', handling: 'assessing', consulting: 'consulting' }
const batch = (changes: Partial<MigrationBatch> = {}) =>
  o.as(o.feng, work => migrateBatch(work, { process: newest, migration: { from_version: 1, states, reason: '流程优化', ...changes } }))

describe('a process in two versions', () => {
  test('is sound only when every earlier version is kept and sound', () => {
    expect(faults(request2)).toEqual([])
    expect(faults({ ...newest, earlier: [] })).toEqual(['version 1 is not kept'])
    expect(faults({ ...newest, earlier: [{ ...request, business: 'other' }] })).toEqual(['an earlier version is of another business'])
    expect(faults({ ...newest, earlier: [request, { ...request, version: 2 }] })).toContain('an earlier version is numbered as a later one')
    expect(faults({ ...newest, earlier: [{ ...request, first: 'answered' }] })).toContain('version 1: the first state is an end')
  })

  test('names the states and steps of both', () => {
    expect([stateName(request2, 'handling').en, stepName(request2, 'extend').en, stepName(request2, 'draft_answer').en]).toEqual([
      'In hand',
      'Extend',
      'Draft the answer',
    ])
  })

  test('a case goes on under the table it began with, a new one under the newest', async () => {
    const [old, young] = [await open(request), await open(newest)]
    for (const caseId of [old, young]) await step(caseId, 'handle')
    expect([(await row(old)).state, (await row(young)).state]).toEqual(['handling', 'assessing'])
    await expect(step(old, 'draft_answer')).rejects.toEqual(refusal('conflict', /'Draft the answer' is no longer possible/))
    await expect(step(young, 'answer', o.sun)).rejects.toEqual(refusal('conflict'))
    await step(old, 'answer', o.sun)
    await step(young, 'draft_answer')
    expect(await row(old)).toMatchObject({ state: 'answered', process_version: 1 })
  })
})

describe('migrating', () => {
  test('shows whom it would move, and which states are not mapped', async () => {
    const caseId = await open(request)
    await step(caseId, 'handle')
    await open(request)
    const preview = await o.read(o.feng, previewMigration, {
      process: newest,
      migration: { from_version: 1, states: { received: 'received' } },
    })
    expect(preview).toMatchObject({
      total: 2,
      unmapped: ['handling'],
      states: [
        { state: 'handling', cases: 1, to: null },
        { state: 'received', cases: 1, to: 'received' },
      ],
    })
    expect(preview.cases[0]).toMatchObject({ id: caseId, state: 'handling', to: null })
    await expect(batch({ states: { received: 'received' } })).rejects.toEqual(refusal('conflict', /not mapped yet: In hand/))
  })

  test('moves in batches: state, version, event and notice; the clock, ended cases and the young stay', async () => {
    const handling = await open(request)
    await step(handling, 'handle')
    const before = await row(handling)
    const results: unknown[] = []
    for (let at = 0; at < 9; at += 1) {
      const done = await batch({ limit: 1 })
      results.push(done.moved)
      if (done.remaining === 0) break
    }
    expect(results).toEqual([1, 1, 1])
    expect(await batch()).toEqual({ moved: 0, remaining: 0 })
    expect(await row(handling)).toMatchObject({ state: 'assessing', process_version: 2, due_on: before.due_on, last_seq: 3 })
    const event = (await o.read(o.li, timeline, handling)).at(-1)
    expect(event).toMatchObject({ step: 'migrate', seq: 3, from_state: 'handling', to_state: 'assessing', note: '流程优化' })
    expect(event && eventWords(request2, event)?.en).toBe("From version 1 of the process to version 2: 'In hand' is now 'Assessing'.")
    expect(await o.read(o.li, caseNotices, { case_id: handling, audience: 'applicant' })).toEqual([
      expect.objectContaining({ seq: 3, words_zh: expect.stringMatching('流程优化') }),
    ])
    const ended = await o.db.selectFrom('kernel.cases').select('process_version').where('state', '=', 'answered').execute()
    expect(ended).toEqual([{ process_version: 1 }])
    await step(handling, 'draft_answer') // and goes on under the new table
  })

  test('leaves a case on which somebody works to the next batch, and runs to the end by itself', async () => {
    const [one, two] = [await open(request), await open(request)]
    const during = await o.as(o.li, async work => {
      await take(work, newest, one, 'handle')
      return await batch()
    })
    expect(during).toEqual({ moved: 1, remaining: 1 })
    expect([(await row(one)).process_version, (await row(two)).process_version]).toEqual([1, 2])
    const done = await migrateCases({ run: (_actor, command, input) => o.as(o.feng, work => command(work, input)) }, o.feng, {
      process: newest,
      migration: { from_version: 1, states, reason: '优化' },
    })
    expect(done).toEqual({ moved: 1, remaining: 0 })
    expect(await row(one)).toMatchObject({ state: 'assessing', process_version: 2, last_seq: 3 })
  })

  test('is refused without a reason, from no such version, to and from ends, and where a standing clock would be lost', async () => {
    await expect(batch({ reason: ' ' })).rejects.toEqual(refusal('invalid', 'reason'))
    await expect(batch({ from_version: 2 })).rejects.toEqual(refusal('invalid', 'from_version'))
    await expect(batch({ from_version: 0 })).rejects.toEqual(refusal('invalid', 'from_version'))
    for (const [from, to] of [
      ['handling', 'answered'],
      ['answered', 'assessing'],
      ['nowhere', 'assessing'],
      ['handling', 'nowhere'],
    ] as const)
      await expect(batch({ states: { [from]: to } })).rejects.toEqual(refusal('invalid', `states.${from}`))
    await expect(batch({ states: { consulting: 'assessing' } })).rejects.toEqual(refusal('invalid', 'states.consulting'))
    await expect(batch({ states: { awaiting_supplement: 'received' } })).rejects.toEqual(refusal('invalid', 'states.awaiting_supplement'))
  })
})
