import { sql } from 'kysely'

/** How matches are spread: the most frequent values of each kind with their numbers. Counted over the counted matches only. */
export type Facets = {
  readonly columns: readonly (Count<number> & { readonly name_zh: string; readonly name_en: string })[]
  readonly units: readonly (Count<number> & { readonly name: string })[]
  readonly years: readonly Count<number>[]
  readonly genres: readonly Count<string>[]
}
export type Count<T> = { readonly value: T; readonly documents: number }

const values_max = sql.raw('12')

/** The facets of the rows `h`, as JSON. */
export const facetsOf = sql`(select json_build_object(
  'columns', (select coalesce(json_agg(f), '[]') from (select g.value, g.documents, c.name_zh, c.name_en
    from (select column_id as value, count(*) as documents from h group by 1 order by 2 desc, 1 limit ${values_max}) as g
    join kernel.columns as c on c.id = g.value order by g.documents desc, g.value) as f),
  'units', (select coalesce(json_agg(f), '[]') from (select g.value, g.documents, u.short_name as name
    from (select unit_id as value, count(*) as documents from h group by 1 order by 2 desc, 1 limit ${values_max}) as g
    join kernel.units as u on u.id = g.value order by g.documents desc, g.value) as f),
  'years', (select coalesce(json_agg(f), '[]') from (select extract(year from published_on)::integer as value, count(*) as documents
    from h group by 1 order by 1 desc) as f),
  'genres', (select coalesce(json_agg(f), '[]') from (select genre as value, count(*) as documents
    from h group by 1 order by 2 desc, 1 limit ${values_max}) as f)))`
