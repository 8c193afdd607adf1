/** When things are published: office hours of working days, with the unevenness of a real year. */
import type { Random } from './random.ts'

/** `'YYYY-MM-DD'`. */
export type Day = string

export type IsWorkday = (day: Day) => boolean

const DAY_MS = 86_400_000

/** Days are counted in UTC, so that no zone can shift them. */
export const addDays = (day: Day, days: number): Day => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

function range(from: Day, to: Day): Day[] {
  if (from > to) throw new RangeError(`${from} is after ${to}`)
  const out: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) out.push(day)
  return out
}

/** Breaks of five days and more – Spring Festival, National Day – quieten the working days around them. */
function nearLongBreak(day: Day, isWorkday: IsWorkday): boolean {
  let free = 0
  for (let offset = -10; offset <= 14; offset++) {
    free = isWorkday(addDays(day, offset)) ? 0 : free + 1
    if (free >= 5) return true
  }
  return false
}

/** Offices report at the month's end and most of all at the year's. */
function weight(day: Day, isWorkday: IsWorkday, freeShare: number): number {
  if (!isWorkday(day)) return freeShare
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  let w = weekday === 5 ? 0.9 : weekday === 1 ? 1.08 : 1
  if (addDays(day, 4).slice(5, 7) !== day.slice(5, 7)) w *= 1.35
  if (day.slice(5, 7) === '12') w *= 1.2
  if (day.slice(5, 7) === '01') w *= 0.85
  // The summer break of schools and deputies.
  if (day.slice(5, 7) === '08') w *= 0.92
  if (nearLongBreak(day, isWorkday)) w *= day.slice(5, 7) <= '02' ? 0.55 : 0.8
  return w
}

/**
 * Exactly `total` days from `from` to `to` (both included), sorted. Only working days, unless `freeShare` says how much a free day
 * weighs against an ordinary working day (new media: 0.08). A span without any working day falls back to all its days.
 */
export function spread(total: number, from: Day, to: Day, random: Random, isWorkday: IsWorkday, freeShare = 0): Day[] {
  const days = range(from, to)
  const weights = days.map(day => weight(day, isWorkday, freeShare))
  const flat = weights.every(w => w === 0)
  let sum = 0
  const upTo = weights.map(w => {
    sum += flat ? 1 : w
    return sum
  })
  const counts = new Array<number>(days.length).fill(0)
  for (let i = 0; i < total; i++) {
    const at = random.next() * sum
    let low = 0
    let high = days.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? sum) > at) high = middle
      else low = middle + 1
    }
    counts[low] = (counts[low] ?? 0) + 1
  }
  return days.flatMap((day, index) => new Array<Day>(counts[index] ?? 0).fill(day))
}

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** A minute in 08:30–12:00 or 14:30–18:00 (the last minute is before the bell); `outsideShare` of them in the evening, at noon or early. */
export function officeTime(random: Random, outsideShare = 0): string {
  if (outsideShare > 0 && random.chance(outsideShare)) {
    return clock(
      random.weighted([
        [random.int(7 * 60, 8 * 60 + 29), 2],
        [random.int(12 * 60, 14 * 60 + 29), 3],
        [random.int(18 * 60, 22 * 60 + 29), 5],
      ]),
    )
  }
  const minute = random.int(0, 419)
  return clock(minute < 210 ? 510 + minute : 660 + minute)
}
