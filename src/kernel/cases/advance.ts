import type { Day } from '../calendar/day.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { type ClockMark, type ClockReading, type Effect, readClock, type Unit } from './clock.ts'
import { marksOf } from './marks.ts'
import { isEnded, type Process, stateName, stepName } from './process.ts'

/** A case whose row this transaction has locked, with its last event. */
export type HeldCase = {
  readonly id: number
  readonly state: string
  readonly lineage: readonly number[]
  readonly last: { readonly seq: number; readonly step: string; readonly legal_day: Day; readonly person: string | null }
}

/** What a person says while taking a step. */
export type Said = {
  readonly note?: string
  /** What the timeline keeps of this step beside the note. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** When it was done, if it is recorded later (补录): not after today, not before the step before. */
  readonly legal_day?: Day
  /** For steps that extend or restart the clock (days, in the clock's unit) or delay it (until); why, if not the note. */
  readonly clock?: { readonly days?: number; readonly until?: Day; readonly why?: string }
}

/** What a step did. `due_on` is null while the clock is paused or stopped, or without a clock. */
export type Taken = {
  readonly case_id: number
  readonly seq: number
  readonly from: string
  readonly state: string
  readonly due_on: Day | null
}

/**
 * Locks the case until commit: whoever comes second waits here and then sees what the first one did.
 * `no key update`, so that rows which only refer to the case don't wait. Refusal 'not_found' when this business has no such case.
 */
export async function holdCase(work: Work, process: Process, caseId: number): Promise<HeldCase> {
  const held = await work.tx
    .selectFrom('kernel.cases as held')
    .innerJoin('kernel.units as unit', 'unit.id', 'held.unit_id')
    .select(['held.id', 'held.state', 'unit.lineage'])
    .where('held.id', '=', caseId)
    .where('held.business', '=', process.business)
    .forNoKeyUpdate('held')
    .executeTakeFirst()
  if (!held) throw notFound()
  const last = await work.tx
    .selectFrom('kernel.case_events as event')
    .leftJoin('kernel.people as person', 'person.id', 'event.person_id')
    .select(['event.seq', 'event.step', 'event.legal_day', 'person.name as person'])
    .where('event.case_id', '=', caseId)
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { ...held, last }
}

/** Writes the step: event, clock mark, state, due date, one line of the log. Asks neither state nor right: take() has. */
export async function advance(work: Work, process: Process, held: HeldCase, step: string, said: Said): Promise<Taken> {
  const rule = process.steps[step]
  if (!rule) throw new Error(`${process.business} has no step ${step}`)
  const legalDay = legalDayOf(work, held, said)
  const event = { case_id: held.id, seq: held.last.seq + 1, from_state: held.state, to_state: rule.to, step, legal_day: legalDay }
  await work.tx
    .insertInto('kernel.case_events')
    .values({ ...event, person_id: work.actor.person_id, note: said.note ?? '', detail: JSON.stringify(said.detail ?? {}) })
    .execute()
  const ended = isEnded(process, rule.to)
  // More tasks handed out in the same joining state lengthen the one pause that its join will end; they don't open a second.
  const sameStay = rule.to === held.state && process.states[held.state]?.joins !== undefined
  const effect = ended ? 'end' : sameStay && rule.clock === 'exclude' ? undefined : rule.clock
  const reading = effect ? await setMark(work, { case_id: held.id, seq: event.seq, effect, legal_day: legalDay }, said) : null
  const { due_on } = await work.tx
    .updateTable('kernel.cases')
    .set({
      state: rule.to,
      ...(ended ? { ended_on: legalDay } : {}),
      ...(reading ? { due_on: reading.due_on, calendar_version: work.calendar.version } : {}),
    })
    .where('id', '=', held.id)
    .returning('due_on')
    .executeTakeFirstOrThrow()
  // Who leaves a joining state by another way than its join makes the tasks that are still open pointless.
  if (rule.to !== held.state) await dropOpenTasks(work, held.id, legalDay)
  await work.log(`${process.business}.${step}`, `case:${held.id}`, { seq: event.seq, from: held.state, to: rule.to, legal_day: legalDay })
  return { case_id: held.id, seq: event.seq, from: held.state, state: rule.to, due_on }
}

/** The outcome of a task that nobody has to do any more. */
export const notNeeded = 'not_needed'

/** Closes the open tasks of a case, or of one group of it, as not needed any more. */
export async function dropOpenTasks(work: Work, caseId: number, legalDay: Day, group?: number): Promise<void> {
  await work.tx
    .updateTable('kernel.case_tasks')
    .set({ done_on: legalDay, outcome: notNeeded })
    .where('case_id', '=', caseId)
    .where('done_on', 'is', null)
    .$if(group !== undefined, query => query.where('group_seq', '=', group ?? 0))
    .execute()
}

/** The day on which it counts: today, or the day said. Refusal 'invalid' for a day to come or one before the last step. */
export function legalDayOf(work: Work, held: HeldCase, said: Said): Day {
  const day = said.legal_day ?? work.today
  if (day > work.today) throw invalidDay('日期不能晚于今天。', 'The day cannot be later than today.')
  if (day < held.last.legal_day) {
    throw invalidDay(
      `日期不能早于上一步的日期（${held.last.legal_day}）。`,
      `The day cannot be before the last step (${held.last.legal_day}).`,
    )
  }
  return day
}

/** Says what happened meanwhile and who did it, so that nobody has to guess why a button does nothing. */
export function happenedMeanwhile(process: Process, held: HeldCase, wanted: string): Refusal {
  const [step, state, want] = [stepName(process, held.last.step), stateName(process, held.state), stepName(process, wanted)]
  const who = held.last.person
  return new Refusal('conflict', {
    'zh-CN': `${who ?? '系统'}已于${held.last.legal_day}办理“${step['zh-CN']}”，现为“${state['zh-CN']}”，不能再办理“${want['zh-CN']}”。`,
    en: `${who ?? 'The system'} did '${step.en}' on ${held.last.legal_day}; it is now '${state.en}', so '${want.en}' is no longer possible.`,
  })
}

type NewMark = { readonly case_id: number; readonly seq: number; readonly effect: Effect; readonly legal_day: Day }

/** Writes the mark beside its event (same seq) and reads the clock anew. Null for a case without a clock: there is nothing to mark. */
async function setMark(work: Work, mark: NewMark, said: Said): Promise<ClockReading | null> {
  const before = await marksOf(work.tx, mark.case_id)
  const unit = unitOf(before)
  if (!unit) return null
  const { days, until, why } = said.clock ?? {}
  const { case_id, seq, ...rest } = mark
  const complete: ClockMark = {
    ...rest,
    unit,
    days: mark.effect === 'extend' ? (days ?? lacksDays()) : mark.effect === 'restart' ? (days ?? null) : null,
    until: mark.effect === 'delay' ? (until ?? lacksDays()) : null,
    why: why ?? said.note ?? '',
  }
  const reading = readClock([...before, complete], work.calendar) // first: it refuses a mark that makes no sense
  await work.tx
    .insertInto('kernel.clock_marks')
    .values({ case_id, seq, ...complete })
    .execute()
  return reading
}

const unitOf = (marks: readonly ClockMark[]): Unit | undefined => marks.findLast(({ effect }) => effect === 'start')?.unit

function lacksDays(): never {
  throw new Refusal('invalid', { 'zh-CN': '请填写期限。', en: 'Say how long.' })
}

const invalidDay = (chinese: string, english: string) =>
  new Refusal('invalid', { 'zh-CN': chinese, en: english }, { legal_day: { 'zh-CN': chinese, en: english } })
