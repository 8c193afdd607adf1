import { type Calendar, type Due, rollForward, statusOf, uncertainYears } from '../calendar/calendar.ts'
import { addDays, type Day } from '../calendar/day.ts'
import { Refusal } from '../refusal.ts'

/**
 * What a step does to the clock. start, stop (no due date), restart (in full), exclude … include (a pause), extend, delay, end; undo: an
 * earlier mark does not hold.
 */
export const effects = ['start', 'stop', 'restart', 'exclude', 'include', 'extend', 'delay', 'end', 'undo'] as const
export type Effect = (typeof effects)[number]

/** In which days a period is counted: working days, or calendar days whose last rolls forward to a working day. */
export type Unit = 'working' | 'calendar'

/**
 * One mark on the clock (a row of kernel.clock_marks). It acts from the day after `legal_day`: the day itself still counts as before
 * (for 'start' and 'restart' that is 'the start day is not counted', 民法典 art. 201).
 */
export type ClockMark = {
  readonly effect: Effect
  readonly legal_day: Day
  /** start: the length; restart: the length, or null for the one before; extend: how much more. In `unit`. */
  readonly days: number | null
  /** delay: the day decided. */
  readonly until: Day | null
  readonly unit: Unit
  readonly why: string
  /** Who made the mark, for the ledger. */
  readonly by?: string
  /** The number of its event in the case. */
  readonly seq?: number
  /** undo: the number of the mark that does not hold. */
  readonly undoes?: number | null
}

/** 'none': no clock. 'paused': an exclusion is open; 'stopped': waiting for a restart in full. Neither has a due date until it runs on. */
export type ClockState = 'none' | 'running' | 'paused' | 'stopped' | 'ended'

/** What the marks say. `uncertain`: years without a notice between the start and the due day. */
export type ClockReading = { readonly state: ClockState; readonly due_on: Day | null; readonly uncertain: readonly number[] }

/** A larger number is a bug, not a period. */
const periodDaysMax = 10_000

/** Open-ended: an exclusion that was not included again. Compares after every day. */
export const never: Day = '9999-12-31'
/** A pause: days after `after` up to and including `through` do not count. `mark` is the exclusion that began it. */
export type Pause = { readonly after: Day; readonly through: Day; readonly mark: ClockMark }

/** A stretch of the clock: from a start or restart, until the next one, a stop or the end. */
export type Run = {
  readonly mark: ClockMark
  /** The mark that ended the run (stop, restart, start, end), or null while it goes on. */
  readonly left: ClockMark | null
  /** The day on which the last of the period's days is counted; null while an open pause keeps it away. */
  readonly last: Day | null
  /** `last`, rolled forward where the unit asks for it, with the years that are uncertain. */
  readonly due: Due | null
}

/**
 * The marks that hold, in the order in which they act: by legal day, so that one recorded late falls into its place; on one day, as
 * recorded. What was taken back acts as if it had never been, and neither does its counter-mark.
 */
export const inOrder = (marks: readonly ClockMark[]): ClockMark[] => {
  const undone = new Set(marks.flatMap(({ effect, undoes }) => (effect === 'undo' && undoes != null ? [undoes] : [])))
  return marks
    .filter(({ effect, seq }) => effect !== 'undo' && (seq === undefined || !undone.has(seq)))
    .toSorted((a, b) => (a.legal_day < b.legal_day ? -1 : a.legal_day > b.legal_day ? 1 : 0))
}

/**
 * The state of the clock and the due day: a pure fold over the marks (rules of 政府信息公开条例 arts. 30, 33, 35).
 * Overlapping exclusions count once; an extension adds days, a delay sets the day (a decided day off rolls forward).
 * Throws Refusal 'invalid' for a delay into the past or an extension in another unit, RangeError for a mark without its days.
 */
export function readClock(marks: readonly ClockMark[], calendar: Calendar): ClockReading {
  const run = runsOf(marks, calendar).at(-1)
  if (!run) return { state: 'none', due_on: null, uncertain: [] }
  const { left, due } = run
  if (left?.effect === 'stop') return { state: endDay(marks) ? 'ended' : 'stopped', due_on: null, uncertain: [] }
  const state = left ? 'ended' : due ? 'running' : 'paused'
  return { state, due_on: due?.day ?? null, uncertain: due?.uncertain ?? [] }
}

/** The day on which the clock ended and was not started anew. */
export function endDay(marks: readonly ClockMark[]): Day | null {
  const last = inOrder(marks).findLast(({ effect }) => effect === 'end' || effect === 'start')
  return last?.effect === 'end' ? last.legal_day : null
}

