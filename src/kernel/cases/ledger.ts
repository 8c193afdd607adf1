import { type Calendar, type DayReason, statusOf } from '../calendar/calendar.ts'
import { addDays, type Day } from '../calendar/day.ts'
import { type ClockMark, counts, type Effect, endDay, type Pause, pauseOn, pausesOf, type Run, runsOf } from './clock.ts'

/** Why a day of the ledger counts or not. Pauses and stops name the mark that made them: what for, and by whom. */
export type LedgerReason =
  | { readonly kind: 'started' } // the start day is not counted, 民法典 art. 201
  | { readonly kind: 'restarted' }
  | { readonly kind: 'paused' | 'stopped'; readonly why: string; readonly by: string | null; readonly since: Day }
  | { readonly kind: 'rolled' } // the period is over, but its last day was off: it ends on the next working day, art. 203
  | { readonly kind: 'overdue' }
  | DayReason

/** One day: whether it counted, and as which day of the period. `uncertain`: its year has no notice yet. */
export type LedgerRow = {
  readonly day: Day
  readonly counted: boolean
  readonly nth: number | null
  readonly reason: LedgerReason
  readonly uncertain: boolean
  /** Marks of this day that were taken back later: they do not hold, but they were made. */
  readonly undone: readonly UndoneMark[]
}

/** What a mark would have done, why it was made, and when and by whom it was taken back. */
export type UndoneMark = { readonly effect: Effect; readonly why: string; readonly on: Day; readonly by: string | null }

/** The longest ledger that is drawn: some ten years. */
const ledgerDaysMax = 4_000

/**
 * The working behind a due date, day by day from the start to `until` (or to the end of the clock). The same fold as readClock:
 * of a running clock, the days counted are the period, and the last of them (rolled forward) is the due day. Empty without a clock.
 */
export function ledger(marks: readonly ClockMark[], calendar: Calendar, until: Day): LedgerRow[] {
  const runs = runsOf(marks, calendar)
  const first = runs[0]
  if (!first) return []
  const pauses = pausesOf(marks)
  const undone = undoneMarks(marks)
  const ended = endDay(marks)
  const stop = [until, ended ?? until, addDays(first.mark.legal_day, ledgerDaysMax)].reduce((a, b) => (a < b ? a : b))
  const rows: LedgerRow[] = []
  let run = first
  let nth = 0
  for (let day = first.mark.legal_day; day <= stop; day = addDays(day, 1)) {
    const begun = runs.findLast(({ mark }) => mark.legal_day <= day) ?? run
    if (begun !== run) nth = 0
    run = begun
    const { counted, reason } = judge(day, run, { pauses, calendar })
    if (counted) nth += 1
    const { uncertain } = statusOf(calendar, day)
    rows.push({ day, counted, nth: counted ? nth : null, reason, uncertain, undone: undone.get(day) ?? [] })
  }
  return rows
}

function undoneMarks(marks: readonly ClockMark[]): Map<Day, UndoneMark[]> {
  const days = new Map<Day, UndoneMark[]>()
  for (const { effect, undoes, legal_day: on, by = null } of marks) {
    const mark = effect === 'undo' ? marks.find(({ seq }) => seq === undoes) : undefined
    if (mark) days.set(mark.legal_day, [...(days.get(mark.legal_day) ?? []), { effect: mark.effect, why: mark.why, on, by }])
  }
  return days
}

type Verdict = Pick<LedgerRow, 'counted' | 'reason'>
const no = (reason: LedgerReason): Verdict => ({ counted: false, reason })

function judge(day: Day, run: Run, { pauses, calendar }: { pauses: readonly Pause[]; calendar: Calendar }): Verdict {
  const { mark, left, last, due } = run
  if (day === mark.legal_day) return no({ kind: mark.effect === 'start' ? 'started' : 'restarted' })
  if (left?.effect === 'stop' && day > left.legal_day) return no(held('stopped', left))
  if (due && day > due.day) return no({ kind: 'overdue' })
  if (last && day > last) return no({ kind: 'rolled' })
  const { reason } = statusOf(calendar, day)
  if (!counts(calendar, mark.unit, day)) return no(reason) // a weekend is a weekend, also during a pause
  const pause = pauseOn(pauses, day)
  if (pause) return no(held('paused', pause.mark))
  return { counted: true, reason: mark.unit === 'calendar' ? { kind: 'workday' } : reason }
}

const held = (kind: 'paused' | 'stopped', mark: ClockMark): LedgerReason => ({
  kind,
  why: mark.why,
  by: mark.by ?? null,
  since: mark.legal_day,
})
