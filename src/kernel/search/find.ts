import { type RawBuilder, sql } from 'kysely'
import type { Look } from '../work.ts'
import { type Facets, facetsOf } from './facets.ts'
import { factGram, gramsOfWord, isProved } from './grams.ts'

/** What results can be narrowed to. */
export type Narrowing = {
  readonly column_id?: number
  readonly unit_id?: number
  readonly year?: number
  readonly genre?: string
}

export type Wanted = {
  readonly words: readonly string[]
  readonly excluded: readonly string[]
  readonly narrowing: Narrowing
}

/** Matches are counted, and broken down, up to this many. */
export const counted_max = 1_000

/** Newest slices of the index that are looked into before it is decided how to go on. */
const probed_slices = 4
/** Of more matches than this it is cheaper to take the newest slice by slice; fewer are all read from the index. */
const broad_min = 4_000
/** Slices are months, unless a month holds more documents than can be sorted in passing. */
const month_documents_max = 15_000

/** Where a word has to be: anywhere in the text, or in the title. */
type Place = 'text' | 'title'

/** The documents that match, as SQL: by grams from the index; by reading the text only where grams leave a doubt. */
export class Matching {
  readonly grams: readonly number[]
  /** True of the alias `d` of kernel.search_documents. */
  readonly proof: RawBuilder<boolean> | undefined

  constructor({ words, excluded, narrowing }: Wanted, place: Place) {
    this.grams = [...new Set([...words.flatMap(word => gramsOfWord(word, place)), ...factsOf(narrowing)])]
    const text = place === 'title' ? sql`split_part(t.text, E'\\n', 1)` : sql`t.text`
    const doubtful = words.filter(word => !isProved(word)).map(pattern)
    const without = excluded.map(pattern)
    if (doubtful.length + without.length > 0)
      this.proof = sql<boolean>`(select ${text} like all (${doubtful}::text[]) and not (t.text like any (${without}::text[]))
        from kernel.search_documents as t where t.publication_id = d.publication_id)`
  }
}

const factsOf = ({ column_id, unit_id, year, genre }: Narrowing): number[] => [
  ...(column_id === undefined ? [] : [factGram('column', column_id)]),
  ...(unit_id === undefined ? [] : [factGram('unit', unit_id)]),
  ...(year === undefined ? [] : [factGram('year', year)]),
  ...(genre === undefined ? [] : [factGram('genre', genre)]),
]

const pattern = (word: string): string => `%${word.replace(/[\\%_]/g, mark => `\\${mark}`)}%`

const facts = sql`d.publication_id, d.published_on, d.column_id, d.unit_id, d.genre`

/** All matches, unordered: fast when they are few. */
export const everyMatch = ({ grams, proof }: Matching): RawBuilder<unknown> =>
  sql`select ${facts} from kernel.search_documents as d where d.grams @> ${grams}::integer[] ${proof ? sql`and ${proof}` : sql``}`

/** Newest first: all matches sorted. */
const newestOfAll = (matching: Matching, limit: number): RawBuilder<unknown> =>
  sql`select * from (${everyMatch(matching)} offset 0) as d order by d.published_on desc, d.publication_id desc limit ${limit}`

/**
 * Newest first, slice after slice, and no further than the limit. The inner `offset 0` keeps PostgreSQL from walking
 * the index by date in place of the grams; a nested loop over an ordered list gives its rows in that order.
 */
const newestBySlices = ({ grams, proof }: Matching, limit: number, from: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select d.* from (${from}) as s cross join lateral (
      select ${facts} from kernel.search_documents as d where d.grams @> (${grams}::integer[] || s.gram)
      order by d.published_on desc, d.publication_id desc offset 0) as d
    ${proof ? sql`where ${proof}` : sql``} limit ${limit}`

/** By the hints of the months, a moment old: either kind of slice gives the same answer. */
const kind = sql`(select case when max(documents) > ${sql.lit(month_documents_max)} then 'day' else 'month' end
  from kernel.search_slices where kind = 'month')`
const slices = (limit: number | null): RawBuilder<unknown> =>
  sql`select gram, documents from kernel.search_slices where kind = ${kind} order by first_day desc limit ${limit}::integer offset 0`

/** What was found: ids newest first, as many as were asked for, and how they are spread. */
export type Found = { readonly ids: readonly number[]; readonly facets: Facets | null }

/** Matches newest first, in the plan that suits their number. With `spread` also how they spread over columns, units, years and genres. */
export async function newestMatches(look: Look, matching: Matching, { limit, spread }: { limit: number; spread: boolean }): Promise<Found> {
  const found = (matches: RawBuilder<unknown>) => one<Row>(look, gathered(matches, spread))
  const probe = await one<Row & Probe>(
    look,
    sql`select f.*, (select coalesce(sum(documents), 0)::integer from (${slices(probed_slices)}) as s) as documents,
      (select coalesce(sum(documents), 0)::integer from kernel.search_slices where kind = ${kind}) as all_documents
      from (${gathered(newestBySlices(matching, limit, slices(probed_slices)), spread)}) as f`,
  )
  const near = probe.ids?.length ?? 0
  if (near >= limit) return foundOf(probe)
  const expected = probe.documents === 0 ? 0 : (near * probe.all_documents) / probe.documents
  const plan = expected >= broad_min ? newestBySlices(matching, limit, slices(null)) : newestOfAll(matching, limit)
  return foundOf(await found(plan))
}

type Row = { readonly ids: number[] | null; readonly facets: Facets | null }
type Probe = { readonly documents: number; readonly all_documents: number }
const foundOf = ({ ids, facets }: Row): Found => ({ ids: ids ?? [], facets })

const gathered = (matches: RawBuilder<unknown>, spread: boolean): RawBuilder<unknown> =>
  sql`with h as materialized (${matches})
    select (select array_agg(publication_id order by published_on desc, publication_id desc) from h) as ids, ${spread ? facetsOf : sql`null::json`} as facets`

/** One row of a statement of the search. */
export async function one<R>(look: Look, statement: RawBuilder<unknown>): Promise<R> {
  return (await look.db.selectFrom(sql<R>`(${statement})`.as('r')).selectAll().executeTakeFirstOrThrow()) as R
}

/** The rows of a statement of the search, in its order. */
export async function all<R>(look: Look, statement: RawBuilder<unknown>): Promise<R[]> {
  return (await look.db.selectFrom(sql<R>`(${statement})`.as('r')).selectAll().execute()) as R[]
}
