import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { publish, publishMany } from './publish.ts'
import { amend, withdraw } from './withdraw.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const versionOf = (id: number) =>
  w.db.selectFrom('kernel.publication_versions').selectAll().where('publication_id', '=', id).orderBy('version').execute()

describe('publishing', () => {
  it('numbers items per unit and year without gaps, in the order given', async () => {
    const items = [
      someItem(w.cast),
      someItem(w.cast, { unit_id: w.cast.county.id }),
      someItem(w.cast),
      someItem(w.cast, { published_on: '2017-05-04', formed_on: '2017-05-02' }),
    ]
    const numbers = (await w.run(w.cast.public, publishMany, items)).map(row => row.index_number)
    expect(numbers).toEqual(['TEST00002/2018-00001', 'TEST00003/2018-00001', 'TEST00002/2018-00002', 'TEST00002/2017-00001'])
    const next = await w.run(w.cast.public, publish, someItem(w.cast))
    expect(next.index_number).toBe('TEST00002/2018-00003')
  })

  it('gives a number back when the command fails: the next item takes it', async () => {
    const before = await w.run(w.cast.public, publish, someItem(w.cast))
    const failing = w.run(w.cast.public, publishMany, [someItem(w.cast), someItem(w.cast, { title: '' })])
    await expect(failing).rejects.toThrow(/check constraint/)
    const after = await w.run(w.cast.public, publish, someItem(w.cast))
    expect(serial(after.index_number)).toBe(serial(before.index_number) + 1)
  })

  it('never gives one number twice, however many publish at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 12 }, () => w.run(w.cast.public, publishMany, [someItem(w.cast), someItem(w.cast)])),
    )
    const numbers = results.flat().map(row => row.index_number)
    expect(new Set(numbers).size).toBe(24)
  })

  it('keeps the first version with the hash of exactly its title and text', async () => {
    const item = someItem(w.cast)
    const { id } = await w.run(w.cast.public, publish, item)
    const [version] = await versionOf(id)
    expect(version?.content_hash.toString('hex')).toBe(createHash('sha256').update(`${item.title}\n${item.body_html}`).digest('hex'))
  })

  it('records each delivery with the channel of its outlet and the unit of its item', async () => {
    const deliveries = [
      { outlet_id: w.cast.portal.id, delivered_on: '2018-12-28', proof: '/articles/1' },
      { outlet_id: w.cast.wechat.id, delivered_on: '2018-12-29', proof: '推文编号 1' },
    ]
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast, { deliveries }))
    const rows = await w.db
      .selectFrom('kernel.deliveries')
      .select(['channel', 'unit_id', 'delivered_on'])
      .where('publication_id', '=', id)
      .orderBy('id')
      .execute()
    expect(rows).toEqual([
      { channel: 'website', unit_id: w.cast.education.id, delivered_on: '2018-12-28' },
      { channel: 'wechat', unit_id: w.cast.education.id, delivered_on: '2018-12-29' },
    ])
  })

  it.each([
    ['in the future', { formed_on: '2999-01-01', published_on: '2999-01-01' }],
    ['before it was formed', { formed_on: '2018-12-29' }],
    ['with a malformed document number', { document_number: '金政办发[2018]50号' }],
    ['in a category that the law does not have', { category: 16 }],
  ])('the database itself refuses an item published %s', async (_what, changes) => {
    await expect(w.run(w.cast.public, publish, someItem(w.cast, changes))).rejects.toThrow(/check constraint/)
  })

  it('two times on every fact: the recorded instant is the database’s, whatever the legal day', async () => {
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast))
    const row = await w.db
      .selectFrom('kernel.publications')
      .select(['published_on', sql<number>`extract(epoch from clock_timestamp() - recorded_at)`.as('age_s')])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.published_on).toBe('2018-12-28')
    expect(Number(row.age_s)).toBeLessThan(60)
  })
})

const serial = (index_number: string) => Number(index_number.split('-').at(-1))

describe('the recorded instant', () => {
  it('cannot be chosen nor changed, by any statement', async () => {
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast))
    await w.db.updateTable('kernel.publications').set({ recorded_at: '2018-12-28T09:30:00Z' }).where('id', '=', id).execute()
    const forged = await w.db
      .insertInto('kernel.log')
      .values({ act: 'forge', subject: 'test:1', recorded_at: '2018-12-28T09:30:00Z' })
      .returning('recorded_at')
      .executeTakeFirstOrThrow()
    const row = await w.db.selectFrom('kernel.publications').select('recorded_at').where('id', '=', id).executeTakeFirstOrThrow()
    for (const at of [row.recorded_at, forged.recorded_at]) expect(Date.now() - Date.parse(at)).toBeLessThan(60_000)
  })
})

describe('amending and withdrawing', () => {
  it('an amendment is a new version with its reason; the old one stays', async () => {
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast))
    await w.run(w.cast.zhou, amend, {
      publication_id: id,
      title: '关于开学准备工作的补充通知',
      body_html: '<p>新正文</p>',
      reason: '日期有误',
    })
    const versions = await versionOf(id)
    expect(versions.map(row => [row.version, row.title, row.reason])).toEqual([
      [1, '关于开学准备工作的通知', ''],
      [2, '关于开学准备工作的补充通知', '日期有误'],
    ])
  })

  it('a withdrawal happens once, and ends amending; its deliveries stay counted', async () => {
    const deliveries = [{ outlet_id: w.cast.portal.id, delivered_on: '2018-12-28', proof: '/' }]
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast, { deliveries }))
    const input = { publication_id: id, kind: 'privacy' as const, reason: '未隐去个人信息' }
    await w.run(w.cast.zhou, withdraw, input)
    await expect(w.run(w.cast.zhou, withdraw, input)).rejects.toMatchObject({ kind: 'conflict' })
    const late = w.run(w.cast.zhou, amend, { publication_id: id, title: '标题', body_html: '<p>文</p>', reason: '更正' })
    await expect(late).rejects.toMatchObject({ kind: 'conflict' })
    const left = await w.db.selectFrom('kernel.deliveries').select('id').where('publication_id', '=', id).execute()
    expect(left).toHaveLength(1)
  })
})
