import { timeOf, zone } from '../../../kernel/calendar/day.ts'
import type { Locale, Words } from '../../../kernel/words.ts'
import type { ReportFigure } from '../rules/document.ts'

/** '2018-12-28 09:30': an instant as people in China read it. */
export function shownInstant(recorded_at: string): string {
  const instant = Temporal.Instant.from(recorded_at)
  return `${instant.toZonedDateTimeISO(zone).toPlainDate()} ${timeOf(instant)}`
}

/** The unit behind a number: '%' and Chinese words stand close to it. A figure without a value has none. */
export function unitOf(figure: { readonly value: string | null; readonly unit: Words }, locale: Locale): string {
  if (figure.value === null) return ''
  const unit = figure.unit[locale]
  return locale === 'en' && unit !== '%' ? ` ${unit}` : unit
}

export const printedWithUnit = (figure: ReportFigure, locale: Locale): string => figure.printed[locale] + unitOf(figure, locale)

export const shownCount = (count: number, locale: Locale): string => (locale === 'en' ? count.toLocaleString('en') : String(count))
