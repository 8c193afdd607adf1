import type { Day } from '../calendar/day.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import type { HeldCase } from './hold.ts'
import { isEnded, type Process } from './process.ts'
import { type Entry, type Notice, record } from './record.ts'

/** What a person says while taking a step. */
export type Said = {
  readonly note?: string
  /** What the timeline keeps of this step beside the note. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** When it was done, if it is recorded later (补录): not after today, not before the step before. */
  readonly legal_day?: Day
  /** For steps that extend or restart the clock (days, in the clock's unit) or delay it (until); why, if not the note. */
  readonly clock?: { readonly days?: number; readonly until?: Day; readonly why?: string }
  /** Words that the applicant, or the staff, can read of this step. */
  readonly notice?: Notice
  /** Whom the person stands in for, where the room's own rule says so (the author of a draft). */
  readonly for_person_id?: number | null
}

/** What a step did. `due_on` is null while the clock is paused or stopped, or without a clock. */
export type Taken = {
  readonly case_id: number
  readonly seq: number
  readonly from: string
  readonly state: string
  readonly due_on: Day | null
}

/** Writes the step: event, clock mark, state, due date, one line of the log. Asks neither state nor right: take() has. */
export async function advance(work: Work, table: Process, held: HeldCase, step: string, said: Said): Promise<Taken> {
  const rule = table.steps[step]
  if (!rule) throw new Error(`${table.business} has no step ${step}`)
  const ended = isEnded(table, rule.to)
  // More tasks handed out in the same joining state lengthen the one pause that its join will end; they don't open a second.
  const sameStay = rule.to === held.state && table.states[held.state]?.joins !== undefined
  const effect = ended ? 'end' : sameStay && rule.clock === 'exclude' ? undefined : rule.clock
  const { seq, due_on } = await record(work, table.business, held, {
    step,
    to: rule.to,
    legal_day: legalDayOf(work, held, said),
    note: said.note,
    detail: said.detail,
    for_person_id: said.for_person_id,
    mark: effect && markOf(effect, said),
    ended,
    notice: said.notice,
  })
  return { case_id: held.id, seq, from: held.state, state: rule.to, due_on }
}

function markOf(effect: NonNullable<Entry['mark']>['effect'], said: Said): Entry['mark'] {
  const { days, until, why } = said.clock ?? {}
  return {
    effect,
    days: effect === 'extend' ? (days ?? lacksDays()) : effect === 'restart' ? (days ?? null) : null,
    until: effect === 'delay' ? (until ?? lacksDays()) : null,
    why: why ?? said.note ?? '',
  }
}

/** The day on which it counts: today, or the day said. Refusal 'invalid' for a day to come or one before the last step. */
export function legalDayOf(work: Work, held: HeldCase, said: Pick<Said, 'legal_day'>): Day {
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

function lacksDays(): never {
  throw new Refusal('invalid', { 'zh-CN': '请填写期限。', en: 'Say how long.' })
}

const invalidDay = (chinese: string, english: string) =>
  new Refusal('invalid', { 'zh-CN': chinese, en: english }, { legal_day: { 'zh-CN': chinese, en: english } })
