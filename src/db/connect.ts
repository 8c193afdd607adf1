import { Kysely, type PostgresCursor, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely'
import pg from 'pg'
import { reasonOf, StartProblem } from './start-problem.ts'
import type { DB as Tables } from './tables.ts'

export type { Tables }

/** Where a database listens: a server somewhere, or the embedded one behind its unix socket. */
export type Where =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly socket: string; readonly user: string; readonly database: string }

export type Database = {
  /** The pool that commands write through. */
  readonly db: Kysely<Tables>
  /** The pool that queries read through: PostgreSQL itself refuses any write, and ends what takes longer than 15 s. */
  readonly readonly: Kysely<Tables>
  /** For a client of one's own (LISTEN, pg_dump-like streams): `new pg.Client(database.connection)`. */
  readonly connection: pg.ClientConfig
  readonly where: Where
  /** How both pools are used at this moment. */
  readonly pools: () => readonly PoolUse[]
  close(): Promise<void>
}

/** Connections that are open, those in use among them, and requests that wait for one. */
export type PoolUse = { readonly pool: 'write' | 'read'; readonly open: number; readonly in_use: number; readonly waiting: number }

/** Two cores serve about this many statements at once; more connections only wait inside PostgreSQL instead of in the pool. */
const poolSize = 10
const readSeconds = 15

/** Opens both pools. Nothing is sent before the first query, so a database that is away shows there; see checkServer. */
export function connect(where: Where, { connections = poolSize }: { readonly connections?: number } = {}): Database {
  const write = openPool(where, '-c idle_in_transaction_session_timeout=5min', connections)
  const read = openPool(where, `-c default_transaction_read_only=on -c statement_timeout=${readSeconds}s`, connections)
  const [db, readonly] = [kysely(write), kysely(read)]
  return {
    db,
    readonly,
    connection: connectionOf(where),
    where,
    pools: () => [useOf('write', write), useOf('read', read)],
    close: async () => {
      await Promise.all([db.destroy(), readonly.destroy()])
    },
  }
}

const useOf = (name: PoolUse['pool'], pool: pg.Pool): PoolUse => ({
  pool: name,
  open: pool.totalCount,
  in_use: pool.totalCount - pool.idleCount,
  waiting: pool.waitingCount,
})

function openPool(where: Where, options: string, connections: number): pg.Pool {
  // pipeline: what is asked without waiting for the answer before goes in one journey, in order.
  const pool = new pg.Pool({ ...connectionOf(where, options), max: connections, pipeline: true })
  // Without a listener an idle connection that breaks would end the process. The pool drops it and opens another;
  // a database that is gone for good shows in the next query.
  pool.on('error', () => {})
  // The same for a connection in use, whose query is rejected besides.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** Keeps plans: the few texts of pages and commands come again and again for everybody. */
function kysely(pool: pg.Pool): Kysely<Tables> {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>() // Kysely knows a connection by its client
  const connected = async (): Promise<PostgresPoolClient> => {
    const client = await pool.connect()
    const planned = clients.get(client) ?? plannedClient(client)
    clients.set(client, planned)
    return planned
  }
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: connected, end: () => pool.end(), options: pool.options } }),
  })
}

/** Texts that get a name, and how often one is sent before it does: lists of ids of every length come once and stay nameless. */
const named_max = 200
const named_after = 3
/** A longer text is a bulk insert: each has another number of rows, and none is worth keeping. */
const named_length_max = 10_000
const sent = new Map<string, number>()
const names = new Map<string, string>()

/** Planning the statement of an article takes 1.0 ms, running it 0.2 ms: what comes again is sent under a name, and PostgreSQL keeps its plan. */
function nameOf(text: string): string | undefined {
  if (text.length > named_length_max) return undefined
  const known = names.get(text)
  if (known !== undefined || names.size >= named_max) return known
  const times = (sent.get(text) ?? 0) + 1
  if (sent.size >= 10 * named_max) sent.clear()
  sent.set(text, times)
  if (times <= named_after) return undefined
  sent.delete(text)
  const name = `mj${names.size}`
  names.set(text, name)
  return name
}

/** Begins that Kysely sends: of a transaction with an isolation level, and of one without. */
const begins = /^(begin|start transaction)\b/
const begun: PostgresQueryResult<never> = { command: 'SELECT', rowCount: 0, rows: [] }

/**
 * A transaction begins with its first statement, in one journey with it. Should the begin fail, which takes a connection that breaks, so does
 * the statement behind it.
 */
