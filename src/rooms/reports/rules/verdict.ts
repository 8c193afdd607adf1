import { quotient } from '../../../kernel/figures/decimal.ts'
import { type PrintedFigure, printedFigure } from '../printed-2018.ts'

/** How a printed figure stands to what the system counts. */
export type Verdict = 'equal' | 'different' | 'impossible' | 'no_room'

/** As the 2018 report prints it: 60余, 近40, 98.18. */
export function printedForm(row: PrintedFigure): string {
  if (row.kind === 'at_least') return `${row.value}余`
  return row.kind === 'about' ? `近${row.value}` : row.value
}

/**
 * Compares the system's print with the city's: `counted` is the figure as a Chinese sentence prints it (60余, 98.18), undefined when no
 * room counts it, null when the records give no value. A value that no records could give is told apart first: nobody's count can equal it.
 */
export function judge(row: PrintedFigure, counted: string | null | undefined): Verdict {
  if (isImpossible(row)) return 'impossible'
  if (counted === undefined) return 'no_room'
  const expected = printedForm(row)
  return counted === expected || (counted !== null && isNumber(counted) && Number(counted) === Number(expected)) ? 'equal' : 'different'
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text)

/** Whether the printed rate is the share of no whole number in its printed whole, at the digits printed. */
export function isImpossible(row: PrintedFigure): boolean {
  const whole = row.whole === undefined ? undefined : printedFigure(row.whole)
  if (!whole || row.kind !== 'ratio') return false
  const base = BigInt(whole.value)
  const digits = row.value.split('.')[1]?.length ?? 0
  const nearest = BigInt(Math.floor((Number(row.value) / 100) * Number(whole.value)))
  const around = [nearest - 1n, nearest, nearest + 1n, nearest + 2n].filter(part => part >= 0n && part <= base)
  return !around.some(part => quotient(part * 100n, base, digits) === row.value)
}
