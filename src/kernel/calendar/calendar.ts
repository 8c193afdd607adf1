import type { Day } from './day.ts'

/** A day about which a notice speaks: off although a weekday (or a weekend inside a holiday), or worked although a weekend. */
export type SpecialDay = {
  readonly kind: 'off' | 'work'
  readonly name: string
  /** The title of the notice, shown to the citizen as the reason. */
  readonly notice: string
  /** The version of the calendar with which the notice came. */
  readonly version: number
}

/** All notices up to a version: for each day the newest notice that speaks of it has won. Pure data, safe to share. */
export type Calendar = {
  readonly version: number
  readonly days: ReadonlyMap<Day, SpecialDay>
  /** The years for which notices make the calendar complete; a date computed through any other year is uncertain. */
  readonly years: ReadonlySet<number>
}

/** A calendar about which no notice has spoken yet: what a database without a city has. */
export const emptyCalendar: Calendar = { version: 0, days: new Map(), years: new Set() }

/** Why a day counts as a working day, or doesn't. */
export type DayReason =
  | { readonly kind: 'workday' }
  | { readonly kind: 'weekend' }
  | { readonly kind: 'make_up'; readonly name: string; readonly notice: string }
  | { readonly kind: 'holiday'; readonly name: string; readonly notice: string }

/** What the calendar knows of one day. `uncertain`: its year has no notice, so movable holidays are missing. */
export type DayStatus = { readonly working: boolean; readonly reason: DayReason; readonly uncertain: boolean }

/** A computed day, with the years on the way for which no notice exists yet: empty when the day is certain. */
export type Due = { readonly day: Day; readonly uncertain: readonly number[] }

/** The holidays whose date never moves: all that is known of a year without a notice (全国年节及纪念日放假办法). */
const fixedHolidays: ReadonlyMap<string, string> = new Map([
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
])
const fixedHolidayNotice = '全国年节及纪念日放假办法'

/** No period of the law is longer; a larger number is a bug that would walk for ever. */
const periodDaysMax = 10_000

/** The day and why it counts or doesn't: a notice first, then (in a year without one) the fixed holidays, then the week. */
export function statusOf(calendar: Calendar, day: Day): DayStatus {
  return statusOfDate(calendar, Temporal.PlainDate.from(day))
}

export const isWorkday = (calendar: Calendar, day: Day): boolean => statusOf(calendar, day).working

/**
 * The day `count` working days after `day`; the start day is not counted (民法典 art. 201), so 0 gives the day itself.
 * Throws RangeError for a count that is negative or not whole.
 */
export function addWorkingDays(calendar: Calendar, day: Day, count: number): Due {
  checkCount(count)
  let date = Temporal.PlainDate.from(day)
  const first = date
  for (let left = count; left > 0; ) {
    date = date.add({ days: 1 })
    if (statusOfDate(calendar, date).working) left -= 1
  }
  return { day: date.toString(), uncertain: count === 0 ? [] : yearsWithout(calendar, first.add({ days: 1 }), date) }
}

/**
 * The day `count` calendar days after `day`; a last day that is a weekend or a holiday moves to the next working day
 * (民法典 art. 203). Only where the period ends needs data: days on the way count whatever they are.
 */
export function addCalendarDays(calendar: Calendar, day: Day, count: number): Due {
  checkCount(count)
  return rollForward(calendar, Temporal.PlainDate.from(day).add({ days: count }).toString())
}

/** The day itself when it is a working day, otherwise the next one that is (民法典 art. 203). */
export function rollForward(calendar: Calendar, day: Day): Due {
  const first = Temporal.PlainDate.from(day)
  let date = first
  for (let tries = 0; !statusOfDate(calendar, date).working; tries += 1) {
    if (tries > 60) throw new RangeError(`The calendar has no working day within two months after ${day}`)
    date = date.add({ days: 1 })
  }
  return { day: date.toString(), uncertain: yearsWithout(calendar, first, date) }
}

/**
 * Working days after `from` up to and including `to`: how many of a period have gone, or how late something is.
 * Negative when `to` is earlier. Inverse of addWorkingDays: workingDaysBetween(c, d, addWorkingDays(c, d, n).day) = n.
 */
export function workingDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(calendar, to, from)
  const last = Temporal.PlainDate.from(to)
  let count = 0
  for (let date = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(date, last) < 0; ) {
    date = date.add({ days: 1 })
    if (statusOfDate(calendar, date).working) count += 1
  }
  return count
}

/** The years from one day to another, both included, for which no notice exists. */
export function uncertainYears(calendar: Calendar, from: Day, to: Day): number[] {
  return yearsWithout(calendar, Temporal.PlainDate.from(from), Temporal.PlainDate.from(to))
}

/** One notice with its days, as the database holds them. */
export type Notice = {
  readonly version: number
  readonly title: string
  readonly years: readonly number[]
  readonly days: readonly { readonly day: Day; readonly kind: 'off' | 'work'; readonly name: string }[]
}

/** Lays notices over each other, oldest first: a later one corrects the days of which it speaks and leaves the others. */
export function calendarOf(notices: readonly Notice[]): Calendar {
  const days = new Map<Day, SpecialDay>()
  const years = new Set<number>()
  const inOrder = notices.toSorted((a, b) => a.version - b.version)
  for (const { version, title, years: complete, days: spoken } of inOrder) {
    for (const { day, kind, name } of spoken) days.set(day, { kind, name, notice: title, version })
    for (const year of complete) years.add(year)
  }
  return { version: inOrder.at(-1)?.version ?? 0, days, years }
}

function statusOfDate(calendar: Calendar, date: Temporal.PlainDate): DayStatus {
  const day = date.toString()
  const uncertain = !calendar.years.has(date.year)
  const special = calendar.days.get(day)
  const weekend = date.dayOfWeek > 5
  if (special) {
    const { kind, name, notice } = special
    if (kind === 'off') return { working: false, reason: { kind: 'holiday', name, notice }, uncertain }
    return { working: true, reason: weekend ? { kind: 'make_up', name, notice } : { kind: 'workday' }, uncertain }
  }
  const fixed = uncertain ? fixedHolidays.get(day.slice(5)) : undefined
  if (fixed) return { working: false, reason: { kind: 'holiday', name: fixed, notice: fixedHolidayNotice }, uncertain }
  return { working: !weekend, reason: { kind: weekend ? 'weekend' : 'workday' }, uncertain }
}

function yearsWithout(calendar: Calendar, from: Temporal.PlainDate, to: Temporal.PlainDate): number[] {
  const years: number[] = []
  for (let year = from.year; year <= to.year; year += 1) if (!calendar.years.has(year)) years.push(year)
  return years
}

function checkCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 0 || count > periodDaysMax) throw new RangeError(`Not a number of days: ${count}`)
}
