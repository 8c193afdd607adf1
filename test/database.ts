import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { connect, connectionOf, type Database, otherDatabase, type Where } from '../src/db/connect.ts'
import { migrate, migrationsFolder } from '../src/db/migrate.ts'
import { jobQueue } from '../src/jobs.ts'
import { loadDemoCity } from './demo-city.ts'

/**
 * The databases that tests clone, each with what fills it. 'bare' is made before the first test; another is made by the first test
 * that asks for it, once per run. A new one is a line here.
 */
export const templates = {
  bare: async (where: Where) => {
    await prepare(where)
  },
  /** The city of 2018 at a hundredth of its size, as it stands on a fixed day. */
  demo: async (where: Where) => {
    await prepare(where)
    await loadDemoCity(where)
  },
} satisfies Record<string, (where: Where) => Promise<void>>

export type Template = keyof typeof templates

declare module 'vitest' {
  interface ProvidedContext {
    database: Where
  }
}

const home = join(import.meta.dirname, '..')

async function prepare(where: Where): Promise<void> {
  await migrate(where, migrationsFolder(home))
  const database = connect(where)
  try {
    await jobQueue(database.db).install(database.connection)
  } finally {
    await database.close()
  }
}

/** A database of one's own, as it was when the template was made (50 ms). Drop it in afterAll. */
export async function cloneDatabase(template: Template = 'bare'): Promise<Database & { drop(): Promise<void> }> {
  const server = inject('database')
  await makeTemplate(server, template)
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 12)}`
  await administer(server, client => client.query(`create database ${name} template template_${template}`))
  const database = connect(otherDatabase(server, name))
  const drop = async () => {
    await database.close()
    await administer(server, client => client.query(`drop database if exists ${name} with (force)`))
  }
  return { ...database, drop }
}

/** Once per server, whoever asks first; the others wait. Nobody can connect to a template, so nobody can be in the way of cloning it. */
export async function makeTemplate(server: Where, template: Template): Promise<void> {
  await administer(server, async client => {
    const isMade = async () => (await client.query('select from pg_database where datname = $1', [`template_${template}`])).rowCount === 1
    if (await isMade()) return
    await client.query('select pg_advisory_lock(hashtext($1))', [template]) // given back when the client ends
    if (await isMade()) return
    await client.query(`drop database if exists making_${template} with (force)`)
    await client.query(`create database making_${template}`)
    await templates[template](otherDatabase(server, `making_${template}`))
    await client.query(`alter database making_${template} with is_template true allow_connections false`)
    await client.query(`alter database making_${template} rename to template_${template}`)
  })
}

async function administer<T>(server: Where, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionOf(otherDatabase(server, 'postgres')))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
