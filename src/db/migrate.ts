import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { connectionOf, type Where } from './connect.ts'
import { reasonOf, StartProblem } from './start-problem.ts'

type Migration = { readonly name: string; readonly sha256: string; readonly sql: string }
type Applied = { readonly name: string; readonly sha256: string }

/** 'MING' as a number: while one process migrates, a second waits for this lock and then finds nothing left to do. */
const lock = 0x4d494e47

/**
 * Brings the database forward to the last file of the folder: plain SQL in the order of the names, each file in its own transaction.
 * Never backward: a database that knows a migration which the code does not know, or knows it with other bytes, is refused.
 * Returns the names applied now.
 */
export async function migrate(where: Where, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client(connectionOf(where))
  // A connection that breaks rejects the query that runs; the event itself needs a listener only so as not to end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    const pending = stillToApply(migrations, await readApplied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.end() // gives the advisory lock back
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async name => {
      const text = await readFile(join(folder, name), 'utf8')
      // A checkout with CRLF line ends is the same migration.
      const sha256 = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
      return { name, sha256, sql: text }
    }),
  )
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  await client.query(`create table if not exists public.migrations (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await client.query<Applied>('select name, sha256 from public.migrations order by name')
  return rows
}

/** Which files are still to be applied; refuses a history that the folder does not continue. */
function stillToApply<M extends Applied>(migrations: readonly M[], applied: readonly Applied[]): M[] {
  const known = new Map(migrations.map(migration => [migration.name, migration]))
  const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  if (unknown.length > 0) {
    throw new StartProblem(
      `Schema newer than the code: the database has ${unknown.join(', ')}, which this version does not know. Start the newer version, or restore a backup.`,
    )
  }
  const changed = applied.filter(({ name, sha256 }) => known.get(name)?.sha256 !== sha256).map(({ name }) => name)
  if (changed.length > 0) {
    throw new StartProblem(
      `Migration changed after it was applied: ${changed.join(', ')}. Restore the file as it was and put the change into a new one (or, in development, delete the data folder).`,
    )
  }
  const done = new Set(applied.map(({ name }) => name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function apply(client: pg.Client, { name, sha256, sql }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into public.migrations (name, sha256) values ($1, $2)', [name, sha256])
    await writeDown(client, name, sha256)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new Error(`Migration ${name} failed: ${reasonOf(error)}`, { cause: error })
  }
}

/** What a migration changes is in the provable log as what a command does is; columns that it added are covered from now on. */
async function writeDown(client: pg.Client, name: string, sha256: string): Promise<void> {
  const { rows } = await client.query<{ covers: boolean }>(`select to_regprocedure('kernel.cover_changed()') is not null as covers`)
  if (rows[0]?.covers !== true) return
  await client.query('select kernel.cover_changed()')
  await client.query(
    `insert into kernel.log (act, subject, detail) values ('migrate', 'migration:' || $1, jsonb_build_object('sha256', $2::text))`,
    [name, sha256],
  )
}

/** The files stay where they are written, also when the program runs from dist/. */
export const migrationsFolder = (home: string) => join(home, 'src', 'db', 'migrations')
