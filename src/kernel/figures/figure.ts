import type { Day } from '../calendar/day.ts'
import type { Words } from '../words.ts'
import type { CountedRow, RecordSet, StockSet } from './record-set.ts'

/**
 * A figure is an aggregate over records, never a number that somebody keeps. Its id is that of the report's list.
 * `unit` is the unit of count (条, %). `definition` says what is counted, so that two people count the same.
 */
type Base = { readonly id: string; readonly name: Words; readonly definition: Words; readonly unit: Words }

export type CountFigure = Base & { readonly kind: 'count'; readonly set: RecordSet }
export type SumFigure = Base & { readonly kind: 'sum'; readonly set: RecordSet; readonly column: string; readonly digits: number }
/** Different values of a column among the records: an item delivered five times is one item. */
export type DistinctFigure = Base & { readonly kind: 'distinct'; readonly set: RecordSet; readonly column: string }
/** Percent of the records of `whole` that are in `part`, evaluated at the end of the period. */
export type RatioFigure = Base & { readonly kind: 'ratio'; readonly part: Figure; readonly whole: Figure; readonly digits: number }
/** Percent by which a figure grew over the same period of the year before. */
export type GrowthFigure = Base & { readonly kind: 'growth'; readonly of: Figure; readonly digits: number }
/** This year less the year before; with `decrease`, the other way round ("3 fewer"). */
export type DifferenceFigure = Base & { readonly kind: 'difference'; readonly of: Figure; readonly decrease?: boolean }
/** A stock on the last day of the period, from dated records. */
export type AsOfFigure = Base & { readonly kind: 'as_of'; readonly stock: StockSet }
/** A promise or target: a dated setting, read for the last day of the period. */
export type LimitFigure = Base & {
  readonly kind: 'limit'
  readonly on: (day: Day) => { readonly value: number; readonly article: string; readonly from: Day } | undefined
}
/** Consecutive periods, back from the period's end, in which every record passed. */
export type StreakFigure = Base & {
  readonly kind: 'streak'
  readonly set: RecordSet<CountedRow & { passed: boolean }>
  readonly by: 'quarter' | 'month'
}
/** The printed forms "over 60" (at_least) and "nearly 40" (about): the count stays exact, the print is rounded to `step`. */
export type PrintedFigure = Base & { readonly kind: 'at_least' | 'about'; readonly of: Figure; readonly step: number }

export type Figure =
  | CountFigure
  | SumFigure
  | DistinctFigure
  | RatioFigure
  | GrowthFigure
  | DifferenceFigure
  | AsOfFigure
  | LimitFigure
  | StreakFigure
  | PrintedFigure

export type FigureKind = Figure['kind']

/** The figures that a figure is computed from; none when it counts records itself. Every one of them has its own page. */
export function operandsOf(figure: Figure): readonly Figure[] {
  switch (figure.kind) {
    case 'ratio':
      return [figure.part, figure.whole]
    case 'growth':
    case 'difference':
    case 'at_least':
    case 'about':
      return [figure.of]
    default:
      return []
  }
}

export const kindNames: Readonly<Record<FigureKind, Words>> = {
  count: { 'zh-CN': '计数', en: 'Count' },
  sum: { 'zh-CN': '合计', en: 'Sum' },
  distinct: { 'zh-CN': '去重计数', en: 'Distinct count' },
  ratio: { 'zh-CN': '比率（期末）', en: 'Ratio at the period’s end' },
  growth: { 'zh-CN': '同比增长', en: 'Growth over the year before' },
  difference: { 'zh-CN': '同比增减', en: 'Difference from the year before' },
  as_of: { 'zh-CN': '时点存量', en: 'Stock on a day' },
  limit: { 'zh-CN': '时限或目标', en: 'Limit or target' },
  streak: { 'zh-CN': '连续期数', en: 'Consecutive periods' },
  at_least: { 'zh-CN': '约数（余）', en: 'Printed as “over”' },
  about: { 'zh-CN': '约数（近）', en: 'Printed as “nearly”' },
}

export const percent: Words = { 'zh-CN': '%', en: '%' }
export const pieces: Words = { 'zh-CN': '条', en: 'items' }
