import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import { type CountFigure, pieces } from './figure.ts'
import { type CountedRow, type RecordRow, type RecordSet, recordSet } from './record-set.ts'

// Sets of made-up records, for tests of figures: no table is needed.

export const words = { 'zh-CN': '件', en: 'items' }
export const base = (id: string) => ({ id, name: words, definition: words, unit: pieces })

/** So many records on a day: `{ '2018-06-30': 15529 }`. */
export function many(id: string, byDay: Readonly<Record<Day, number>>): RecordSet {
  const days = JSON.stringify(Object.entries(byDay).map(([day, n]) => ({ day, n })))
  return recordSet({
    id,
    name: words,
    noun: words,
    rows: db =>
      db
        .selectFrom(
          sql<CountedRow>`(select row_number() over ()::int as id, d.day, 1 as unit_id
            from jsonb_to_recordset(${days}::jsonb) as d(day date, n int), generate_series(1, d.n))`.as('t'),
        )
        .selectAll('t'),
    show: async () => [],
  })
}

export type Made = CountedRow & { amount: string; thing: string; passed: boolean }
export const made = (id: number, day: Day, more: Partial<Made> = {}): Made => ({
  id,
  day,
  unit_id: 1,
  amount: '1',
  thing: 'a',
  passed: true,
  ...more,
})

export function these(id: string, rows: readonly Made[]): RecordSet<Made> {
  return recordSet<Made>({
    id,
    name: words,
    noun: words,
    rows: db =>
      db
        .selectFrom(
          sql<Made>`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`.as<'t'>(
            sql`t(id int, day date, unit_id int, amount numeric, thing text, passed boolean)`,
          ),
        )
        .selectAll('t'),
    show: async (): Promise<RecordRow[]> => [],
  })
}

export const countOf = (set: RecordSet): CountFigure => ({ ...base(`count ${set.id}`), kind: 'count', set })
