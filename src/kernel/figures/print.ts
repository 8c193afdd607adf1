import type { Locale } from '../words.ts'
import type { Value } from './evaluate.ts'
import { monthOf, type Slice, yearOf } from './slice.ts'

/** The figure as a sentence prints it: digits as they are in Chinese documents, grouped in English; "no data" in words. */
export function printed(value: Value, locale: Locale): string {
  if (value.value === null) return locale === 'en' ? 'no data' : '无数据'
  const { figure } = value
  if (figure.kind === 'at_least') return over(value.value, floorTo(value.value, figure.step), locale)
  if (figure.kind === 'about') return nearly(value.value, ceilTo(value.value, figure.step), locale)
  return grouped(value.value, locale)
}

/** The unit that follows the number: '%' stands close to it, words do not. */
export function printedUnit(value: Value, locale: Locale): string {
  const unit = value.figure.unit[locale]
  return locale === 'en' && unit !== '%' ? ` ${unit}` : unit
}

/** Digits grouped as the language groups them: not at all in Chinese documents. */
export function grouped(decimal: string, locale: Locale): string {
  if (locale === 'zh-CN') return decimal
  const [whole = '', fraction] = decimal.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

const floorTo = (decimal: string, step: number): string => String(Math.floor(Number(decimal) / step) * step)
const ceilTo = (decimal: string, step: number): string => String(Math.ceil(Number(decimal) / step) * step)

// "Over 60" is said of 61 to 69: a count that is the round number itself, or has none to stand on ("over 0"), is printed as it is.
const over = (exact: string, text: string, locale: Locale): string => {
  if (text === exact || text === '0') return grouped(exact, locale)
  return locale === 'en' ? `over ${grouped(text, locale)}` : `${text}余`
}
const nearly = (exact: string, text: string, locale: Locale): string => {
  if (text === exact) return grouped(exact, locale)
  return locale === 'en' ? `nearly ${grouped(text, locale)}` : `近${text}`
}

const monthsEn = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

export const monthName = (month: number, locale: Locale): string =>
  locale === 'en' ? (monthsEn[month - 1] ?? String(month)) : `${month}月`

/** The period of a slice in words: 2018年, 2018年5月, or its two days. */
export function printedPeriod(slice: Slice, locale: Locale): string {
  const year = yearOf(slice)
  if (year !== undefined) return locale === 'en' ? String(year) : `${year}年`
  const month = monthOf(slice)
  if (month) return locale === 'en' ? `${monthName(month.month, locale)} ${month.year}` : `${month.year}年${month.month}月`
  if (slice.from === slice.to) return slice.to
  return locale === 'en' ? `${slice.from} to ${slice.to}` : `${slice.from} 至 ${slice.to}`
}
