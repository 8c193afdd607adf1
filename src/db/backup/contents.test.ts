import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { docxOf, pdfOf, xlsxOf } from '../../../demo/text/documents.ts'
import { contentsOf } from '../../../scripts/backup-parts.ts'
import { home } from '../../../test/kept.ts'
import { type World, world } from '../../../test/world.ts'
import { type Config, readConfig } from '../../config.ts'
import { takeIn } from '../../kernel/files/arrive.ts'
import { publicAttachment } from '../../kernel/files/attachments.ts'
import { openFiles } from '../../kernel/files/place.ts'
import { type FakeS3, fakeS3 } from '../../kernel/files/s3.fixture.ts'
import { approve, attachFile, draft, release, submit } from '../../rooms/disclosure/commands.ts'
import { connect, connectionOf, otherDatabase, type Where } from '../connect.ts'
import { migrationsFolder } from '../migrate.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'

// The contents of attachments, where a city keeps them: in a folder, or in an S3-compatible store.

let w: World
let s3: FakeS3
let folder: string
const empties: string[] = []
beforeAll(async () => {
  w = await world()
  s3 = await fakeS3()
  folder = mkdtempSync(join(tmpdir(), 'mingjing-contents-'))
})
afterAll(async () => {
  await w.drop()
  await s3.close()
  rmSync(folder, { recursive: true })
  const client = new pg.Client(connectionOf(otherDatabase(inject('database'), 'postgres')))
  await client.connect()
  for (const name of empties) await client.query(`drop database if exists ${name} with (force)`)
  await client.end()
})

const inFolder = (name: string): Config => readConfig({ DATA_DIR: join(folder, name) })
const inS3 = (name: string): Config =>
  readConfig({
    ...{ DATA_DIR: join(folder, name), FILES_S3_ENDPOINT: s3.endpoint, FILES_S3_BUCKET: s3.bucket, FILES_S3_REGION: 'test-1' },
    ...{ FILES_S3_ACCESS_KEY_ID: 'key', FILES_S3_SECRET_ACCESS_KEY: 'secret' },
  })

async function emptyDatabase(): Promise<Where> {
  const name = `test_contents_${randomUUID().slice(0, 8)}`
  const client = new pg.Client(connectionOf(otherDatabase(inject('database'), 'postgres')))
  await client.connect()
  await client.query(`create database ${name} template template0`)
  await client.end()
  empties.push(name)
  return otherDatabase(inject('database'), name)
}

let serial = 0
/** An item with three attachments, published by three people; the ids of what the public reads, with the bytes. */
async function publishedIn(config: Config): Promise<Map<string, Buffer>> {
  serial += 1
  const files = await openFiles(config.files)
  const { li, zhao, sun, education, column } = w.cast
  const caseId = await w.run(li, draft, {
    ...{ unit_id: education.id, column_id: column.id, title: `附件${serial}`, body_text: '见附件。', summary: '', document_number: null },
    ...{
      genre: '通知',
      theme: '11',
      category: 15,
      openness: 'service',
      formed_on: '2018-12-28',
      source: '测试市教育局',
      keywords: [],
      interprets: '',
    },
  })
  const documents = [
    { name: '表.xlsx', content: xlsxOf('表', [['第', String(serial)]]) },
    { name: '文.docx', content: docxOf('文', [`第${serial}次`]) },
    { name: 'guide.pdf', content: pdfOf('Guide', [`No. ${serial}`]) },
  ]
  const kept = new Map<string, Buffer>()
  for (const { name, content } of documents) {
    const file = await takeIn({ files, run: w.run }, li, { name, content: Readable.from([content]) })
    await w.run(li, attachFile, { caseId, file, form: { description: '' }, files_max: 20 })
    kept.set(file.sha256, content)
  }
  await w.run(li, submit, { caseId, note: '' })
  await w.run(zhao, approve, { caseId, note: '' })
  await w.run(sun, release, { caseId, note: '' })
  // One that nobody attached: not of the city, so not of its backup.
  await takeIn({ files, run: w.run }, li, { name: '无主.txt', content: Readable.from([`无主${serial}`]) })
  return kept
}

/** Only the attachments of this test are in this store: those of the tests before are taken off the record. */
const forget = () => w.db.deleteFrom('kernel.attachments').execute()
const into = (name: string) => join(folder, `backup-${name}`)
const quiet = () => {}
const putBack = (config: Config, from: string, where: Where) =>
  restore(where, contentsOf(config), from, { migrations: migrationsFolder(home), progress: quiet })

