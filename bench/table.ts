/** One line of the bench. A ratio is decided here and now; an absolute limit holds on a quiet machine, so its line only says how it stands. */
export type Row = {
  readonly what: string
  readonly measured: string
  /** The bare node:http server in the same run. */
  readonly calibration: string
  readonly ratio?: number
  readonly limit: string
  /** Undefined: could not be measured. */
  readonly pass: boolean | undefined
  readonly kind: 'ratio' | 'absolute'
  readonly note?: string
}

export const whole = (n: number): string => Math.round(n).toLocaleString('en-US')
export const seconds = (s: number): string => `${s.toFixed(2)} s`
export const ms = (n: number): string => `${n.toFixed(1)} ms`

/** A ratio to be at least `least`. */
export const ratioRow = (row: Omit<Row, 'kind' | 'pass' | 'limit' | 'ratio'> & { readonly ratio: number; readonly least: number }): Row => {
  const { least, ...rest } = row
  return { ...rest, limit: `≥ ${least}`, pass: row.ratio >= least, kind: 'ratio' }
}

const verdict = ({ pass, kind }: Row): string => (pass === undefined ? '–' : pass ? 'pass' : kind === 'ratio' ? 'FAIL' : 'over')

export function printTable(rows: readonly Row[]): void {
  const lines = [
    ['what', 'measured', 'calibration', 'ratio', 'limit', ''],
    ...rows.map(row => [row.what, row.measured, row.calibration, row.ratio?.toFixed(2) ?? '', row.limit, verdict(row)]),
  ]
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)))
  const right = new Set([1, 2, 3])
  for (const [i, line] of lines.entries()) {
    const cells = line.map((cell, column) => (right.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
    const note = i === 0 ? undefined : rows[i - 1]?.note
    console.log(`${cells.join('  ')}${note ? `  ${note}` : ''}`.trimEnd())
    if (i === 0) console.log(widths.map(width => '─'.repeat(width)).join('  '))
  }
}
