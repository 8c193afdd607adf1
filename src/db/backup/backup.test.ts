import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { noFiles } from '../../../test/files.ts'
import { home } from '../../../test/kept.ts'
import { someItem, type World, world } from '../../../test/world.ts'
import { createApp } from '../../app.ts'
import { house } from '../../house.ts'
import { checkpointOf, closeCheckpoint } from '../../kernel/audit/checkpoint.ts'
import { keyInMemory } from '../../kernel/audit/signer.ts'
import { verifyLog } from '../../kernel/audit/verify.ts'
import { publish } from '../../kernel/publications/publish.ts'
import { runner } from '../../kernel/work.ts'
import { connect, connectionOf, type Database, otherDatabase, type Where } from '../connect.ts'
import { migrationsFolder } from '../migrate.ts'
import { backup } from './backup.ts'
import type { Contents, Manifest } from './manifest.ts'
import { restore } from './restore.ts'

let w: World
let folder: string
const empties: string[] = []
beforeAll(async () => {
  w = await world('demo')
  folder = mkdtempSync(join(tmpdir(), 'mingjing-backup-'))
})
afterAll(async () => {
  await w.drop()
  rmSync(folder, { recursive: true })
  const client = new pg.Client(connectionOf(otherDatabase(inject('database'), 'postgres')))
  await client.connect()
  for (const name of empties) await client.query(`drop database if exists ${name} with (force)`)
  await client.end()
})

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Files kept in memory: what a store is, as far as a backup asks. */
function filesOf(...texts: readonly string[]) {
  const kept = new Map(texts.map(text => [hashOf(text), text]))
  const contents: Contents = {
    listed: async () => [...kept].map(([sha256, text]) => ({ sha256, size_bytes: Buffer.byteLength(text) })),
    open: async hash => Readable.from([Buffer.from(kept.get(hash) ?? '')]),
    put: async (hash, content) => {
      kept.set(hash, Buffer.concat(await Array.fromAsync(content as AsyncIterable<Buffer>)).toString())
    },
  }
  return { kept, contents }
}

async function emptyDatabase(): Promise<Where> {
  const name = `test_restored_${randomUUID().slice(0, 8)}`
  const client = new pg.Client(connectionOf(otherDatabase(inject('database'), 'postgres')))
  await client.connect()
  await client.query(`create database ${name} template template0`)
  await client.end()
  empties.push(name)
  return otherDatabase(inject('database'), name)
}

const migrations = migrationsFolder(home)
const quiet = () => {}
const putBack = (where: Where, from: string, contents: Pick<Contents, 'put'> = filesOf().contents) =>
  restore(where, contents, from, { migrations, progress: quiet })

/** Every figure of the house as its page gives it. */
async function figuresOf(database: Pick<Database, 'db' | 'readonly'>): Promise<Record<string, unknown>> {
  const { app } = createApp({
    ...database,
    clock: () => Temporal.Now.instant(),
    random: bytes => randomBytes(bytes),
    asset: name => name,
    siteCode: '0000000000',
    demo: true,
    publicOrigin: undefined,
    files: noFiles,
    cachePages: false,
  })
  const values: Record<string, unknown> = {}
  for (const { id } of house.flatMap(room => room.figures ?? []))
    values[id] = await (await app.request(`/figures/${id}.json?year=2018`)).json()
  return values
}

/** A copy of a backup in which something is changed. */
function spoiled(name: string, from: string, spoil: (copy: string) => void): string {
  const copy = join(folder, name)
  cpSync(from, copy, { recursive: true })
  spoil(copy)
  return copy
}

