import { z } from 'zod'
import { isDay } from '../../kernel/calendar/day.ts'
import { isSlice, monthSlice, type Slice, yearSlice } from '../../kernel/figures/slice.ts'
import type { ErrorKey } from './messages.ts'

/** Years that anybody may ask for: records are younger than the first, and the calendar of the law ends before the last. */
export const year_min = 2000
export const year_max = 2100

const numberOrNone = (min: number, max: number, wrong: ErrorKey) =>
  z
    .string()
    .trim()
    .default('')
    .refine(text => text === '' || (/^\d{1,10}$/.test(text) && Number(text) >= min && Number(text) <= max), wrong)
    .transform(text => (text === '' ? undefined : Number(text)))

const dayOrNone = (wrong: ErrorKey) =>
  z
    .string()
    .trim()
    .default('')
    .refine(text => text === '' || (isDay(text) && text >= `${year_min}-01-01` && text <= `${year_max}-12-31`), wrong)

/** Units shown in the breakdown by unit. */
export const unit_parts_max = 20

export const yearForm = z.object({ year: numberOrNone(year_min, year_max, 'year_wrong') })

/** A period: a year, a month of it, or two days; and one unit if wanted. Two days win over a year. */
export const periodForm = yearForm
  .extend({
    month: numberOrNone(1, 12, 'month_wrong'),
    unit: numberOrNone(1, 2_147_483_647, 'unit_wrong'),
    from: dayOrNone('from_wrong'),
    to: dayOrNone('to_wrong'),
  })
  .superRefine((typed, context) => {
    const say = (path: 'from' | 'to', message: ErrorKey) => context.addIssue({ code: 'custom', path: [path], message })
    if (!isByDays(typed)) return
    if (typed.from === '') say('from', 'from_wrong')
    else if (typed.to === '') say('to', 'to_wrong')
    else if (!isSlice(typed.from, typed.to)) say('to', 'period_wrong')
  })
export type PeriodForm = z.output<typeof periodForm>

/** Whether the period is asked for by its two days. */
export const isByDays = (typed: { readonly from?: string; readonly to?: string }): boolean => Boolean(typed.from) || Boolean(typed.to)

/** The slice asked for. `year` is read only when the form names none. */
export async function sliceOf(form: PeriodForm, year: () => Promise<number>): Promise<Slice> {
  if (isByDays(form)) return { from: form.from, to: form.to, unit_id: form.unit }
  const of = form.year ?? (await year())
  return form.month === undefined ? yearSlice(of, form.unit) : monthSlice(of, form.month, form.unit)
}

/** The page of a list; undefined for what is no number of a page. */
export const pageNumber = (text: string | undefined): number | undefined => {
  if (text === undefined || text === '') return 1
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}
