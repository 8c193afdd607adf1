import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../calendar/day.ts'
import { loadCalendar } from '../calendar/load.ts'
import type { Actor } from '../org/actor.ts'
import { Refusal } from '../refusal.ts'
import { readClock } from './clock.ts'
import { isCommonStep } from './common.ts'
import { ledger } from './ledger.ts'
import { marksOf } from './marks.ts'
import { type Office, office } from './office.fixture.ts'
import { type Process, stepNames } from './process.ts'
import { request } from './processes.example.ts'
import { takeCommon } from './steps/index.ts'
import { openCase, take } from './take.ts'
import { completeTask } from './tasks.ts'

let o: Office
beforeAll(async () => {
  o = await office()
})
afterAll(async () => await o.drop())

const people = () => [o.li, o.zhao, o.sun, o.wu, o.feng]
const why = '说明'
const anyStep: Process = request
/** What might be tried next; most of it is refused, and that must leave no trace. */
type Attempt = { readonly what: string; readonly who: number; readonly days: number; readonly moves: number }
const commonInputs = (): Record<string, object> => ({
  return_to: { to: 'received', why },
  hand_on: { unit_id: o.other, why },
  hand_back: { unit_id: o.bureau, why },
  add_reviewer: { to: [{ unit_id: o.bureau }], what: why },
  countersign: { to: [{ unit_id: o.bureau }, { unit_id: o.other }], needed: 1, what: why },
  urge: {},
  supervise: { answer_by: '2019-12-31', demand: why },
  end_supervision: { result: why },
  copy_to: { to: [{ unit_id: o.other }] },
  take_back: { why },
  suspend: { ground: 'court' },
  resume: {},
})
const attempts = fc.array(
  fc.record<Attempt>({
    // Taking back and giving opinions twice as often: they are what undoes and unblocks.
    what: fc.constantFrom(
      ...stepNames(request),
      ...Object.keys({ return_to: 1, hand_on: 1, hand_back: 1, add_reviewer: 1, countersign: 1, urge: 1 }),
      'supervise',
      'end_supervision',
      'copy_to',
      'take_back',
      'take_back',
      'suspend',
      'resume',
      'resume',
      'opinion',
      'opinion',
      'task',
      'task',
    ),
    who: fc.nat(4),
    days: fc.integer({ min: 1, max: 20 }),
    moves: fc.nat(3),
  }),
  { minLength: 10, maxLength: 40 },
)

/** Whoever may does it: the five are asked in turn, from one of them on. */
async function tryIt(caseId: number, attempt: Attempt, today: string): Promise<boolean> {
  const all = people()
  for (let n = 0; n < all.length; n += 1) {
    if (await tryAs(all[(attempt.who + n) % all.length] ?? o.li, caseId, attempt, today)) return true
  }
  return false
}

async function tryAs(actor: Actor, caseId: number, { what, days }: Attempt, today: string): Promise<boolean> {
  const task = await o.db
    .selectFrom('kernel.case_tasks')
    .select(['id', 'kind'])
    .where('case_id', '=', caseId)
    .where('done_on', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  const inputs = commonInputs()
  try {
    await o.as(actor, async work => {
      if (what === 'task') return await completeTask(work, request, task?.id ?? 0, '同意')
      if (what === 'opinion') {
        const input = { task_id: task?.id ?? 1, agrees: days > 5, opinion: why }
        return await takeCommon(work, { process: request, case_id: caseId, step: 'give_opinion', input })
      }
      const input = inputs[what]
      const step = what === 'hand_back' ? 'hand_on' : what
      if (isCommonStep(step)) return await takeCommon(work, { process: request, case_id: caseId, step, input })
      const tasks =
        what === 'consult'
          ? {
              tasks: {
                to: [
                  { unit_id: o.bureau, what: why },
                  { unit_id: o.other, what: why },
                ],
              },
            }
          : {}
      return await take(work, anyStep, caseId, what, { clock: { days, until: addDays(today, days), why }, ...tasks })
    })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

test('after any sequence of steps, common ones too: events have no gaps, and the marks give the due day that is stored', async () => {
  let taken = 0
  let undone = 0
  await fc.assert(
    fc.asyncProperty(attempts, async tries => {
      let today = '2018-03-01'
      o.day(today)
      const period = { days: 15, unit: 'working' } as const
      const { case_id } = await o.as(o.li, work =>
        openCase(work, request, { title: '申请', unit_id: o.bureau, received_on: today, period }),
      )
      for (const attempt of tries) {
        const before = await standing(case_id)
        const done = await tryIt(case_id, attempt, today)
        const after = await standing(case_id)
        if (done) taken += 1
        else expect(after).toEqual(before)
        if (done && attempt.what === 'take_back') {
          undone += 1
          expect(after.due_on).toBe(await dueBefore(case_id))
        }
        expect(after.seqs).toEqual(after.seqs.map((_, index) => index + 1))
        expect(after.last_seq).toBe(after.seqs.length)
        const calendar = await loadCalendar(o.readonly, after.calendar_version)
        const marks = await marksOf(o.db, case_id)
        expect(readClock(marks, calendar).due_on).toBe(after.due_on)
        const counted = ledger(marks, calendar, '2019-12-31').findLast(row => row.counted)
        if (after.due_on !== null && after.ended_on === null) expect(counted?.day).toBe(after.due_on)
        today = addDays(today, attempt.moves)
        o.day(today)
      }
    }),
    { numRuns: 30 },
  )
  expect([taken > 40, undone > 0]).toEqual([true, true]) // it tried what it is about
})

async function standing(caseId: number) {
  const row = await o.db
    .selectFrom('kernel.cases')
    .select(['state', 'due_on', 'ended_on', 'last_seq', 'calendar_version', 'unit_id', 'holder_id', 'suspended_seq'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const events = await o.db.selectFrom('kernel.case_events').select('seq').where('case_id', '=', caseId).orderBy('seq').execute()
  return { ...row, seqs: events.map(({ seq }) => seq) }
}

/** The due day by the marks from before the event that was taken back. */
async function dueBefore(caseId: number) {
  const last = await o.db
    .selectFrom('kernel.case_events')
    .select('detail')
    .where('case_id', '=', caseId)
    .where('step', '=', 'take_back')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  const undoes = Number(Object.entries(last.detail ?? {}).find(([key]) => key === 'undoes')?.[1])
  const marks = (await marksOf(o.db, caseId)).filter(({ seq = 0 }) => seq < undoes)
  return readClock(marks, await loadCalendar(o.readonly)).due_on
}