/** All stretches of the clock through time. What follows an end is nothing, until a new start. */
export function runsOf(marks: readonly ClockMark[], calendar: Calendar): Run[] {
  const ordered = inOrder(marks)
  const ground: Ground = { pauses: pausesOf(ordered), calendar }
  const runs: Run[] = []
  let days: number | null = null
  let ended = false
  for (const [index, mark] of ordered.entries()) {
    if (mark.effect === 'end') ended = true
    if (mark.effect === 'start') ended = false
    if (ended || (mark.effect !== 'start' && mark.effect !== 'restart')) continue
    days = mark.days ?? days ?? lacks(mark.effect)
    const rest = ordered.slice(index + 1)
    const leftAt = rest.findIndex(({ effect }) => effect === 'stop' || effect === 'restart' || effect === 'start' || effect === 'end')
    const within = leftAt === -1 ? rest : rest.slice(0, leftAt)
    runs.push({ mark, left: rest[leftAt] ?? null, ...dueOf({ start: mark.legal_day, days, unit: mark.unit }, within, ground) })
  }
  return runs
}

/** The union of all exclusions: an exclusion inside another adds nothing. An inclusion that closes none is ignored. */
export function pausesOf(marks: readonly ClockMark[]): Pause[] {
  const pauses: Pause[] = []
  const open: ClockMark[] = []
  for (const mark of inOrder(marks)) {
    if (mark.effect === 'exclude') open.push(mark)
    if (mark.effect !== 'include') continue
    const first = open[0]
    open.pop()
    if (first && open.length === 0) pauses.push({ after: first.legal_day, through: mark.legal_day, mark: first })
  }
  const first = open[0]
  if (first) pauses.push({ after: first.legal_day, through: never, mark: first })
  return pauses
}

/** Whether the day falls into one of the pauses, and into which. */
export const pauseOn = (pauses: readonly Pause[], day: Day): Pause | undefined =>
  pauses.find(pause => pause.after < day && day <= pause.through)

type Period = { readonly start: Day; readonly days: number; readonly unit: Unit }
type Ground = { readonly pauses: readonly Pause[]; readonly calendar: Calendar }

/** The last day of one run, and the due day; null while an open pause keeps them away. */
function dueOf(period: Period, marks: readonly ClockMark[], ground: Ground): Pick<Run, 'last' | 'due'> {
  let { start, days } = period
  for (const mark of marks) {
    if (mark.effect === 'extend') {
      if (mark.unit !== period.unit) throw otherUnit()
      days += mark.days ?? lacks('extension')
    }
    if (mark.effect === 'delay') {
      // The decided day begins a new count: days that are excluded after the decision move it on, those before it are settled by it.
      const until = rollForward(ground.calendar, mark.until ?? lacks('delay')).day
      if (until <= mark.legal_day) throw delayIntoPast()
      days = countDays({ ...period, start: mark.legal_day }, until, ground.calendar)
      start = mark.legal_day
    }
  }
  const last = lastDay({ ...period, start, days }, ground)
  if (last === null) return { last, due: null }
  if (period.unit === 'calendar') return { last, due: rollForward(ground.calendar, last) }
  return { last, due: { day: last, uncertain: uncertainYears(ground.calendar, addDays(period.start, 1), last) } }
}

/** The day on which the last of the period's days is counted. */
function lastDay({ start, days, unit }: Period, { pauses, calendar }: Ground): Day | null {
  if (days > periodDaysMax) throw new RangeError(`No period of the law has ${days} days`)
  let day = start
  for (let left = days; left > 0; ) {
    day = nextDay(day)
    const pause = pauseOn(pauses, day)
    if (pause?.through === never) return null
    if (!pause && counts(calendar, unit, day)) left -= 1
  }
  return day
}

/** Whether a day counts by its kind alone, pauses aside. */
export const counts = (calendar: Calendar, unit: Unit, day: Day): boolean => unit === 'calendar' || works(calendar, day)

/** The same days come in case after case; asking the calendar once makes ten thousand due dates a matter of seconds. */
const known = new WeakMap<Calendar, Map<Day, boolean>>()
const knownDaysMax = 20_000

function works(calendar: Calendar, day: Day): boolean {
  const days = known.get(calendar) ?? new Map<Day, boolean>()
  known.set(calendar, days)
  const before = days.get(day)
  if (before !== undefined) return before
  if (days.size >= knownDaysMax) days.clear()
  const { working } = statusOf(calendar, day)
  days.set(day, working)
  return working
}

const next = new Map<Day, Day>()

function nextDay(day: Day): Day {
  const before = next.get(day)
  if (before !== undefined) return before
  if (next.size >= knownDaysMax) next.clear()
  const after = addDays(day, 1)
  next.set(day, after)
  return after
}

function countDays({ start, unit }: Period, through: Day, calendar: Calendar): number {
  let count = 0
  for (let day = addDays(start, 1); day <= through; day = addDays(day, 1)) if (counts(calendar, unit, day)) count += 1
  return count
}

const delayIntoPast = () =>
  new Refusal('invalid', { 'zh-CN': '延期后的日期必须晚于决定之日。', en: 'The delayed date must be after the day of the decision.' })
const otherUnit = () =>
  new Refusal('invalid', {
    'zh-CN': '延长的期限必须与原期限使用同一种日（工作日或自然日）。',
    en: 'An extension must be in the same kind of days as its period.',
  })

function lacks(what: string): never {
  throw new RangeError(`The clock's ${what} says no days`)
}
