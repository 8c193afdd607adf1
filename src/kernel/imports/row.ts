import { type Day, isDay } from '../calendar/day.ts'
import type { CellFault, FaultKey } from './faults.ts'
import { type ImportKind, sheetColumns } from './kinds.ts'

/** A row of a sheet: name of the column → text. */
export type Cells = Readonly<Record<string, string>>

/** Reads the cells of one row, and keeps what is wrong with each: a faulty cell reads as empty, and the row is not taken. */
export class RowReader {
  readonly faults: CellFault[] = []
  readonly #kind: ImportKind
  readonly #cells: Cells

  constructor(kind: ImportKind, cells: Cells) {
    this.#kind = kind
    this.#cells = cells
  }

  readonly fault = (column: string, key: FaultKey): void => {
    if (!this.faults.some(fault => fault.column === column)) this.faults.push({ column, key })
  }

  /** The text of a cell; empty when there is none, which is a fault where the column is needed. */
  readonly text = (column: string, length_max: number): string => {
    const text = this.#cells[column] ?? ''
    if (text === '' && this.#column(column)?.needed) this.fault(column, 'missing')
    if (text.length > length_max) this.fault(column, 'long')
    return text
  }

  readonly textOrNull = (column: string, length_max: number): string | null => this.text(column, length_max) || null

  /** The value of a choice: as it is listed, as its value, or as its number alone ('02' of '02 综合政务'). */
  readonly choice = (column: string): string => {
    const text = this.text(column, 200)
    if (text === '') return ''
    const choices = Object.entries(this.#column(column)?.choices ?? {})
    const found = choices.find(([name, value]) => name === text || value === text || (/^\d+$/.test(text) && Number(value) === Number(text)))
    if (!found) this.fault(column, 'unknown_choice')
    return found?.[1] ?? ''
  }

  /** A day that is not after today; empty when it is none. 2018/7/1 and 2018年7月1日 are days too. */
  readonly day = (column: string, today: Day): Day | '' => {
    const text = this.text(column, 30)
    if (text === '') return ''
    const parts = text.match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/)
    const day = parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : text
    if (!isDay(day)) this.fault(column, 'wrong_day')
    else if (day > today) this.fault(column, 'future_day')
    else return day
    return ''
  }

  #column(name: string) {
    return sheetColumns[this.#kind].find(column => column.name === name)
  }
}

/** Told now and then how many rows are done: it may take its time, so that others are served meanwhile, and it may throw to end the work. */
export type Tick = (done: number) => Promise<void>
export const noTick: Tick = async () => {}

const rows_at_once = 200

/** Reads row after row, with a pause after some: a sheet of ten thousand must not keep the whole house waiting. */
export async function readEach<T>(rows: readonly Cells[], read: (cells: Cells) => T, tick: Tick): Promise<T[]> {
  const done: T[] = []
  for (const cells of rows) {
    done.push(read(cells))
    if (done.length % rows_at_once === 0) await tick(done.length)
  }
  return done
}

/** Marks every row but the first of those that share a key. */
export function markTwice<T>(rows: readonly T[], keyOf: (row: T) => string, mark: (row: T) => void): void {
  const seen = new Set<string>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === '') continue
    if (seen.has(key)) mark(row)
    seen.add(key)
  }
}