describe('a backup', () => {
  let at: string
  let manifest: Manifest
  let acknowledged: { before: number[]; after: number[] }

  it('is taken while the city works', async () => {
    at = join(folder, 'under-load')
    acknowledged = { before: [], after: [] }
    const publishSome = async (n: number, into: number[]) => {
      for (let i = 0; i < n; i++) into.push((await w.run(w.cast.li, publish, someItem(w.cast, { title: `第${i}项` }))).id)
    }
    await publishSome(5, acknowledged.before)
    let working = true
    const during: number[] = []
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (working) await publishSome(1, during)
      }),
    )
    manifest = await backup(w.database.connection, filesOf('附件一', '附件二').contents, at, quiet)
    await publishSome(5, acknowledged.after)
    working = false
    await load
    expect(during.length).toBeGreaterThan(4)
    expect(manifest.tables.length).toBeGreaterThan(25)
    expect(existsSync(`${at}.part`)).toBe(false)
  }, 60_000)

  it('holds all that was acknowledged before it began and nothing from after its end, and fits together', async () => {
    const where = await emptyDatabase()
    const files = filesOf()
    await putBack(where, at, files.contents)
    const database = connect(where)
    const ids = new Set((await database.db.selectFrom('kernel.publications').select('id').execute()).map(({ id }) => id))
    expect(acknowledged.before.filter(id => !ids.has(id))).toEqual([])
    expect(acknowledged.after.filter(id => ids.has(id))).toEqual([])
    // The index numbers are gapless: the counter stands exactly at what is there.
    const counters = await database.db.selectFrom('kernel.counters').selectAll().where('scope', '=', 'index:TEST00002').execute()
    const numbers = await database.db
      .selectFrom('kernel.publications')
      .select('index_number')
      .where('unit_id', '=', w.cast.education.id)
      .execute()
    expect(counters.reduce((sum, { last }) => sum + last, 0)).toBe(numbers.length)
    expect([...files.kept.values()].toSorted()).toEqual(['附件一', '附件二'].toSorted())
    await database.close()
  }, 60_000)

  it('of a city at rest restores to equal figures, rows and recorded instants, and the city goes on from there', async () => {
    const still = join(folder, 'at-rest')
    await closeCheckpoint(w.db, keyInMemory(), { now: w.clock.now(), reason: 'asked' })
    const made = await backup(w.database.connection, filesOf().contents, still, quiet)
    const where = await emptyDatabase()
    await putBack(where, still)
    const database = connect(where)
    // The provable log comes over as it is: head, checkpoint, and every row as its entry says.
    expect(await checkpointOf(database, 'newest')).toEqual(await checkpointOf(w.database, 'newest'))
    expect(await checkpointOf(database, 'newest')).toBeDefined()
    expect(await verifyLog(database.db)).toMatchObject({ bad: [], checkpoints: 1 })
    expect(await figuresOf(database)).toEqual(await figuresOf(w.database))
    // A backup of what was restored has the same hash for every table.
    const again = await backup(database.connection, filesOf().contents, join(folder, 'again'), quiet)
    expect(again.tables).toEqual(made.tables)
    expect(again.sequences).toEqual(made.sequences)
    const run = runner({ ...database, clock: w.clock.now, random: bytes => randomBytes(bytes), onPublicChange: quiet })
    expect((await run(w.cast.li, publish, someItem(w.cast))).id).toBeGreaterThan(Math.max(...acknowledged.after))
    await database.close()
  }, 60_000)

  it('is refused where a city is', async () => {
    await expect(putBack(w.database.where, at)).rejects.toThrow('holds a city already')
  })

  it.each<[string, (copy: string) => void, string]>([
    ['without its manifest', copy => rmSync(join(copy, 'manifest.json')), 'is no backup'],
    ['with half a manifest', copy => writeFileSync(join(copy, 'manifest.json'), '{"format":1'), 'cannot be read'],
    ['of a later format', copy => writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ format: 2 })), 'cannot be read'],
    ['with a row changed', copy => change(copy, 'kernel.units', text => text.replace('教育局', '敎育局')), 'not those that were backed up'],
    [
      'with a row missing',
      copy => change(copy, 'kernel.deliveries', text => text.slice(text.indexOf('\n') + 1)),
      'not those that were backed up',
    ],
    ['with a file damaged', copy => spoilFile(copy), 'is damaged'],
    ['of a migration that this version has otherwise', copy => spoilMigration(copy), 'does not have as it was'],
  ])(
    '%s is refused, and leaves the place empty',
    async (name, spoil, words) => {
      const where = await emptyDatabase()
      const copy = spoiled(name, at, spoil)
      await expect(putBack(where, copy)).rejects.toThrow(words)
      await expect(putBack(where, at)).resolves.toBeDefined() // the place is as it was: a sound backup goes in
    },
    60_000,
  )

  it('of a stored file whose bytes are no longer those of its hash is not made', async () => {
    const { kept, contents } = filesOf('附件')
    kept.set(hashOf('附件'), '改动')
    const into = join(folder, 'damaged')
    await expect(backup(w.database.connection, contents, into, quiet)).rejects.toThrow('is damaged')
    expect([existsSync(into), existsSync(`${into}.part`)]).toEqual([false, false])
  })
})

function change(copy: string, table: string, how: (text: string) => string): void {
  const file = join(copy, `tables/${table}.copy.gz`)
  const before = gunzipSync(readFileSync(file)).toString()
  const after = how(before)
  expect(after).not.toBe(before)
  writeFileSync(file, gzipSync(after))
}

function spoilFile(copy: string): void {
  const hash = hashOf('附件一')
  writeFileSync(join(copy, 'files', hash.slice(0, 2), hash), '附件三')
}

function spoilMigration(copy: string): void {
  const file = join(copy, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  manifest.migrations[0].sha256 = '0'.repeat(64)
  writeFileSync(file, JSON.stringify(manifest))
}

describe('a city of the first release', () => {
  it('comes back as it was and goes forward to this version, with the same figures', async () => {
    const where = await emptyDatabase()
    const from = join(home, 'test/first-release/backup')
    const { manifest, forward } = await putBack(where, from)
    expect(manifest.migrations).toHaveLength(3)
    expect(forward.length).toBeGreaterThan(0)
    const database = connect(where)
    // What stood there before there was a provable log is adopted into it, each row once and without a fault.
    expect((await verifyLog(database.db)).bad).toEqual([])
    const { adopted, rows } = await database.db
      .selectFrom('kernel.chain')
      .select(eb => [
        eb.fn.countAll<number>().filterWhere('op', '=', 'adopt').as('adopted'),
        eb.selectFrom('kernel.publications').select(eb.fn.countAll<number>().as('n')).$asScalar().as('rows'),
      ])
      .executeTakeFirstOrThrow()
    expect(rows).toBeGreaterThan(0)
    expect(adopted).toBeGreaterThan(Number(rows))
    const then: unknown = JSON.parse(readFileSync(join(home, 'test/first-release/figures.json'), 'utf8'))
    const now = await figuresOf(database)
    for (const [id, value] of Object.entries(Object(then))) expect(printedValue(now[id]), id).toEqual(value)
    await database.close()
  }, 60_000)
})

const printedValue = (answer: unknown): unknown => Object(answer).value