describe.each([
  ['a folder', 'a folder', inFolder, inFolder],
  ['a folder', 'S3', inFolder, inS3],
  ['S3', 'a folder', inS3, inFolder],
  ['S3', 'S3', inS3, inS3],
] as const)('attachments in %s', (from, to, source, target) => {
  it(`come back into ${to}, each byte of them`, async () => {
    await forget()
    const name = `${from}-${to}`.replaceAll(' ', '')
    const kept = await publishedIn(source(`${name}-from`))
    const manifest = await backup(w.database.connection, contentsOf(source(`${name}-from`)), into(name), quiet)
    expect(manifest.files.map(({ sha256 }) => sha256).toSorted()).toEqual([...kept.keys()].toSorted())
    s3.objects.clear() // what was there is lost
    const where = await emptyDatabase()
    await putBack(target(`${name}-to`), into(name), where)
    const database = connect(where)
    const { store } = await openFiles(target(`${name}-to`).files)
    const rows = await database.db
      .selectFrom('kernel.attachments')
      .select(['id', 'sha256'])
      .where('publication_id', 'is not', null)
      .execute()
    expect(rows).toHaveLength(3)
    for (const { id, sha256 } of rows) {
      const look = { db: database.readonly, actor: w.cast.public, today: '2026-01-01', keys: w.keys }
      expect((await publicAttachment(look, id)).sha256).toBe(sha256)
      expect((await buffer(await store.open(sha256))).equals(kept.get(sha256) ?? Buffer.alloc(0))).toBe(true)
    }
    await database.close()
    expect(s3.faults).toEqual([])
  }, 60_000)
})

describe.each([
  ['a folder', inFolder],
  ['S3', inS3],
] as const)('a content in %s', (from, source) => {
  const name = `spoiled-${from}`.replaceAll(' ', '')
  let kept: Map<string, Buffer>
  beforeAll(async () => {
    await forget()
    kept = await publishedIn(source(name))
  })
  const [first] = [() => [...kept.keys()][0] ?? '']
  const write = (hash: string, bytes: Buffer | undefined) => {
    const object = [...s3.objects.keys()].find(key => key.endsWith(hash))
    if (object !== undefined && bytes) s3.objects.set(object, { bytes, at: new Date() })
    else if (object !== undefined) s3.objects.delete(object)
    const path = join(source(name).files.folder, hash.slice(0, 2), hash.slice(2, 4), hash)
    if (existsSync(path) && bytes) writeFileSync(path, bytes)
    else rmSync(path, { force: true })
  }
  const tried = () => backup(w.database.connection, contentsOf(source(name)), into(name), quiet)

  it('that was changed where it lies stops the backup, and is named by its hash; nothing is left', async () => {
    const bytes = Buffer.from(kept.get(first()) ?? Buffer.alloc(0))
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(20) ^ 1, 20)
    write(first(), changed) // the same length: only the bytes tell
    await expect(tried()).rejects.toThrow(first())
    expect(readdirSync(folder).filter(entry => entry.startsWith(`backup-${name}`))).toEqual([])
    write(first(), bytes)
    await expect(tried()).resolves.toBeDefined()
    rmSync(into(name), { recursive: true })
  })

  it('that is gone stops the backup, and is named by its hash', async () => {
    write(first(), undefined)
    await expect(tried()).rejects.toThrow(first())
    expect(existsSync(into(name))).toBe(false)
  })
})

it('a backup whose stored file was changed is refused with its hash, and leaves the place empty', async () => {
  await forget()
  const config = inFolder('changed')
  const kept = await publishedIn(config)
  await backup(w.database.connection, contentsOf(config), into('changed'), quiet)
  const hash = [...kept.keys()][0] ?? ''
  writeFileSync(join(into('changed'), 'files', hash.slice(0, 2), hash), 'changed')
  const where = await emptyDatabase()
  await expect(putBack(inFolder('changed-to'), into('changed'), where)).rejects.toThrow(hash)
  const client = new pg.Client(connectionOf(where))
  await client.connect()
  const { rows } = await client.query(`select count(*)::int as n from pg_tables where schemaname = 'kernel'`)
  await client.end()
  expect(rows).toEqual([{ n: 0 }])
}, 60_000)