function plannedClient(client: pg.PoolClient): PostgresPoolClient {
  let begin: string | undefined
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(what: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof what !== 'string') throw new Error('cursors are not used here')
    if (begins.test(what)) {
      begin = what
      return Promise.resolve(begun)
    }
    const query = { text: what, values: [...values], name: nameOf(what) }
    if (begin === undefined) return client.query(query)
    const opened = client.query(begin)
    begin = undefined
    const answer = client.query(query)
    answer.catch(() => {}) // told below, after the begin
    return opened.then(() => answer)
  }
  return { query, release: destroy => client.release(destroy) }
}

/** What node-postgres needs to reach the place, with our session settings (UTC, so that text of instants ends in +00) and type parsers. */
export function connectionOf(where: Where, options = ''): pg.ClientConfig {
  const session: pg.ClientConfig = {
    application_name: 'mingjing',
    options: `-c timezone=UTC ${options}`.trim(),
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  }
  if (where.kind === 'server') return { ...session, connectionString: where.url }
  return { ...session, host: where.socket, user: where.user, database: where.database }
}

/** The same place, another database of it (tests clone templates). */
export function otherDatabase(where: Where, database: string): Where {
  if (where.kind === 'embedded') return { ...where, database }
  const url = new URL(where.url)
  url.pathname = `/${database}`
  return { kind: 'server', url: url.href }
}

// Rows are JSON-like: a day is 'YYYY-MM-DD' (a Date would move it across midnight), an instant is an ISO string
// that ends in Z, a bigint is a number (our counts stay far below 2^53), a numeric stays the exact string that PostgreSQL sent.
// Inside json_agg PostgreSQL writes instants itself, with +00:00 in place of Z; both parse.
const instant = (text: string) => `${text.replace(' ', 'T').replace(/\+00$/, '')}Z`
const asIs = (text: string) => text
const textArrayId: number = 1009 // the types of pg know no ids of arrays
const textArray: (text: string) => (string | null)[] = pg.types.getTypeParser(textArrayId)
const arrayOf =
  <T>(parse: (text: string) => T) =>
  (text: string) =>
    textArray(text).map(item => (item === null ? null : parse(item)))

const parsers = new Map<number, (text: string) => unknown>([
  [20, Number], // int8
  [1016, arrayOf(Number)],
  [1082, asIs], // date
  [1182, arrayOf(asIs)],
  [1114, asIs], // timestamp
  [1115, arrayOf(asIs)],
  [1184, instant], // timestamptz
  [1185, arrayOf(instant)],
  [1700, asIs], // numeric
  [1231, arrayOf(asIs)],
])

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : (parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text'))

/**
 * Refuses a server that Mingjing would fail on later: unreachable, older than 18, not UTF-8, or with a locale under which
 * pg_trgm sees no Chinese (ctype C: show_trgm('政府') is empty, so search would silently find nothing).
 */
export async function checkServer(where: Where): Promise<void> {
  const client = new pg.Client(connectionOf(where))
  client.on('error', () => {})
  const name = where.kind === 'server' ? 'the server named by DATABASE_URL' : 'the embedded database'
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => {})
    throw new StartProblem(
      `Cannot reach ${name}: ${reasonOf(error)}. Check DATABASE_URL and that the server runs, or unset it to use the embedded database.`,
    )
  }
  try {
    await refuseUnfit(client, name)
  } finally {
    await client.end()
  }
}

async function refuseUnfit(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  )
  const { version = 0, encoding = '' } = rows[0] ?? {}
  if (version < 180000) {
    throw new StartProblem(`PostgreSQL 18 or newer is needed; ${name} is version ${Math.floor(version / 10000)}. Upgrade it.`)
  }
  if (encoding !== 'UTF8') {
    throw new StartProblem(`${name} has encoding ${encoding}; create a database with encoding UTF8 and name that one.`)
  }
  try {
    await client.query('create extension if not exists pg_trgm')
  } catch (error) {
    throw new StartProblem(
      `${name} cannot create the extension pg_trgm: ${reasonOf(error)}. Let an administrator run: create extension pg_trgm`,
    )
  }
  const seen = await client.query<{ sees: boolean }>(`select show_trgm('政府') <> '{}' as sees`)
  if (seen.rows[0]?.sees !== true) {
    throw new StartProblem(`${name} has a locale under which text search is blind to Chinese; create the database with: ${chineseDatabase}`)
  }
}

const chineseDatabase = `create database mingjing template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'`
