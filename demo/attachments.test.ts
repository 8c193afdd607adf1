import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobQueue } from '../src/jobs.ts'
import { cloneDatabase } from '../test/database.ts'
import { type TestFiles, testFiles } from '../test/files.ts'
import { loadDemo } from './load.ts'

type Clone = Awaited<ReturnType<typeof cloneDatabase>>
const clones: Clone[] = []
const places: TestFiles[] = []
afterAll(async () => {
  for (const clone of clones) await clone.drop()
  for (const place of places) await place.drop()
})

async function loaded(): Promise<{ database: Clone; files: TestFiles }> {
  const [database, files] = [await cloneDatabase(), await testFiles()]
  clones.push(database)
  places.push(files)
  const { enqueue } = jobQueue(database.db)
  const outside = { clock: () => Temporal.Now.instant(), random: (bytes: number) => randomBytes(bytes), enqueue, files }
  for await (const step of loadDemo(database, { demoSeed: 7, demoScale: 0.004, demoToday: '2026-10-15' }, outside)) void step
  return { database, files }
}
const attachmentsIn = ({ db }: Clone) =>
  db
    .selectFrom('kernel.attachments as a')
    .innerJoin('kernel.publications as p', 'p.id', 'a.publication_id')
    .select(['p.title', 'a.name', 'a.sha256', 'a.position'])
    .orderBy('p.id')
    .orderBy('a.position')
    .execute()

let first: Awaited<ReturnType<typeof loaded>>
beforeAll(async () => {
  first = await loaded()
})

it('some items of the demo city have attachments of the usual kinds, whose contents are stored', async () => {
  const rows = await attachmentsIn(first.database)
  expect(new Set(rows.map(({ title }) => title)).size).toBe(4)
  expect(new Set(rows.map(({ name }) => name.split('.').at(-1)))).toEqual(new Set(['xlsx', 'txt', 'docx', 'pdf']))
  for (const { sha256 } of rows) expect(await first.files.store.has(sha256)).toBe(true)
})

it('each went through the hands of three people of the office', async () => {
  const events = await first.database.db
    .selectFrom('kernel.case_events as e')
    .innerJoin('kernel.publications as p', 'p.case_id', 'e.case_id')
    .select(['e.step', 'e.person_id', 'p.id'])
    .where('p.id', 'in', eb =>
      eb.selectFrom('kernel.attachments').select('publication_id').where('publication_id', 'is not', null).$castTo<number>(),
    )
    .execute()
  for (const people of Map.groupBy(events, ({ id }) => id).values()) expect(new Set(people.map(({ person_id }) => person_id)).size).toBe(3)
})

it('are the same in every city of the same seed, scale and day', async () => {
  const second = await loaded()
  expect(await attachmentsIn(second.database)).toEqual(await attachmentsIn(first.database))
})
