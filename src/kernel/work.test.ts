import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { publicChangeChannel, type Work } from './work.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const addPerson = async (work: Work, name: string) => {
  const { id } = await work.tx.insertInto('kernel.people').values({ name }).returning('id').executeTakeFirstOrThrow()
  return id
}
const peopleCalled = async (name: string) => (await w.db.selectFrom('kernel.people').select('id').where('name', '=', name).execute()).length

describe('a command', () => {
  it('is one transaction: what throws leaves nothing', async () => {
    const failing = w.run(
      w.cast.li,
      async (work: Work) => {
        await addPerson(work, '半途某')
        throw new Error('halfway')
      },
      null,
    )
    await expect(failing).rejects.toThrow('halfway')
    expect(await peopleCalled('半途某')).toBe(0)
  })

  it('sent twice as the same form gives the first result and runs once', async () => {
    const once = { formId: randomUUID() }
    const first = await w.run(w.cast.li, addPerson, '一次某', once)
    const second = await w.run(w.cast.li, addPerson, '一次某', once)
    expect(second).toBe(first)
    expect(await peopleCalled('一次某')).toBe(1)
  })

  it('sent twice at the same moment also runs once', async () => {
    const once = { formId: randomUUID() }
    const results = await Promise.all(Array.from({ length: 8 }, () => w.run(w.cast.li, addPerson, '同时某', once)))
    expect(new Set(results).size).toBe(1)
    expect(await peopleCalled('同时某')).toBe(1)
  })

  it('that failed may be sent again: its receipt went with it', async () => {
    const once = { formId: randomUUID() }
    let broken = true
    const flaky = async (work: Work, name: string) => {
      if (broken) throw new Error('not now')
      return await addPerson(work, name)
    }
    await expect(w.run(w.cast.li, flaky, '再来某', once)).rejects.toThrow('not now')
    broken = false
    expect(await w.run(w.cast.li, flaky, '再来某', once)).toBeTypeOf('number')
  })

  it('one person’s form id gives another person nothing', async () => {
    const once = { formId: randomUUID() }
    await w.run(w.cast.li, addPerson, '甲某', once)
    await expect(w.run(w.cast.wu, addPerson, '乙某', once)).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('tells every process that the public pages changed, at commit', async () => {
    const ears = new pg.Client(w.database.connection)
    await ears.connect()
    await ears.query(`listen ${publicChangeChannel}`)
    const heard = new Promise(resolve => ears.once('notification', resolve))
    await w.run(w.cast.li, async (work: Work) => work.publicChanged(), null)
    await heard
    await ears.end()
  })
})

describe('a query', () => {
  it('cannot write: PostgreSQL itself refuses, also behind a with', async () => {
    const writing = w.read(
      w.cast.li,
      async look => {
        const db = look.db
        await db
          .with('made', write => write.insertInto('kernel.people').values({ name: '偷写某' }).returning('id'))
          .selectFrom('made')
          .selectAll()
          .execute()
      },
      null,
    )
    await expect(writing).rejects.toThrow(/read-only transaction/)
    expect(await peopleCalled('偷写某')).toBe(0)
  })
})

describe('a command that counts', () => {
  it('sees one moment: what others record meanwhile does not come between its counts', async () => {
    const countTwice = async (work: Work) => {
      const count = async () =>
        (
          await work.tx
            .selectFrom('kernel.people')
            .select(eb => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n
      const first = await count()
      await w.db.insertInto('kernel.people').values({ name: '插队某' }).execute()
      return [first, await count()]
    }
    const [first, second] = await w.run(w.cast.li, Object.assign(countTwice, { isolation: 'repeatable read' as const }), null)
    expect(second).toBe(first)
  })
})
