import { sql } from 'kysely'
import type { Work } from '../work.ts'

/** Rows of one insert: PostgreSQL takes 65,535 parameters, and the widest of our tables has 13. */
export const rows_max = 2000

/** Ids drawn beforehand, in order: `returning` promises no order, and a unit's lineage holds its own id. */
export async function drawIds(work: Work, table: 'units' | 'posts' | 'people', count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${`kernel.${table}`}, 'id')) as id from generate_series(1, ${count}::integer)`.execute(work.tx)
  return rows.map(row => row.id)
}

export function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += rows_max) yield rows.slice(at, at + rows_max)
}

/** The one result of a bulk command that was given one row. */
export function only<T>(results: readonly T[]): T {
  const [first] = results
  if (first === undefined || results.length !== 1) throw new Error(`one result expected, not ${results.length}`)
  return first
}
