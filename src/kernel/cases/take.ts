import type { Day } from '../calendar/day.ts'
import { can, type Right } from '../org/can.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { advance, type Said, type Taken } from './advance.ts'
import { type ClockReading, readClock, type Unit } from './clock.ts'
import { actingFor, forbidden, happenedMeanwhile, holdCase, refuseHeldUp } from './hold.ts'
import { openStep, type Process, stepsOpen, tableOf } from './process.ts'
import { type HandOut, handOut } from './tasks.ts'

/** A new case: for which unit, received when, and how long the law gives. Without a period it has no clock. */
export type NewCase = {
  readonly title: string
  readonly unit_id: number
  readonly received_on: Day
  readonly period?: { readonly days: number; readonly unit: Unit }
  readonly note?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** The case as opened. `uncertain`: years without a notice on the way to the due day. */
export type Opened = { readonly case_id: number; readonly due_on: Day | null; readonly uncertain: ClockReading['uncertain'] }

/**
 * Opens a case in the process's first state: event 1, and the clock's start on the day of receipt.
 * Refusal 'invalid' for an unknown unit or a day to come, 'forbidden' when the process names who opens and the actor may not.
 */
export async function openCase(work: Work, process: Process, input: NewCase): Promise<Opened> {
  const { title, unit_id, received_on, period } = input
  const unit = await work.tx.selectFrom('kernel.units').select('lineage').where('id', '=', unit_id).executeTakeFirst()
  if (!unit) throw new Refusal('invalid', { 'zh-CN': '没有这个单位。', en: 'There is no such unit.' })
  if (process.opens && !can(work.actor, process.opens, unit)) throw forbidden()
  if (received_on > work.today)
    throw new Refusal('invalid', { 'zh-CN': '收到日期不能晚于今天。', en: 'The day of receipt cannot be later than today.' })
  const start = period ? ([{ effect: 'start', legal_day: received_on, until: null, why: '', ...period }] as const) : []
  const { due_on, uncertain } = readClock(start, work.calendar)
  const { id: case_id } = await work.tx
    .insertInto('kernel.cases')
    .values({
      business: process.business,
      process_version: process.version,
      title,
      unit_id,
      state: process.first,
      received_on,
      due_on,
      calendar_version: work.calendar.version,
      opened_by: work.actor.person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const note = { note: input.note ?? '', detail: JSON.stringify(input.detail ?? {}) }
  await work.tx
    .insertInto('kernel.case_events')
    .values({ case_id, seq: 1, step: openStep, to_state: process.first, person_id: work.actor.person_id, legal_day: received_on, ...note })
    .execute()
  for (const mark of start) {
    await work.tx
      .insertInto('kernel.clock_marks')
      .values({ case_id, seq: 1, ...mark })
      .execute()
  }
  work.deskChanged({ kind: 'case', unit_id, case_id })
  await work.log(`${process.business}.${openStep}`, `case:${case_id}`, { unit_id, received_on })
  return { case_id, due_on, uncertain }
}

/** What a step is asked with. `expect`: the state that the page showed; another one is a conflict even if the step is still open. */
export type Asked<State extends string> = Said & { readonly expect?: State; readonly tasks?: HandOut }

/**
 * Takes a step: locks the case, asks right and state, and writes event, clock mark, state and due date in this transaction. The table is
 * that of the version under which the case began. Two statements, four with the transaction's own.
 * Refusal 'not_found' (no such case of this business), 'forbidden' (no such right in the case's unit, or somebody else has the case),
 * 'conflict' (the step is not open any more: says what happened meanwhile and who did it; or the case is suspended or awaits a review),
 * 'invalid' (a day or period that cannot be, no unit to hand a task to).
 */
export async function take<State extends string, Step extends string>(
  work: Work,
  process: Process<State, Step>,
  caseId: number,
  step: NoInfer<Step>,
  asked: Asked<NoInfer<State>> = {},
): Promise<Taken> {
  const held = await holdCase(work, process, caseId)
  const table = tableOf(process, held.process_version)
  const rule = table.steps[step]
  if (!rule) throw happenedMeanwhile(process, held, step)
  const forPerson = actingFor(work, held, rule.by)
  const { expect, tasks, ...said } = asked
  if ((expect !== undefined && expect !== held.state) || !stepsOpen(table, held.state).includes(step)) {
    throw happenedMeanwhile(process, held, step)
  }
  refuseHeldUp(held)
  const taken = await advance(work, table, held, step, { ...said, for_person_id: said.for_person_id ?? forPerson })
  if (rule.hands_out) await handOut(work, taken, tasks)
  else if (tasks) throw new Error(`${process.business}.${step} hands out no tasks`)
  return taken
}

/** The steps whose buttons this person sees: open in this state, and theirs in this unit. Pure. */
export function stepsFor<State extends string, Step extends string>(
  process: Process<State, Step>,
  state: string,
  may: (right: Right) => boolean,
): Step[] {
  return stepsOpen(process, state).filter(step => may(process.steps[step].by))
}
