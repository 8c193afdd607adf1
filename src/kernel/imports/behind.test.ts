import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import type { JobHouse } from '../jobs/job.ts'
import type { Actor } from '../org/actor.ts'
import type { RefusalKind } from '../refusal.ts'
import type { Run } from '../work.ts'
import { cancelWork, fetchPasswords, keepSheet, readSheetJob, startTaking, takeInJob } from './behind.ts'
import { dropImport, receiveSheet, takeIn } from './import.ts'
import { headingOf, type ImportKind, sheetColumns } from './kinds.ts'
import { csvOf } from './write.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const refusal = (kind: RefusalKind) => expect.objectContaining({ name: 'Refusal', kind })
type Cells = Readonly<Record<string, string>>
const item = (title: string, changes: Cells = {}): Cells => ({
  unit: 'test-city.education',
  column: 'test-news',
  title,
  body: '各学校：请做好准备。',
  genre: '通知',
  theme: '11',
  category: '15',
  openness: '管理公开',
  formed_on: '2018-07-01',
  published_on: '2018-07-02',
  source: '测试市教育局',
  ...changes,
})
const csv = (kind: ImportKind, rows: readonly Cells[]) =>
  csvOf([sheetColumns[kind].map(headingOf), ...rows.map(cells => sheetColumns[kind].map(({ name }) => cells[name] ?? ''))])
const many = (name: string, count: number, changes: (n: number) => Cells = () => ({})) =>
  Array.from({ length: count }, (_none, n) => item(`${name}${n}`, changes(n)))

const keep = (kind: ImportKind, content: string, as: Actor) =>
  w.run(as, keepSheet, { kind, file_name: 'sheet.csv', file_hash: Buffer.alloc(32, content.length % 251), content: Buffer.from(content) })
