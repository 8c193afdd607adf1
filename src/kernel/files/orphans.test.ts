import { createHash } from 'node:crypto'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { theHouse } from '../org/actor.ts'
import { publish } from '../publications/publish.ts'
import { type Arrived, takeIn } from './arrive.ts'
import { attachmentsOf } from './attachments.ts'
import { clearOrphans } from './orphans.ts'
import { textOfFile } from './remember-text.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const house = () => ({ files: w.files, run: w.run, read: w.read })
const clear = () => clearOrphans(house(), theHouse)
const come = (content: string): Promise<Arrived> =>
  takeIn(house(), w.cast.li, { name: 'a.txt', content: Readable.from([Buffer.from(content)]) })
const age = (sha256: string, hours: number) =>
  w.db
    .updateTable('kernel.files')
    .set({ seen_at: sql`now() - make_interval(hours => ${hours})` })
    .where('sha256', '=', sha256)
    .execute()

async function attached(file: Arrived): Promise<number> {
  const { id } = await w.run(w.cast.sun, publish, someItem(w.cast))
  await w.db.insertInto('kernel.attachments').values({ publication_id: id, sha256: file.sha256, name: file.name, position: 1 }).execute()
  return id
}

describe('contents that nobody refers to', () => {
  it('go a day after they came, with their row and words', async () => {
    const file = await come('nobody wants me')
    await w.db.insertInto('kernel.file_texts').values({ sha256: file.sha256, status: 'extracted', text: 'nobody' }).execute()
    await age(file.sha256, 23)
    expect((await clear()).removed).toBe(0)
    await age(file.sha256, 25)
    expect((await clear()).removed).toBe(1)
    expect(await w.files.store.has(file.sha256)).toBe(false)
    expect(await w.read(theHouse, textOfFile, file.sha256)).toBeUndefined()
  })

  it('stay while an attachment refers to them, also one that is no longer public', async () => {
    const file = await come('I am attached')
    const publication_id = await attached(file)
    await age(file.sha256, 100)
    expect((await clear()).removed).toBe(0)
    await w.db.updateTable('kernel.attachments').set({ removed_at: sql`now()` }).where('publication_id', '=', publication_id).execute()
    expect((await clear()).removed).toBe(0)
    expect(await w.read(theHouse, attachmentsOf, { publication_id })).toEqual([])
    expect(await w.files.store.has(file.sha256)).toBe(true)
  })

  it('get a day more when somebody brings them again', async () => {
    const file = await come('here I come again')
    await age(file.sha256, 30)
    await come('here I come again')
    expect((await clear()).removed).toBe(0)
    expect(await w.files.store.has(file.sha256)).toBe(true)
  })

  it('are never missing for who brings them while they are being removed', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { sha256 } = await come('now and again')
      await age(sha256, 30)
      const [again] = await Promise.all([come('now and again'), clear()])
      expect(again.sha256).toBe(sha256)
      expect(await w.files.store.has(sha256)).toBe(true)
      expect(await w.db.selectFrom('kernel.files').select('sha256').where('sha256', '=', sha256).execute()).toHaveLength(1)
    }
  })

  it('and that no row knows get a row first, and go a day later', async () => {
    const bytes = Buffer.from('left by a restored database')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await w.files.store.put(sha256, Readable.from([bytes]))
    expect(await clear()).toMatchObject({ removed: 0, adopted: 1 })
    await age(sha256, 25)
    expect(await clear()).toMatchObject({ removed: 1, adopted: 0 })
    expect(await w.files.store.has(sha256)).toBe(false)
  })
})

it('what broken uploads left among the arrivals goes after a day', async () => {
  const [old, young] = [join(w.files.incoming, 'old'), join(w.files.incoming, 'young')]
  await writeFile(old, 'x')
  await writeFile(young, 'x')
  const yesterday = Date.now() / 1000 - 25 * 3600
  await utimes(old, yesterday, yesterday)
  expect((await clear()).incoming).toBe(1)
  expect(await readdir(w.files.incoming)).toEqual(['young'])
})
