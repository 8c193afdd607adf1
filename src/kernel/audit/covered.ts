import { type RawBuilder, sql } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
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

/**
 * The kernel's tables that are no facts, and why. Every other table of the house is covered: `kernel.cover('room.table')` in the
 * migration that makes it. A table that is in neither fails test/covered.test.ts; a room says of its own in `notFacts` of its room.ts.
 */
export const notFacts = {
  'kernel.chain': 'the log itself: its hashes hold each other',
  'kernel.unchained': 'the log itself: what waits to be chained',
  'kernel.tree_nodes': 'the log itself: computed from the chain, and held against it',
  'kernel.checkpoints': 'the log itself: signed',
  'kernel.log_keys': 'the log itself: the keys by which the signatures are checked',
  'kernel.statement_signatures': 'the log itself: signed',
  'kernel.covered_tables': 'the log itself: each entry names its table, so none can be taken away unseen',
  'kernel.city': 'how this database came to be and how far its loading is; nothing counts it',
  'kernel.counters': 'the last number given: the numbers themselves are in the rows that have them',
  'kernel.file_texts': 'computed from a file, for the search',
  'kernel.import_rows': 'a sheet that waits: its hash stands in kernel.imports, what is taken in leaves entries of its own',
  'kernel.import_sheets': 'a sheet that waits to be read: its hash stands in kernel.imports',
  'kernel.form_receipts': 'so that a form sent twice is done once; swept away',
  'kernel.notices': 'word of what was recorded elsewhere',
  'kernel.notice_deliveries': 'a queue: how far the sending of a notice is',
  'kernel.notice_preferences': 'how somebody likes to be told',
  'kernel.notice_readers': 'how somebody likes to be told',
  'kernel.saved_views': 'how somebody likes to see a list',
  'kernel.sessions': 'who is signed in now; sign-ins are lines of the log',
  'kernel.pending_sign_ins': 'who is signing in now',
  'kernel.passkey_challenges': 'who is signing in now',
  'kernel.setup_links': 'a link that is used once; its use is a line of the log',
  'kernel.sign_in_failures': 'counts that are forgotten; failures are lines of the log',
  'kernel.rate_counts': 'counts that are forgotten',
  'kernel.daily_salts': 'thrown away with its day, so that nobody is known again',
  'kernel.search_documents': 'computed from publications',
  'kernel.search_pending': 'a queue',
  'kernel.search_attachment_texts': 'computed from attachments',
  'kernel.search_slices': 'computed from publications',
  'kernel.search_words': 'computed from publications',
  'kernel.search_counted': 'computed from publications',
} as const satisfies Partial<Readonly<Record<keyof Tables, string>>>

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