const row = (id: number) => w.db.selectFrom('kernel.imports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const count = async (table: 'kernel.publications' | 'kernel.import_rows' | 'kernel.import_sheets' | 'kernel.people') =>
  (
    await w.db
      .selectFrom(table)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
const house = (): JobHouse => ({
  ...w.house,
  db: w.database.db,
  readonly: w.database.readonly,
  clock: w.clock.now,
  keys: w.keys,
  random: bytes => Buffer.alloc(bytes, 7),
})

/** Sends in parts, as a browser does. */
async function send(kind: ImportKind, content: string, as: Actor, form_id?: string): Promise<Response> {
  const form: Record<string, string | File> = form_id === undefined ? {} : { form_id }
  return await w.upload(`/desk/${kind}/imports`, { ...form, file: new File([content], 'sheet.csv') }, { as })
}
const locationOf = (answer: Response) => answer.headers.get('location') ?? ''

describe('a sheet of ten thousand rows', () => {
  it('is read behind the page, which says how far it is; ten faulty rows are named, and the rest is taken in', async () => {
    const bad = new Set([3, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9999])
    const content = csv(
      'publications',
      many('万行', 10_000, (n): Cells => (bad.has(n) ? { column: 'no-such-column' } : {})),
    )
    const place = locationOf(await send('publications', content, w.cast.zhou))
    const page = async () => (await w.get(place, { as: w.cast.zhou })).text()
    const before = await page()
    expect(before).toContain('正在读取、检查表格')
    expect(before).toContain('<noscript><meta http-equiv="refresh" content="3"')
    expect(before).toMatch(/<progress[^>]*>/)
    expect(before).not.toContain('全部导入')
    await w.drain()
    const after = await page()
    expect(after).toContain('其中 10 行有错误')
    expect(after).not.toContain('http-equiv="refresh"')
    for (const n of bad) expect(after).toMatch(new RegExp(`>${n + 2}<`)) // the line on which a person finds it
    const id = Number(place.split('/').at(-1))
    expect(await row(id)).toMatchObject({ work: null, row_count: 10_000, fault_count: 10 })
    expect(await count('kernel.import_sheets')).toBe(0)

    const published = await count('kernel.publications')
    expect(locationOf(await w.post(`${place}/admissions`, { which: 'good' }, { as: w.cast.zhou }))).toBe(place)
    expect(await page()).toContain('正在导入')
    expect(await count('kernel.publications')).toBe(published)
    await w.drain()
    expect(await page()).toContain('已导入 9990 行')
    expect(await count('kernel.publications')).toBe(published + 9990)
    const numbers = await w.db
      .selectFrom('kernel.publications')
      .select('index_number')
      .where('title', 'like', '万行%')
      .orderBy('id')
      .execute()
    const last = numbers.map(({ index_number }) => Number(index_number.split('-').at(-1)))
    expect(last).toEqual(last.map((_n, at) => (last[0] ?? 0) + at)) // without gaps, over all slices
  })
})

describe('a sheet behind the page', () => {
  it('that is cut off leaves nothing, and is done again', async () => {
    const id = await keep('publications', csv('publications', many('断', 1200)), w.cast.zhou)
    const before = await count('kernel.import_rows')
    await expect(readSheetJob.perform(whenTold(7, cut('kernel.import_rows')), { id })).rejects.toThrow()
    expect(await row(id)).toMatchObject({ work: 'reading', row_count: 0 })
    expect(await count('kernel.import_rows')).toBe(before)
    await readSheetJob.perform(house(), { id })
    expect(await row(id)).toMatchObject({ work: null, row_count: 1200, fault_count: 0 })

    const published = await count('kernel.publications')
    await w.run(w.cast.zhou, startTaking, { id, only_good: false })
    await expect(takeInJob.perform(whenTold(8, cut('kernel.publications')), { id })).rejects.toThrow()
    expect(await count('kernel.publications')).toBe(published)
    expect(await row(id)).toMatchObject({ work: 'taking', taken_at: null })
    await takeInJob.perform(house(), { id })
    expect(await count('kernel.publications')).toBe(published + 1200)
    await takeInJob.perform(house(), { id }) // delivered twice: done once
    expect(await count('kernel.publications')).toBe(published + 1200)
    await w.drain()
  })

  it('is given up while it is read, and while it is taken in: nothing of it stays', async () => {
    const id = await keep('publications', csv('publications', many('弃', 1200)), w.cast.zhou)
    const rows = await count('kernel.import_rows')
    await readSheetJob.perform(
      whenTold(2, () => w.run(w.cast.zhou, cancelWork, id)),
      { id },
    )
    expect(await row(id)).toMatchObject({ work: null, dropped_at: expect.any(String), row_count: 0 })
    expect([await count('kernel.import_rows'), await count('kernel.import_sheets')]).toEqual([rows, 0])
    await expect(w.run(w.cast.zhou, cancelWork, id)).rejects.toEqual(refusal('conflict'))

    const other = await keep('publications', csv('publications', many('留', 1200)), w.cast.zhou)
    await readSheetJob.perform(house(), { id: other })
    const published = await count('kernel.publications')
    await w.run(w.cast.zhou, startTaking, { id: other, only_good: false })
    await takeInJob.perform(
      whenTold(8, () => w.run(w.cast.zhou, cancelWork, other)),
      { id: other },
    )
    expect(await row(other)).toMatchObject({ work: null, taken_at: null, dropped_at: null })
    expect(await count('kernel.publications')).toBe(published)
    await w.run(w.cast.zhou, dropImport, other)
    await w.drain()
  })

  it('while it goes on is neither taken in twice nor dropped, nor anybody else’s to stop', async () => {
    const id = await keep('publications', csv('publications', many('忙', 600)), w.cast.zhou)
    await expect(w.run(w.cast.zhou, takeIn, { id, only_good: false })).rejects.toEqual(refusal('conflict'))
    await expect(w.run(w.cast.zhou, startTaking, { id, only_good: false })).rejects.toEqual(refusal('conflict'))
    await expect(w.run(w.cast.zhou, dropImport, id)).rejects.toEqual(refusal('conflict'))
    await expect(w.run(w.cast.li, cancelWork, id)).rejects.toEqual(refusal('not_found'))
    await w.drain()
    await w.run(w.cast.zhou, startTaking, { id, only_good: false })
    await w.run(w.cast.zhou, startTaking, { id, only_good: false }) // the button twice: one job
    await expect(w.run(w.cast.zhou, startTaking, { id, only_good: true })).rejects.toEqual(refusal('conflict'))
    expect(await w.drain()).toBe(1)
    await expect(w.run(w.cast.zhou, startTaking, { id, only_good: false })).rejects.toEqual(refusal('conflict'))
  })

  it('that is no sheet says so on its page, and is over', async () => {
    const words: readonly (readonly [string, string])[] = [
      [`${'x,'.repeat(100)}\n`.repeat(1200), '表格过大'],
      [`名称\n${'甲\n'.repeat(80_000)}`, '表格过大'],
      [`名称\n${`${'甲'.repeat(100)}\n`.repeat(1200)}`, '缺少这些列'],
    ]
    for (const [content, said] of words) {
      const place = locationOf(await send('publications', content, w.cast.zhou))
      await w.drain()
      const page = await (await w.get(place, { as: w.cast.zhou })).text()
      expect(page).toContain(said)
      expect(await row(Number(place.split('/').at(-1)))).toMatchObject({ work: null, dropped_at: expect.any(String) })
    }
  })

  it('is read with the rights that its sender has then', async () => {
    const id = await keep('publications', csv('publications', many('权', 600)), w.cast.zhou)
    const grants = w.db.updateTable('kernel.grants').where('person_id', '=', w.cast.zhou.person_id)
    await grants.set({ valid_to: '2001-01-01' }).execute()
    await w.drain()
    expect(await row(id)).toMatchObject({ fault_count: 600 }) // no unit is theirs
    await grants.set({ valid_to: null }).execute()
    const closed = await keep('publications', csv('publications', many('停', 600)), w.cast.zhou)
    const account = w.db.updateTable('kernel.accounts').where('person_id', '=', w.cast.zhou.person_id)
    await account.set({ disabled_on: '2020-01-01' }).execute()
    await w.drain()
    expect(await row(closed)).toMatchObject({ work: null, fault_count: 600 })
    await account.set({ disabled_on: null }).execute()
  })

  it('keeps the faults of a city that changed meanwhile, and takes nothing', async () => {
    const rows = many('变', 600)
    const [id, twin] = [
      await keep('publications', csv('publications', rows), w.cast.zhou),
      await keep('publications', csv('publications', rows.slice(0, 550)), w.cast.zhou),
    ]
    await w.drain()
    for (const one of [id, twin]) await w.run(w.cast.zhou, startTaking, { id: one, only_good: false })
    await w.drain()
    const both = [await row(id), await row(twin)]
    expect(both.filter(({ taken_at }) => taken_at !== null)).toHaveLength(1)
    const late = both.find(({ taken_at }) => taken_at === null)
    expect(late?.fault_count).toBe(550)
    expect(await (await w.get(`/desk/publications/imports/${late?.id}`, { as: w.cast.zhou })).text()).toContain('情况有了变化')
  })
})

describe('a form sent twice', () => {
  it.each([
    ['small', 3],
    ['large', 1200],
  ])('with a %s sheet is one import', async (_what, rows) => {
    const form_id = crypto.randomUUID()
    const content = csv('publications', many(`双${rows}`, rows))
    const both = await Promise.all([
      send('publications', content, w.cast.zhou, form_id),
      send('publications', content, w.cast.zhou, form_id),
    ])
    expect(locationOf(both[0])).toMatch(/imports\/\d+$/)
    expect(locationOf(both[1])).toBe(locationOf(both[0]))
    const other = await send('publications', csv('publications', many('别的', 3)), w.cast.zhou, form_id)
    expect(other.status).toBe(409) // the same form with another file is told so
    await w.drain()
  })
})

describe('people behind the page', () => {
  it('have their one-time passwords fetched once, sealed until then', async () => {
    const people = Array.from({ length: 30 }, (_none, n) => ({
      name: `吕某${n}`,
      unit: 'test-city.education',
      post: '信息员',
      sign_in_name: `lv${n}`,
    }))
    const place = locationOf(await send('people', csv('people', people), w.cast.system))
    const at = { as: w.cast.system }
    await w.post(`${place}/admissions`, { which: 'all' }, at)
    await w.drain()
    const id = Number(place.split('/').at(-1))
    const kept = (await row(id)).sealed_passwords
    expect(await (await w.get(place, at)).text()).toContain('下载一次性密码')
    expect((await w.post(`${place}/passwords`, {}, { as: w.cast.security })).status).toBe(403)
    const given = await w.post(`${place}/passwords`, {}, at)
    const sheet = await readSheet(Buffer.from(await given.arrayBuffer()))
    expect(sheet).toHaveLength(31)
    const password = String(sheet[1]?.[2])
    expect(kept?.toString('latin1')).not.toContain(password)
    expect(await (await w.post('/desk/sign-in', { sign_in_name: 'lv0', password })).headers.get('location')).toContain(
      '/desk/sign-in/passwords',
    )
    expect((await w.post(`${place}/passwords`, {}, at)).status).toBe(404)
    await expect(w.run(w.cast.system, fetchPasswords, id)).rejects.toEqual(refusal('not_found'))
    expect((await row(id)).sealed_passwords).toBeNull()
  })
})

describe('the stream of a page that waits', () => {
  it('tells how far it is, and that it is over; another’s does not exist', async () => {
    const id = await keep('publications', csv('publications', many('流', 600)), w.cast.zhou)
    const stream = { accept: 'text/event-stream' }
    const path = `/desk/publications/imports/${id}/progress`
    expect((await w.get(path, { as: w.cast.zhou })).status).toBe(404) // no page for people
    expect((await w.get(path, { as: w.cast.wu, headers: stream })).status).toBe(403)
    await w.db.updateTable('kernel.imports').set({ done_count: 150, of_count: 600 }).where('id', '=', id).execute()
    const answer = await w.get(path, { as: w.cast.zhou, headers: stream })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const text = answer.text()
    await new Promise(resolve => setTimeout(resolve, 100))
    await w.drain()
    expect(await text).toMatch(/event: progress\ndata: \{"done":150,"of":600,"words":"已完成 25%"\}[\s\S]*event: done/)
  })

  it('a sheet that nobody sent has none', async () => {
    const headers = { accept: 'text/event-stream' }
    expect((await w.get('/desk/publications/imports/999999/progress', { as: w.cast.zhou, headers })).status).toBe(404)
  })
})

it('small sheets are still read while their sender waits', async () => {
  const id = await w.run(w.cast.zhou, receiveSheet, {
    ...{ kind: 'publications', file_name: 'x', file_hash: Buffer.alloc(32) },
    sheet: {
      header: sheetColumns.publications.map(headingOf),
      rows: [{ line: 2, cells: sheetColumns.publications.map(({ name }) => item('快')[name] ?? '') }],
    },
  })
  expect(await row(id)).toMatchObject({ work: null, row_count: 1, fault_count: 0 })
})

/** A house that does something first when the work tells for the nth time how far it is. */
function whenTold(times: number, act: () => Promise<unknown>): JobHouse {
  let told = 0
  const run: Run = async (actor, command, input, once) => {
    if (command.name === 'noteProgress') {
      told += 1
      if (told === times) await act()
    }
    return await w.run(actor, command, input, once)
  }
  let asked = 0
  const clock = () => {
    asked += 1
    return w.clock.now().add({ seconds: asked }) // each time is told
  }
  return { ...house(), run, clock }
}

/** Ends the connection on which this table is being written, as a crash does. */
const cut = (table: string) => () =>
  sql`select pg_terminate_backend(l.pid) from pg_locks l where l.relation = ${table}::regclass and l.pid <> pg_backend_pid()
    and l.mode = 'RowExclusiveLock' and l.database = (select oid from pg_database where datname = current_database())`.execute(w.db)
