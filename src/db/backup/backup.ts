import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to } from 'pg-copy-streams'
import { StartProblem } from '../start-problem.ts'
import { type Contents, contentFile, type Manifest, manifestFile, type Progress, tableFile } from './manifest.ts'
import { copyOut, counted, sessionSettings, tablesOf } from './tables.ts'

/**
 * Writes one consistent copy of the city into the folder `into`, which must not exist, while the city works: every table as of one
 * snapshot of the database, and the contents of all files that the snapshot knows. Nothing waits for it and it waits for nobody.
 * The folder appears whole under its name or not at all.
 */
export async function backup(connection: pg.ClientConfig, contents: Contents, into: string, progress: Progress): Promise<Manifest> {
  const half = `${into}.part`
  await rm(half, { recursive: true, force: true })
  await mkdir(join(half, 'tables'), { recursive: true, mode: 0o700 })
  const client = new pg.Client({ ...connection, types: pg.types })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(sessionSettings)
    const manifest = await write(client, contents, half, progress)
    await client.query('commit')
    await writeFile(join(half, manifestFile), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 })
    await rename(half, into)
    return manifest
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw error
  } finally {
    await client.end()
  }
}

async function write(client: pg.Client, contents: Contents, folder: string, progress: Progress): Promise<Manifest> {
  const rowsOf = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> => (await client.query<R>(text)).rows
  const found = await tablesOf(client)
  if (found.length === 0) throw new StartProblem('There is no city to back up: start it once with npm start.')
  const migrations = await rowsOf<Manifest['migrations'][number]>('select name, sha256 from public.migrations order by name')
  const made = await rowsOf<{ made_at: string }>(`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made_at`)
  const tables: Manifest['tables'] = []
  for (const table of found) {
    const { through, result } = counted()
    await pipeline(
      client.query(to(copyOut(table))),
      through,
      createGzip({ level: 3 }),
      createWriteStream(join(folder, tableFile(table.name)), { mode: 0o600 }),
    )
    tables.push({ name: table.name, columns: [...table.columns], ...result() })
    progress(table.name, tables.length, found.length)
  }
  const files = await contents.listed(rowsOf)
  for (const [at, { sha256, size_bytes }] of files.entries()) {
    await copyContent(await contents.open(sha256), join(folder, contentFile(sha256)), { sha256, size_bytes })
    progress('files', at + 1, files.length)
  }
  return {
    format: 1,
    made_at: made[0]?.made_at ?? '',
    migrations,
    tables,
    // Sequences stand outside of snapshots: read last, so that none is behind its table.
    sequences: await sequencesOf(rowsOf),
    files,
    jobs: await jobsOf(rowsOf),
  }
}

/** A file whose bytes are not those of its hash must not pass for a backup of it. */
async function copyContent(from: NodeJS.ReadableStream, path: string, expected: Manifest['files'][number]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let size = 0
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(from, through, createWriteStream(path, { mode: 0o600 }))
  if (hash.digest('hex') !== expected.sha256 || size !== expected.size_bytes) {
    throw new StartProblem(
      `The stored file ${expected.sha256} is damaged: its bytes are no longer those of its hash. Nothing was backed up.`,
    )
  }
}

type RowsOf = <R extends pg.QueryResultRow>(text: string) => Promise<R[]>

async function sequencesOf(rowsOf: RowsOf): Promise<Manifest['sequences']> {
  const rows = await rowsOf<{ name: string; last_value: string | null }>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text from pg_sequences
    where schemaname !~ '^pg_' and schemaname not in ('public', 'pgboss') order by 1`)
  return rows.map(({ name, last_value }) => ({ name, last_value: last_value === null ? null : Number(last_value) }))
}

/** Jobs that wait; what runs at this moment will be done again, as jobs may be. */
async function jobsOf(rowsOf: RowsOf): Promise<Manifest['jobs']> {
  const there = await rowsOf<{ there: boolean }>(`select to_regclass('pgboss.job') is not null as there`)
  if (there[0]?.there !== true) return []
  return await rowsOf<Manifest['jobs'][number]>(`
    select name, data, start_after::text as start_after, singleton_key, retry_limit from pgboss.job
    where state in ('created', 'retry', 'active') and name ~ '^[a-z]+(_[a-z]+)*\\.' and data is not null order by created_on`)
}
