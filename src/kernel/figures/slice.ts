import { addDays, type Day, isDay } from '../calendar/day.ts'

/** What part of the records a figure counts: a period (both days included) and, if wanted, what stands in one unit's own name. */
export type Slice = { readonly from: Day; readonly to: Day; readonly unit_id?: number }

export const yearSlice = (year: number, unit_id?: number): Slice => ({ from: `${year}-01-01`, to: `${year}-12-31`, unit_id })

export function monthSlice(year: number, month: number, unit_id?: number): Slice {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return { from: first.toString(), to: first.add({ months: 1 }).subtract({ days: 1 }).toString(), unit_id }
}

/** The same period of the year before; a whole month stays a whole month in leap years. */
export function yearBefore(slice: Slice): Slice {
  const back = (day: Day) => Temporal.PlainDate.from(day).subtract({ years: 1 }).toString()
  const endOfMonth = addDays(slice.to, 1).endsWith('-01')
  const to = endOfMonth ? addDays(back(addDays(slice.to, 1)), -1) : back(slice.to)
  return { ...slice, from: back(slice.from), to }
}

/** The calendar year of the slice if it is exactly one, for `?year=`. */
export function yearOf(slice: Slice): number | undefined {
  const year = slice.from.slice(0, 4)
  return slice.from === `${year}-01-01` && slice.to === `${year}-12-31` ? Number(year) : undefined
}

/** The figure's page for a slice: every number printed anywhere links here. */
export function figureHref(id: string, slice: Slice): string {
  return `/figures/${id}?${sliceQuery(slice)}`
}

export function sliceQuery(slice: Slice): string {
  const year = yearOf(slice)
  const month = monthOf(slice)
  const period =
    year !== undefined ? `year=${year}` : month ? `year=${month.year}&month=${month.month}` : `from=${slice.from}&to=${slice.to}`
  return slice.unit_id === undefined ? period : `${period}&unit=${slice.unit_id}`
}

export function monthOf(slice: Slice): { year: number; month: number } | undefined {
  const whole = slice.from.endsWith('-01') && addDays(slice.to, 1).endsWith('-01') && slice.from.slice(0, 7) === slice.to.slice(0, 7)
  return whole ? { year: Number(slice.from.slice(0, 4)), month: Number(slice.from.slice(5, 7)) } : undefined
}

/** Whether the slice is a lawful period: both days exist, in order, within ten years. */
export const isSlice = (from: string, to: string): boolean =>
  isDay(from) && isDay(to) && from <= to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) <= 10
