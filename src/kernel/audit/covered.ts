import { type RawBuilder, sql } from 'kysely'
import type { Look } from '../work.ts'

/** A table whose rows leave entries, in one of its versions (kernel.cover). */
export type Covered = {
  readonly id: number
  readonly version: number
  readonly relation: string
  readonly key_columns: readonly string[]
  readonly key_types: readonly string[]
  readonly public_columns: readonly string[]
  readonly private_columns: readonly string[]
}

/** All versions of all covered tables: some dozens. */
export const coveredTables = (db: Pick<Look['db'], 'selectFrom'>): Promise<Covered[]> =>
  db
    .selectFrom('kernel.covered_tables')
    .select(['id', 'version', 'relation', 'key_columns', 'key_types', 'public_columns', 'private_columns'])
    .orderBy('id')
    .orderBy('version')
    .limit(2000)
    .execute()

const column = (name: string) => sql.ref(`t.${name}`)

/** The text of row t over these columns, as kernel.text_of_columns writes it; needs a session whose time zone is UTC, as all of ours. */
export const textOf = (columns: readonly string[]): RawBuilder<string> =>
  columns.length === 0 ? sql<string>`'{}'` : sql<string>`(select row_to_json(x)::text from (select ${sql.join(columns.map(column))}) as x)`

/** The key of row t as entries write it. */
export const keyOf = ({ key_columns }: Pick<Covered, 'key_columns'>): RawBuilder<string> =>
  sql<string>`concat_ws('|', ${sql.join(key_columns.map(column))})`

/** Whether row t has this key, in a form that the primary key's index answers. */
export const hasKey = (
  { key_columns, key_types }: Pick<Covered, 'key_columns' | 'key_types'>,
  key: RawBuilder<unknown>,
): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    key_columns.map((name, i) => {
      const [part, type] = [sql`split_part(${key}, '|', ${sql.lit(i + 1)})`, key_types[i] ?? 'text']
      // A key that somebody has spoilt is no row's, rather than the end of the search.
      return sql`${column(name)} = case when pg_input_is_valid(${part}, ${sql.lit(type)}) then ${part}::${sql.raw(type)} end`
    }),
    sql` and `,
  )})`
