import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { connectionOf, type Where } from '../connect.ts'
import { migrate } from '../migrate.ts'
import { StartProblem } from '../start-problem.ts'
import { type Contents, contentFile, type Manifest, manifestFile, manifestShape, type Progress, tableFile } from './manifest.ts'
import { copyOut, counted, sessionSettings, tablesOf } from './tables.ts'

export type Restored = {
  readonly manifest: Manifest /** Migrations applied after the records were back. */
  readonly forward: readonly string[]
}

/**
 * Puts a backup back into an empty database: first the schema as it was then, then all rows in one transaction, each table compared
 * by hash with what was backed up, then the migrations since. Throws a StartProblem when the place is not empty, or the backup is damaged
 * or of a newer version; then nothing has been changed.
 */
export async function restore(
  where: Where,
  contents: Pick<Contents, 'put'>,
  folder: string,
  { migrations, progress }: { readonly migrations: string; readonly progress: Progress },
): Promise<Restored> {
  const manifest = await readManifest(folder)
  await checkFiles(folder, manifest)
  await refuseOccupied(where)
  try {
    await migrateTo(where, migrations, manifest)
    await loadTables(where, folder, manifest, progress)
  } catch (error) {
    await empty(where)
    throw error
  }
  for (const [at, { sha256 }] of manifest.files.entries()) {
    await contents.put(sha256, createReadStream(join(folder, contentFile(sha256))))
    progress('files', at + 1, manifest.files.length)
  }
  return { manifest, forward: await migrate(where, migrations) }
}

export async function readManifest(folder: string): Promise<Manifest> {
  let text: string
  try {
    text = await readFile(join(folder, manifestFile), 'utf8')
  } catch {
    throw new StartProblem(`${folder} is no backup: it has no ${manifestFile}. One that was cut off leaves a folder ending in .part.`)
  }
  try {
    return manifestShape.parse(JSON.parse(text))
  } catch {
    throw new StartProblem(`${join(folder, manifestFile)} cannot be read: it is damaged, or made by a newer version.`)
  }
}

/** Every content is read and compared before anything is written. */
async function checkFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const { sha256 } of manifest.files) {
    const hash = createHash('sha256')
    try {
      await pipeline(createReadStream(join(folder, contentFile(sha256))), hash)
    } catch {
      throw new StartProblem(`The backup lacks the file ${sha256}.`)
    }
    if (hash.digest('hex') !== sha256) throw new StartProblem(`The backup's file ${sha256} is damaged.`)
  }
}

async function withClient<T>(where: Where, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connectionOf(where), types: pg.types })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const refuseOccupied = (where: Where): Promise<void> =>
  withClient(where, async client => {
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('kernel.city') is not null as there`)
    if (rows[0]?.there === true)
      throw new StartProblem('The database holds a city already. Restore into an empty place: another DATA_DIR or DATABASE_URL.')
  })

/** The place was empty before; after a failure it is so again. */
const empty = (where: Where): Promise<void> =>
  withClient(where, async client => {
    const { rows } = await client.query<{ name: string }>(`
      select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`)
    for (const { name } of rows) await client.query(`drop schema ${name} cascade`)
    await client.query('drop table if exists public.migrations')
  })

/** The schema of the day of the backup: the folder of migrations, as far as it went then. */
async function migrateTo(where: Where, migrations: string, manifest: Manifest): Promise<void> {
  const then = await mkdtemp(join(tmpdir(), 'mingjing-migrations-'))
  try {
    for (const { name, sha256 } of manifest.migrations) {
      const text = await readFile(join(migrations, name), 'utf8').catch(() => undefined)
      if (text === undefined || createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex') !== sha256) {
        throw new StartProblem(
          `The backup was made with the migration ${name}, which this version does not have as it was. Restore with the version that made it.`,
        )
      }
      await symlink(join(migrations, name), join(then, name))
    }
    await migrate(where, then)
  } finally {
    await rm(then, { recursive: true, force: true })
  }
}

/**
 * All tables in one transaction. Foreign keys are taken off and put on again, which checks them; triggers rest, because what they
 * stamp (the recorded instant) is part of what is put back. Both is the right of the tables' owner: no superuser is needed.
 */
const loadTables = (where: Where, folder: string, manifest: Manifest, progress: Progress): Promise<void> =>
  withClient(where, async client => {
    await client.query('begin')
    await client.query(sessionSettings)
    const keys = await foreignKeys(client)
    for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
    const known = new Map((await tablesOf(client)).map(table => [table.name, table]))
    for (const [at, table] of manifest.tables.entries()) {
      const here = known.get(table.name)
      if (!here) throw new StartProblem(`The backup holds ${table.name}, which its own schema does not have: it is damaged.`)
      await client.query(`alter table ${table.name} disable trigger user`)
      await client.query(`delete from ${table.name}`) // what a migration itself had written
      await pipeline(
        createReadStream(join(folder, tableFile(table.name))),
        createGunzip(),
        client.query(from(`copy ${table.name} (${table.columns.join(', ')}) from stdin`)),
      )
      const { through, result } = counted()
      await pipeline(client.query(to(copyOut({ ...here, columns: table.columns }))), through, nowhere())
      const now = result()
      if (now.sha256 !== table.sha256 || now.rows !== table.rows) {
        throw new StartProblem(
          `The rows of ${table.name} are not those that were backed up (${now.rows} of ${table.rows}): the backup is damaged.`,
        )
      }
      await client.query(`alter table ${table.name} enable trigger user`)
      progress(table.name, at + 1, manifest.tables.length)
    }
    for (const { name, last_value } of manifest.sequences) {
      if (last_value !== null) await client.query('select setval($1::regclass, $2)', [name, last_value])
    }
    // The log's triggers write by the number of a table, which in the city of the backup may be another than in this new schema.
    const { rows } = await client.query<{ watches: boolean }>(`select to_regprocedure('kernel.watch_all()') is not null as watches`)
    if (rows[0]?.watches === true) await client.query('select kernel.watch_all()')
    for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${name} ${definition}`)
    await client.query('commit')
    await client.query('analyze')
  })

type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string }

async function foreignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select format('%I.%I', n.nspname, r.relname) as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_namespace n on n.oid = r.relnamespace
    where c.contype = 'f' and c.conparentid = 0 and n.nspname !~ '^pg_' and n.nspname not in ('public', 'pgboss')`)
  return rows
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })
