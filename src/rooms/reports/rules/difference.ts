import type { ReportFigure } from './document.ts'

/** A figure of a released report whose records say something else today. */
export type Difference = {
  readonly released: ReportFigure
  readonly now: ReportFigure
  /** When the first record that the release does not know was recorded; null when no record tells. */
  readonly since: string | null
}

/** Equal as numbers: '98.10' is '98.1'. No value equals only no value. */
export const sameValue = (a: string | null, b: string | null): boolean => a === b || (a !== null && b !== null && Number(a) === Number(b))
