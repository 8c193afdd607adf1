import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import type { Day } from '../calendar/day.ts'
import type { Words } from '../words.ts'
import type { Look } from '../work.ts'
import type { Slice } from './slice.ts'

/** What every counted row has. `day` is the legal day; a set may add columns to filter, sum or group by. */
export type CountedRow = { id: number; day: Day; unit_id: number }

/** How a record is shown in a list. `late` = recorded after its legal day (补录). */
export type RecordRow = {
  id: number
  day: Day
  title: string
  detail: string
  unit: string
  href: string | null
  late: boolean
  recorded_at: string
}

// biome-ignore lint/suspicious/noExplicitAny: Kysely's second parameter names tables in scope, which callers never see
type Rows<Row> = SelectQueryBuilder<Tables, any, Row>

/**
 * The records behind figures: `rows` is all of them, without period; the period, the unit and further conditions are
 * added outside and pulled into the scan by PostgreSQL. `show` reads one page of them, by ids, for the list.
 */
export type RecordSet<Row extends CountedRow = CountedRow> = {
  readonly id: string
  readonly name: Words
  /** What one record is, for the heading of its list. */
  readonly noun: Words
  readonly rows: (db: Look['db']) => Rows<Row>
  readonly show: (db: Look['db'], ids: readonly number[]) => Promise<RecordRow[]>
  readonly conditions: readonly Condition[]
}

export type Condition = { readonly column: string; readonly values: readonly string[] }

export function recordSet<Row extends CountedRow>(set: Omit<RecordSet<Row>, 'conditions'>): RecordSet<Row> {
  return { ...set, conditions: [] }
}

/** The part of a set whose column has one of the values. */
export function where<Row extends CountedRow, K extends keyof Row & string>(
  set: RecordSet<Row>,
  column: K,
  values: readonly (Row[K] & string)[],
): RecordSet<Row> {
  return { ...set, id: `${set.id}[${column}=${values.join(',')}]`, conditions: [...set.conditions, { column, values }] }
}

/** The rows of the set in the slice, as a sub-query named `r`. */
export function slicedRows(db: Look['db'], set: RecordSet, slice: Slice) {
  let query = db.selectFrom(set.rows(db).as('r')).where('r.day', '>=', slice.from).where('r.day', '<=', slice.to)
  for (const { column, values } of set.conditions) query = query.where(isOneOf(column, values))
  const unit_id = slice.unit_id
  if (unit_id !== undefined) {
    query = query.where('r.unit_id', '=', unit_id)
  }
  return query
}

const isOneOf = (column: string, values: readonly string[]): Expression<SqlBool> =>
  sql<SqlBool>`${sql.ref(`r.${column}`)} in (${sql.join(values)})`

/** One list behind a figure: the records of a set in a slice, counted. */
export type RecordList = { readonly set: RecordSet; readonly slice: Slice; readonly total: number }

export type RecordPage = { readonly total: number; readonly page: number; readonly pages: number; readonly rows: readonly RecordRow[] }

/** Entries of one page of a list. */
export const pageSize = 50

export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / pageSize))

/** A page of the records behind a figure, newest first; a page past the end is the last one. The list has been counted: it is not counted again. */
export async function recordPage(look: Look, list: RecordList, page: number): Promise<RecordPage> {
  const pages = pagesOf(list.total)
  const at = Math.min(Math.max(1, page), pages)
  const keys = await newestFirst(look, list)
    .limit(pageSize)
    .offset((at - 1) * pageSize)
    .execute()
  return { total: list.total, page: at, pages, rows: await shown(look, list.set, keys) }
}

const batchSize = 1000

/** The whole list, newest first, for an export: batch by batch, each going on where the last one ended, so that none is slower than the first. */
export async function* recordBatches(look: Look, list: { readonly set: RecordSet; readonly slice: Slice }): AsyncGenerator<RecordRow[]> {
  let last: { id: number; day: Day } | undefined
  do {
    let query = newestFirst(look, list).limit(batchSize)
    if (last) query = query.where('r.day', '<=', last.day).where(sql<SqlBool>`(r.day, r.id) < (${last.day}::date, ${last.id})`)
    const keys = await query.execute()
    if (keys.length > 0) yield await shown(look, list.set, keys)
    last = keys.length === batchSize ? keys.at(-1) : undefined
  } while (last)
}

const newestFirst = (look: Look, list: { readonly set: RecordSet; readonly slice: Slice }) =>
  slicedRows(look.db, list.set, list.slice).select(['r.id', 'r.day']).orderBy('r.day', 'desc').orderBy('r.id', 'desc')

/** The records in the order of their keys. One that its set does not show would make the list shorter than the figure: a bug of the set. */
async function shown(look: Look, set: RecordSet, keys: readonly { id: number }[]): Promise<RecordRow[]> {
  if (keys.length === 0) return []
  const rows = await set.show(
    look.db,
    keys.map(key => key.id),
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  return keys.map(({ id }) => {
    const row = byId.get(id)
    if (!row) throw new Error(`${set.id} counts record ${id} but does not show it`)
    return row
  })
}

export async function countRows(look: Look, set: RecordSet, slice: Slice): Promise<number> {
  const row = await slicedRows(look.db, set, slice)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

/** A set of things that exist for a time (units, items of a list): counted as of a day. */
export type StockSet = Omit<RecordSet, 'rows' | 'conditions'> & {
  readonly rows: (db: Look['db']) => Rows<{ id: number; unit_id: number; valid_from: Day; valid_to: Day | null }>
}

/** As a record set of the one day: what was valid then. The slice's end is the day asked for. */
export function asOfDay(stock: StockSet, day: Day): RecordSet {
  return recordSet({
    ...stock,
    id: `${stock.id}@${day}`,
    rows: db =>
      db
        .selectFrom(stock.rows(db).as('s'))
        .where('s.valid_from', '<=', day)
        .where(eb => eb.or([eb('s.valid_to', 'is', null), eb('s.valid_to', '>', day)]))
        .select(['s.id', 's.unit_id', sql<Day>`${day}::date`.as('day')]),
  })
}
