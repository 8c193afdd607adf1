import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Words } from '../words.ts'
import { logRow, type Work } from '../work.ts'
import { type ClockMark, readClock, type Unit } from './clock.ts'
import type { HeldCase } from './hold.ts'

/** Words that go with an event: for the applicant, or for the staff. */
export type Notice = { readonly audience: 'applicant' | 'staff'; readonly words: Words }

/** What is written of one event of a case. What is not said of the case stays as it is. */
export type Entry = {
  readonly step: string
  readonly to: string
  readonly legal_day: Day
  readonly note?: string
  readonly detail?: Readonly<Record<string, unknown>>
  /** Whom the person stood in for. */
  readonly for_person_id?: number | null
  /** The mark on the clock; its day is the event's. */
  readonly mark?: Omit<ClockMark, 'legal_day' | 'unit' | 'seq' | 'by'> & { readonly unit?: Unit }
  readonly ended?: boolean
  readonly now?: { readonly unit_id?: number; readonly holder_id?: number | null; readonly suspended?: boolean }
  readonly notice?: Notice
  readonly log?: Readonly<Record<string, unknown>>
}

/** The event as written: its number in the case, and the due date after it. */
export type Recorded = { readonly seq: number; readonly due_on: Day | null }

/**
 * Writes an event with all that belongs to it in one statement: clock mark, notice, a line of the log, what becomes of open tasks, and the
 * case's state and due date. Asks neither state nor right. Refusal 'invalid' for a mark that makes no sense.
 */
export async function record(work: Work, business: string, held: HeldCase, entry: Entry): Promise<Recorded> {
  const seq = held.seq + 1
  const mark = entry.mark && completed(held, seq, entry.mark, entry.legal_day)
  const due_on = mark ? readClock([...held.marks, mark], work.calendar).due_on : held.due_on
  const leaves = entry.to !== held.state
  const { unit_id = held.unit_id, suspended } = entry.now ?? {}
  // Who has the case has it in this state: in the next it is with whoever has the right there.
  const had = held.holder?.id ?? null
  const holder_id = entry.now?.holder_id !== undefined ? entry.now.holder_id : leaves ? null : had
  const changesHands = unit_id !== held.unit_id || holder_id !== had
  const detail = { ...entry.detail, ...(changesHands ? { before: { unit_id: held.unit_id, holder_id: had } } : {}) }
  const parts = [
    eventRow(work, held, seq, { ...entry, detail }),
    logLine(work, `${business}.${entry.step}`, held, { seq, from: held.state, to: entry.to, legal_day: entry.legal_day, ...entry.log }),
    ...(mark ? [markRow(held.id, seq, mark)] : []),
    ...(entry.notice ? [noticeRow(held.id, seq, entry.notice)] : []),
    // Who leaves a joining state by another way than its join makes the tasks that are still open pointless.
    ...(leaves && (held.tasks_open || held.waiting) ? [tasksDropped(held.id, entry.legal_day)] : []),
  ]
  const suspended_seq = suspended === undefined ? held.suspended_seq : suspended ? seq : null
  await sql`with ${sql.join(parts)}
    update kernel.cases set state = ${entry.to}, last_seq = ${seq}, due_on = ${due_on}, ended_on = ${entry.ended ? entry.legal_day : null},
      calendar_version = ${mark ? work.calendar.version : held.calendar_version}, unit_id = ${unit_id}, holder_id = ${holder_id},
      suspended_seq = ${suspended_seq}
    where id = ${held.id}`.execute(work.tx)
  for (const whose of new Set([unit_id, held.unit_id])) work.deskChanged({ kind: 'case', unit_id: whose, case_id: held.id })
  return { seq, due_on }
}

/** The outcome of a task that nobody has to do any more. */
export const notNeeded = 'not_needed'

/** The mark with its place, in the days of its clock; undefined for a case without a clock: there is nothing to mark. */
function completed(held: HeldCase, seq: number, mark: NonNullable<Entry['mark']>, legal_day: Day): ClockMark | undefined {
  const unit = mark.unit ?? held.marks.findLast(({ effect }) => effect === 'start')?.unit
  return unit && { ...mark, unit, legal_day, seq }
}

type Part = RawBuilder<unknown>

const eventRow = (work: Work, held: HeldCase, seq: number, entry: Entry): Part => sql`event as (
  insert into kernel.case_events (case_id, seq, step, from_state, to_state, person_id, for_person_id, legal_day, note, detail)
  values (${held.id}, ${seq}, ${entry.step}, ${held.state}, ${entry.to}, ${work.actor.person_id}, ${entry.for_person_id ?? null},
    ${entry.legal_day}, ${entry.note ?? ''}, ${JSON.stringify(entry.detail ?? {})}))`

const markRow = (case_id: number, seq: number, { effect, legal_day, days, until, unit, why, undoes }: ClockMark): Part => sql`mark as (
  insert into kernel.clock_marks (case_id, seq, effect, legal_day, days, until, unit, why, undoes)
  values (${case_id}, ${seq}, ${effect}, ${legal_day}, ${days}, ${until}, ${unit}, ${why}, ${undoes ?? null}))`

const noticeRow = (case_id: number, seq: number, { audience, words }: Notice): Part => sql`notice as (
  insert into kernel.case_notices (case_id, seq, audience, words_zh, words_en)
  values (${case_id}, ${seq}, ${audience}, ${words['zh-CN']}, ${words.en}))`

function logLine(work: Work, act: string, held: HeldCase, detail: Readonly<Record<string, unknown>>): Part {
  const row = logRow(work.actor, act, `case:${held.id}`, detail)
  return sql`line as (insert into kernel.log (${sql.join(Object.keys(row).map(name => sql.id(name)))}) values (${sql.join(Object.values(row))}))`
}

const tasksDropped = (case_id: number, day: Day): Part => sql`dropped as (
  update kernel.case_tasks set done_on = coalesce(done_on, ${day}), outcome = coalesce(outcome, ${notNeeded}),
    closed_on = case when kind <> 'step' then ${day}::date end
  where case_id = ${case_id} and (done_on is null or (kind <> 'step' and closed_on is null)))`
