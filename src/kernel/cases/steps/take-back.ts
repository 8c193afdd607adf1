import { z } from 'zod'
import { can } from '../../org/can.ts'
import type { Work } from '../../work.ts'
import type { Taken } from '../advance.ts'
import { isCommonStep, rightOf } from '../common.ts'
import { forbidden, type HeldCase } from '../hold.ts'
import type { Process } from '../process.ts'
import { notNeeded, record } from '../record.ts'
import { conflict, type Held, hold, notAllowed } from './allowed.ts'
import type { CommonInput } from './inputs.ts'

/**
 * 撤回: whoever took the last step undoes it, while nobody has acted on it and the case has not ended. State, unit and holder are as before;
 * what the step did to the clock gets a counter-mark, so the due date is that of before, and both stay on record.
 * Refusal 'forbidden' (somebody else's step, or the right is gone), 'conflict'.
 */
export async function takeBack(work: Work, process: Process, caseId: number, input: CommonInput<'take_back'>): Promise<Taken> {
  const at = await hold(work, process, { case_id: caseId, step: 'take_back', seen: input.seen })
  const { held, table } = at
  const { last } = held
  if (table.common?.take_back !== true) throw notAllowed(at, 'take_back')
  if (last.person_id === null || last.person_id !== work.actor.person_id) throw forbidden()
  if (!isReversible(table, last)) throw conflict('最近一步不能撤回。', 'The last thing that was done cannot be taken back.')
  await refuseActedOn(work, held)
  const was = await before(work, held)
  await refuseWithoutRight(work, at, was.unit_id)
  const to = last.from_state ?? held.state
  const mark = held.marks.find(({ seq }) => seq === last.seq)
  const { seq, due_on } = await record(work, table.business, held, {
    step: 'take_back',
    to,
    legal_day: work.today,
    note: input.why,
    detail: { undoes: last.seq, undone_step: last.step },
    mark: mark && { effect: 'undo', undoes: mark.seq ?? null, days: null, until: null, why: input.why },
    now: was,
  })
  if (to === held.state) await dropGroup(work, held)
  return { case_id: caseId, seq, from: held.state, state: to, due_on }
}

/** Steps of the process, returning and handing on; not what left a state that waits for tasks, since those are gone. */
export function isReversible(table: Process, { step, from_state, to_state }: HeldCase['last']): boolean {
  if (from_state === null || (step !== 'return_to' && step !== 'hand_on' && !Object.hasOwn(table.steps, step))) return false
  return from_state === to_state || table.states[from_state]?.joins === undefined
}

/** Somebody did a task that the step handed out: it has been acted on. */
async function refuseActedOn(work: Work, held: HeldCase): Promise<void> {
  const done = await work.tx
    .selectFrom('kernel.case_tasks')
    .select('id')
    .where('case_id', '=', held.id)
    .where('group_seq', '=', held.last.seq)
    .where('outcome', '!=', notNeeded)
    .limit(1)
    .executeTakeFirst()
  if (done)
    throw conflict('交办的任务已有人办理，不能撤回。', 'A task that was handed out has been done, so the step cannot be taken back.')
}

const detailShape = z.object({ before: z.object({ unit_id: z.number(), holder_id: z.number().nullable() }).optional() })

/** Unit and holder as they were before the last event, which kept them if it changed them. */
async function before(work: Work, held: HeldCase): Promise<{ unit_id: number; holder_id: number | null }> {
  const { detail } = await work.tx
    .selectFrom('kernel.case_events')
    .select('detail')
    .where('case_id', '=', held.id)
    .where('seq', '=', held.last.seq)
    .executeTakeFirstOrThrow()
  return detailShape.parse(detail).before ?? { unit_id: held.unit_id, holder_id: held.holder?.id ?? null }
}

/** The right with which the step was taken, in the unit that had the case then: who has lost it does not take it back. */
async function refuseWithoutRight(work: Work, { held, table }: Held, unit_id: number): Promise<void> {
  const { step, from_state } = held.last
  const right = isCommonStep(step) ? rightOf(table, step, from_state ?? '') : table.steps[step]?.by
  const unit =
    unit_id === held.unit_id
      ? held
      : await work.tx.selectFrom('kernel.units').select('lineage').where('id', '=', unit_id).executeTakeFirstOrThrow()
  if (right === undefined || !can(work.actor, right, unit)) throw forbidden()
}

async function dropGroup(work: Work, held: HeldCase): Promise<void> {
  await work.tx
    .updateTable('kernel.case_tasks')
    .set({ done_on: work.today, outcome: notNeeded })
    .where('case_id', '=', held.id)
    .where('group_seq', '=', held.last.seq)
    .where('done_on', 'is', null)
    .execute()
}
