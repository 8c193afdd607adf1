import { isDay } from '../calendar/day.ts'

/**
 * What a list can be asked in its address. 'text': any words; 'choice': one of some values ('values' when they are known beforehand,
 * otherwise checked by their shape); 'day': a day; 'tick': yes or nothing.
 */
export type FilterKind =
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly values?: readonly string[] }
  | { readonly kind: 'day' }
  | { readonly kind: 'tick' }

/** A list as data: what it can be filtered by, sorted by, and which columns it has. */
export type ListRules<F extends string = string, S extends string = string, C extends string = string> = {
  /** Stands in saved views and file names. */
  readonly name: string
  readonly filters: Readonly<Record<F, FilterKind>>
  readonly sorts: readonly S[]
  readonly first: { readonly sort: S; readonly down: boolean }
  readonly columns: readonly C[]
  /** The columns shown to who has chosen none. */
  readonly shown: readonly C[]
}

/** What was asked for. Filters that say nothing are not there. */
export type ListQuery<F extends string = string, S extends string = string, C extends string = string> = {
  readonly filters: Readonly<Partial<Record<F, string>>>
  readonly sort: S
  readonly down: boolean
  readonly columns: readonly C[]
  readonly page: number
}

export type QueryOf<L> = L extends ListRules<infer F, infer S, infer C> ? ListQuery<F, S, C> : never

/** Rows on a page of any list. */
export const list_page_size = 50
/** More rows than this are not exported: who needs them narrows the list. */
export const export_rows_max = 50_000
const pages_max = 10_000
const text_length_max = 100
const choice_shape = /^[\p{L}\p{N}._/-]{1,80}$/u

export const defineList = <const F extends string, const S extends string, const C extends string>(
  rules: ListRules<F, S, C>,
): ListRules<F, S, C> => rules

/** Reads an address. What makes no sense is left out: a list always answers. Columns come as `cols=a.b` or as ticked boxes `col=a&col=b`. */
export function parseList<F extends string, S extends string, C extends string>(
  rules: ListRules<F, S, C>,
  params: URLSearchParams,
): ListQuery<F, S, C> {
  const filters: Partial<Record<F, string>> = {}
  for (const name of namesOf(rules.filters)) {
    const value = readValue(rules.filters[name], params.get(name) ?? '')
    if (value !== '') filters[name] = value
  }
  const asked = params.get('sort') ?? ''
  const sort = rules.sorts.find(known => known === asked.replace(/^-/, ''))
  const chosen = [...(params.get('cols') ?? '').split('.'), ...params.getAll('col')]
  const columns = rules.columns.filter(column => chosen.includes(column))
  return {
    filters,
    sort: sort ?? rules.first.sort,
    down: sort === undefined ? rules.first.down : asked.startsWith('-'),
    columns: columns.length === 0 ? rules.shown : columns,
    page: pageOf(params.get('page') ?? ''),
  }
}

/** Writes what was asked as a query string, without '?', always in the same order; what goes without saying is left out. */
export function printList<F extends string, S extends string, C extends string>(
  rules: ListRules<F, S, C>,
  query: ListQuery<F, S, C>,
): string {
  const params = new URLSearchParams()
  for (const name of namesOf(rules.filters)) {
    const value = query.filters[name]
    if (value !== undefined && value !== '') params.set(name, value)
  }
  if (query.sort !== rules.first.sort || query.down !== rules.first.down) params.set('sort', `${query.down ? '-' : ''}${query.sort}`)
  if (query.columns.join('.') !== rules.shown.join('.')) params.set('cols', query.columns.join('.'))
  if (query.page > 1) params.set('page', String(query.page))
  return params.toString()
}

/** The filters' names, typed, in the order in which they were written. */
export const namesOf = <N extends string>(record: Readonly<Record<N, unknown>>): N[] =>
  Object.keys(record).filter((name): name is N => Object.hasOwn(record, name))

function readValue(filter: FilterKind, text: string): string {
  const value = text.trim()
  if (filter.kind === 'tick') return value === 'yes' ? 'yes' : ''
  if (filter.kind === 'day') return isDay(value) ? value : ''
  if (filter.kind === 'choice') return (filter.values ? filter.values.includes(value) : choice_shape.test(value)) ? value : ''
  return Array.from(value.replace(/[\p{Cc}\p{Cs}]/gu, ''))
    .slice(0, text_length_max)
    .join('')
    .trim()
}

function pageOf(text: string): number {
  const page = /^\d{1,5}$/.test(text) ? Number(text) : 1
  return Math.min(Math.max(page, 1), pages_max)
}

/** A text as a pattern for LIKE that finds it anywhere: what the person typed stands for itself. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, mark => `\\${mark}`)}%`

/** A page of a list with the number of all its rows. */
export type ListPage<Row> = { readonly rows: readonly Row[]; readonly total: number }

export const pagesIn = (total: number): number => Math.max(1, Math.ceil(total / list_page_size))

/** Which rows are wanted: a page of them, or all up to the bound of an export. */
export type Slice = { readonly limit: number; readonly offset: number }
export const pageSlice = (page: number): Slice => ({ limit: list_page_size, offset: (page - 1) * list_page_size })
/** One more than may be exported, so that too many are noticed. */
export const exportSlice: Slice = { limit: export_rows_max + 1, offset: 0 }
