import { sql } from 'kysely'
import { articleHref } from '../publications/links.ts'
import { openToAll } from '../publications/open.ts'
import type { Look } from '../work.ts'
import type { Facets } from './facets.ts'
import { counted_max, everyMatch, Matching, type Narrowing, newestMatches, one, type Wanted } from './find.ts'
import { plainText, tidy } from './plain.ts'
import type { SearchQuery } from './query.ts'
import { type Piece, pieces, snippet } from './snippet.ts'

/** Hits of a page. */
export const page_size = 20

export type Sort = 'relevance' | 'date'
export type SearchInput = {
  readonly query: SearchQuery
  readonly narrowing: Narrowing
  readonly sort: Sort
  readonly page: number
}

export type Hit = {
  readonly id: number
  readonly href: string
  readonly title: readonly Piece[]
  readonly date: string
  readonly document_number: string | null
  readonly unit: string
  readonly column_zh: string
  readonly column_en: string
  readonly snippet: readonly Piece[]
}

export type Results = {
  /** Exact up to a thousand; of more, a thousand. */
  readonly total: number
  readonly exact: boolean
  readonly hits: readonly Hit[]
  readonly page: number
  readonly more: boolean
  readonly facets: Facets | null
}

export const nothing: Results = { total: 0, exact: true, hits: [], page: 1, more: false, facets: null }

/**
 * One page of what matches. By relevance: the item whose number was asked for, then those with all words in the title, then the others, newest
 * first in each; by date: newest first. Every match is on some page: the first thousand come from bounded lists, what follows from
 * all matches sorted, which takes longer the more there are.
 */
export async function search(look: Look, input: SearchInput): Promise<Results> {
  const { query, narrowing } = input
  const wanted: Wanted = { words: query.words, excluded: query.excluded, narrowing }
  if (wanted.words.length === 0) return nothing
  const byTitle = input.sort === 'relevance' && input.page * page_size <= counted_max
  const [general, titles, asked] = await Promise.all([
    newestMatches(look, new Matching(wanted, 'text'), { limit: counted_max + 1, spread: true }),
    byTitle ? newestMatches(look, new Matching(wanted, 'title'), { limit: input.page * page_size, spread: false }) : { ids: [] },
    input.sort === 'relevance' ? askedByNumber(look, query, narrowing) : undefined,
  ])
  const exact = general.ids.length <= counted_max
  const total = exact ? general.ids.length + (asked !== undefined && !general.ids.includes(asked) ? 1 : 0) : counted_max
  const from = (input.page - 1) * page_size
  const ids =
    from + page_size <= counted_max || (exact && from <= counted_max)
      ? [...new Set([...(asked === undefined ? [] : [asked]), ...titles.ids, ...general.ids])].slice(from, from + page_size + 1)
      : await farIds(look, { ...input, asked, from })
  const more = ids.length > page_size
  const hits = await hitsOf(look, ids.slice(0, page_size), query.words)
  return { total, exact, hits, page: input.page, more, facets: general.facets }
}

/** Past the first thousand: all matches, in the same order. */
async function farIds(look: Look, input: SearchInput & { readonly asked: number | undefined; readonly from: number }): Promise<number[]> {
  const wanted: Wanted = { ...input.query, narrowing: input.narrowing }
  const titles =
    input.sort === 'relevance' ? everyMatch(new Matching(wanted, 'title')) : sql`select null::bigint as publication_id where false`
  const { ids } = await one<{ ids: number[] | null }>(
    look,
    sql`with m as materialized (${everyMatch(new Matching(wanted, 'text'))}), t as materialized (${titles})
      select (select array_agg(s.publication_id order by s.n) from (
        select m.publication_id, row_number() over (order by (t.publication_id is not null) desc, m.published_on desc, m.publication_id desc) as n
        from m left join t on t.publication_id = m.publication_id
        where m.publication_id is distinct from ${input.asked ?? null}::bigint
        order by n limit ${page_size + 1} offset ${input.from - (input.asked === undefined ? 0 : 1)}) as s) as ids`,
  )
  return ids ?? []
}

/** The item that has the asked number, if it is open and in what the search is narrowed to. */
async function askedByNumber(look: Look, query: SearchQuery, narrowing: Narrowing): Promise<number | undefined> {
  const { document_number, index_number } = query
  if (document_number === undefined && index_number === undefined) return undefined
  let found = look.db.selectFrom('kernel.publications as p').select('p.id').where(openToAll)
  found =
    document_number === undefined
      ? found.where('p.index_number', '=', index_number ?? '')
      : found.where('p.document_number', '=', document_number)
  if (narrowing.column_id !== undefined) found = found.where('p.column_id', '=', narrowing.column_id)
  if (narrowing.unit_id !== undefined) found = found.where('p.unit_id', '=', narrowing.unit_id)
  if (narrowing.genre !== undefined) found = found.where('p.genre', '=', narrowing.genre)
  if (narrowing.year !== undefined) found = found.where(sql<number>`extract(year from p.published_on)`, '=', narrowing.year)
  return (await found.executeTakeFirst())?.id
}

/** The items of a page with their snippets, in the order of the ids. Read from the publications themselves, and only if open to all. */
export async function hitsOf(look: Look, ids: readonly number[], words: readonly string[]): Promise<Hit[]> {
  if (ids.length === 0) return []
  const rows = await look.db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.publication_versions as v', join => join.onRef('v.publication_id', '=', 'p.id').onRef('v.version', '=', 'p.version'))
    .innerJoin('kernel.units as u', 'u.id', 'p.unit_id')
    .innerJoin('kernel.columns as c', 'c.id', 'p.column_id')
    .leftJoin('kernel.search_attachment_texts as a', 'a.publication_id', 'p.id')
    .select(['p.id', 'p.title', 'p.published_on', 'p.document_number', 'u.short_name as unit', 'c.name_zh', 'c.name_en'])
    .select(['v.body_html', 'a.text as attached'])
    .where('p.id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where(openToAll)
    .execute()
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = byId.get(id)
    if (!row) return []
    return {
      id,
      href: articleHref(id),
      title: pieces(tidy(row.title), words),
      date: row.published_on,
      document_number: row.document_number,
      unit: row.unit,
      column_zh: row.name_zh,
      column_en: row.name_en,
      snippet: snippetOf(plainText(row.body_html), row.attached, words),
    }
  })
}

function snippetOf(body: string, attached: string | null, words: readonly string[]): Piece[] {
  const own = snippet(body, words)
  if (own.hits || attached === null) return own.pieces
  const other = snippet(tidy(attached), words)
  return other.hits ? other.pieces : own.pieces
}
