import { sql } from 'kysely'
import type { Look } from '../work.ts'
import type { CountFigure } from './figure.ts'
import { slicedRows } from './record-set.ts'
import { monthSlice, type Slice } from './slice.ts'

export type Part = { readonly key: string; readonly slice: Slice; readonly value: number }

/** A year's count month by month, in one query: twelve parts whose sum is the figure. */
export async function byMonth(look: Look, figure: CountFigure, year: number, unit_id?: number): Promise<Part[]> {
  const rows = await slicedRows(look.db, figure.set, { from: `${year}-01-01`, to: `${year}-12-31`, unit_id })
    .select([sql<number>`extract(month from r.day)::int`.as('month_of_year'), eb => eb.fn.countAll<number>().as('n')])
    .groupBy('month_of_year')
    .execute()
  const counts = new Map(rows.map(row => [row.month_of_year, row.n]))
  return Array.from({ length: 12 }, (_, i) => ({
    key: String(i + 1),
    slice: monthSlice(year, i + 1, unit_id),
    value: counts.get(i + 1) ?? 0,
  }))
}

export type UnitPart = Part & { readonly name: string }

/** The units that the records belong to, most records first; a unit's part counts what stands in its own name. */
export async function byUnit(look: Look, figure: CountFigure, slice: Slice, limit: number): Promise<UnitPart[]> {
  const rows = await look.db
    .selectFrom(
      slicedRows(look.db, figure.set, slice)
        .select(['r.unit_id', eb => eb.fn.countAll<number>().as('n')])
        .groupBy('r.unit_id')
        .as('c'),
    )
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .select(['c.unit_id', 'c.n', 'u.short_name'])
    .orderBy('c.n', 'desc')
    .orderBy('c.unit_id')
    .limit(limit)
    .execute()
  return rows.map(row => ({ key: String(row.unit_id), name: row.short_name, slice: { ...slice, unit_id: row.unit_id }, value: row.n }))
}
