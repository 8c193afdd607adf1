import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { thePublic } from '../org/actor.ts'
import { type NewPublication, publish, publishMany } from '../publications/publish.ts'
import { amend, withdraw } from '../publications/withdraw.ts'
import { answer } from './answer.ts'
import { filling, indexAttachmentText } from './fill.ts'
import { fillSearch, recount } from './jobs.ts'
import { readQuery } from './query.ts'
import { marked } from './snippet.ts'
import { suggestions } from './suggest.ts'
import { fillAll, find, findAll, jobHouseOf } from './world.fixture.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const put = async (changes: Partial<NewPublication>): Promise<number> => (await w.run(w.cast.public, publish, someItem(w.cast, changes))).id
const idsOf = async (typed: string, asked = {}): Promise<number[]> => (await find(w, typed, asked)).hits.map(hit => hit.id)

describe('what is open to all, and nothing else, is found', () => {
  it('at once when it is published, and by its new text when it is amended', async () => {
    const id = await put({ title: '关于琥珀工程的通知', body_html: '<p>琥珀甲乙</p>' })
    expect(await idsOf('琥珀工程')).toEqual([id])
    await w.run(w.cast.zhou, amend, { publication_id: id, title: '关于翡翠工程的通知', body_html: '<p>丙丁</p>', reason: '更名' })
    expect(await idsOf('琥珀')).toEqual([])
    expect(await idsOf('翡翠工程')).toEqual([id])
  })

  it('no longer in the transaction in which it is withdrawn', async () => {
    const id = await put({ title: '关于珊瑚调查的通知', keywords: ['珊瑚调查'] })
    expect(await idsOf('珊瑚')).toEqual([id])
    const within = w.run(
      w.cast.zhou,
      async (work, input: { publication_id: number; kind: 'privacy'; reason: string }) => {
        await withdraw(work, input)
        const left = await work.tx.selectFrom('kernel.search_documents').select('publication_id').where('publication_id', '=', id).execute()
        expect(left).toEqual([])
      },
      { publication_id: id, kind: 'privacy', reason: '未隐去个人信息' },
    )
    await within
    expect(await find(w, '珊瑚')).toMatchObject({ total: 0, exact: true, hits: [] })
    expect(await w.read(thePublic, suggestions, '珊瑚')).toEqual([])
  })

  it.each([
    ['of a group', { audience: 'group' }],
    ['on request', { disclosure_mode: 'on_request' }],
    ['not disclosed', { disclosure_mode: 'none' }],
    ['withdrawn by any statement', { withdrawn_on: '2018-12-30' }],
  ] as const)('not what is %s: not found, counted, suggested nor in a facet, also when bulks are indexed behind', async (what, change) => {
    const number = `测发〔2018〕${500 + what.length}号`
    const open = await put({ title: '玛瑙事项公告', genre: '公告', keywords: ['玛瑙事项'] })
    const hidden = await put({
      title: '玛瑙事项纪要',
      genre: '纪要',
      keywords: ['玛瑙事项秘密'],
      published_on: '2016-05-04',
      formed_on: '2016-05-04',
      document_number: number,
    })
    await w.db.updateTable('kernel.publications').set(change).where('id', '=', hidden).execute()
    await w.db
      .insertInto('kernel.search_pending')
      .values({ publication_id: hidden })
      .onConflict(c => c.doNothing())
      .execute()
    await fillAll(w)
    await recount(jobHouseOf(w))
    await fillAll(w)
    const results = await find(w, '玛瑙事项')
    expect(results).toMatchObject({ total: 1, exact: true })
    expect(results.hits.map(hit => hit.id)).toEqual([open])
    expect(results.facets?.genres).toEqual([{ value: '公告', documents: 1 }])
    expect(results.facets?.years.map(one => one.value)).toEqual([2018])
    expect(await find(w, number)).toMatchObject({ total: 0, hits: [] })
    expect(await w.read(thePublic, suggestions, '玛瑙')).toEqual(['玛瑙事项', '玛瑙事项公告'])
    await w.db
      .updateTable('kernel.publications')
      .set({ withdrawn_on: '2018-12-31', document_number: null })
      .where('id', 'in', [open, hidden])
      .execute()
  })

  it('comes back when it is open again', async () => {
    const id = await put({ title: '水晶名录' })
    await w.db.updateTable('kernel.publications').set({ audience: 'group' }).where('id', '=', id).execute()
    await w.db.updateTable('kernel.publications').set({ audience: 'society' }).where('id', '=', id).execute()
    await fillAll(w)
    expect(await idsOf('水晶名录')).toEqual([id])
  })

  it('the text of attachments finds their item, until they are taken away', async () => {
    const id = await put({ title: '附表公布' })
    await w.run(w.cast.zhou, (work, text: string) => indexAttachmentText(work, id, text), '第一页\n孔雀石一号\0')
    const { hits } = await find(w, '孔雀石')
    expect(hits.map(hit => hit.id)).toEqual([id])
    expect(marked(hits[0]?.snippet ?? [])).toContain('<mark>孔雀石</mark>')
    await w.run(w.cast.zhou, (work, text: string) => indexAttachmentText(work, id, text), '')
    expect(await idsOf('孔雀石')).toEqual([])
  })
})

describe('the order of results', () => {
  it('the item whose document number is asked for first, however it is written; then titles; then texts; newest first in each', async () => {
    const text = await put({ title: '落实情况', body_html: '<p>根据测政发〔2018〕12号和锆石方案。</p>', published_on: '2018-12-28' })
    const title = await put({ title: '锆石方案', published_on: '2018-01-05', formed_on: '2018-01-05' })
    const newer = await put({ title: '锆石方案解读', published_on: '2018-02-05', formed_on: '2018-02-05' })
    const asked = await put({ title: '意见', document_number: '测政发〔2018〕12号', published_on: '2018-01-01', formed_on: '2018-01-01' })
    expect(await idsOf('锆石方案')).toEqual([newer, title, text])
    expect(await idsOf('锆石方案', { sort: 'date' })).toEqual([text, newer, title])
    for (const typed of [
      '测政发〔2018〕12号',
      '测政发[2018]12号',
      '测政发（2018）12号',
      '测政发【2018】12号',
      '测政发<2018>第12号',
      '测政发﹝2018﹞１２号',
    ])
      expect(await idsOf(typed), typed).toEqual([asked, text])
    const { index_number } = await w.db
      .selectFrom('kernel.publications')
      .select('index_number')
      .where('id', '=', title)
      .executeTakeFirstOrThrow()
    expect((await idsOf(index_number.toLowerCase()))[0]).toBe(title)
  })
})

describe('the language of queries', () => {
  it('words are all there, phrases stand together, -words are not there; width and case are one', async () => {
    const id = await put({ title: 'ＰＭ2.5 治理', body_html: '<p>白云石与<b>黑</b>曜石，Wi-Fi覆盖</p>' })
    const other = await put({ title: '其他治理', body_html: '<p>黑曜石与白云石</p>' })
    expect(await idsOf('白云石 黑曜石')).toEqual([other, id].toSorted((a, b) => b - a))
    expect(await idsOf('“白云石与黑曜石”')).toEqual([id])
    expect(await idsOf('《黑曜石与白云石》')).toEqual([other])
    expect(await idsOf('黑曜石　-wi-fi')).toEqual([other])
    for (const typed of ['pm2.5', 'ＰＭ２．５', 'WI-FI', 'ｗｉ－ｆｉ', 'i-F', '5'])
      expect(await idsOf(`${typed} 白云石`), typed).toEqual([id])
  })

  it.each(['', '   ', '"" 《》', '-', '--', '+ | & ! * ( )', '%_\\', '-只有排除', '\uFFFD\u0000', '\uD800', '"', '“'])(
    'what has no words finds nothing and is no error: %j',
    async typed => {
      expect(await find(w, typed)).toMatchObject({ total: 0, hits: [] })
    },
  )

  it('signs of patterns mean themselves', async () => {
    const id = await put({ title: '比例为50%_甲\\乙' })
    expect(await idsOf('"50%_甲\\乙"')).toEqual([id])
    expect(await idsOf('"50%甲"')).toEqual([])
  })

  it('a very long query is cut at a hundred characters', async () => {
    expect([...readQuery('字'.repeat(5000)).typed]).toHaveLength(100)
    expect(readQuery('字'.repeat(5000)).cut).toBe(true)
    expect(await find(w, '字'.repeat(5000))).toMatchObject({ total: 0 })
  })
})

describe('pages', () => {
  it('reach every match, in either order, past the thousand that are counted; facets narrow them', async () => {
    const items = Array.from({ length: 1_130 }, (_, i) =>
      someItem(w.cast, {
        title: i % 3 === 0 ? `萤石事项${i}` : `事项${i}`,
        body_html: '<p>萤石</p>',
        published_on: `201${7 + (i % 2)}-0${1 + (i % 9)}-11`,
        formed_on: '2017-01-01',
      }),
    )
    const published = await w.run(thePublic, publishMany, items)
    expect(await idsOf('萤石')).toEqual([]) // a bulk is indexed behind
    await fillAll(w)
    for (const counted of [false, true]) {
      if (counted) await recount(jobHouseOf(w)) // hints change the plan, never the answer
      expect(await find(w, '萤石')).toMatchObject({ total: 1000, exact: false, more: true })
      for (const sort of ['relevance', 'date'] as const) {
        const found = await findAll(w, '萤石', { sort })
        expect(new Set(found).size).toBe(1_130)
        expect(found).toHaveLength(1_130)
      }
      const titlesFirst = await findAll(w, '萤石')
      const inTitle = new Set(published.filter((_, i) => i % 3 === 0).map(({ id }) => id))
      expect(titlesFirst.slice(0, inTitle.size).every(id => inTitle.has(id))).toBe(true)
      expect(await find(w, '萤石', { narrowing: { year: 2017 } })).toMatchObject({ total: 565, exact: true })
      expect(await find(w, '萤石', { narrowing: { column_id: w.cast.column.id, unit_id: w.cast.county.id } })).toMatchObject({ total: 0 })
      expect((await find(w, '萤石', { page: 60 })).hits).toEqual([])
    }
  }, 120_000)
})

describe('when nothing matches', () => {
  const ask = (typed: string) => w.read(thePublic, answer, { query: readQuery(typed), narrowing: {}, sort: 'relevance', page: 1 })

  it('a sentence is cut into words, and that is said', async () => {
    const id = await put({ title: '社会保险缴费标准', body_html: '<p>灵活就业人员</p>' })
    const results = await ask('请问灵活就业人员怎么缴纳社会保险')
    expect(results.hits.map(hit => hit.id)).toContain(id)
    expect(results.instead).toContain('社会保险')
    expect((await ask('社会保险')).instead).toBeUndefined()
  })

  it('a word that looks like the mistyped one is offered, if it finds something', async () => {
    await put({ title: '教育局通知', keywords: ['教育局'] })
    await sql`delete from kernel.search_counted`.execute(w.db)
    await recount(jobHouseOf(w))
    await w.db.insertInto('kernel.search_words').values({ word: '教育巨', documents: 1 }).execute()
    expect((await ask('教育居')).alike).toEqual(['教育局'])
  })
})

describe('filling', () => {
  it('goes on where a crash cut it off: what was indexed is kept, what was not waits', async () => {
    const items = Array.from({ length: 450 }, (_, i) => someItem(w.cast, { title: `方解石${i}` }))
    await w.run(thePublic, publishMany, items)
    const house = jobHouseOf(w)
    let batches = 0
    const crashing: typeof house.run = async (...command) => {
      if (++batches === 2) throw new Error('cut off')
      return await house.run(...command)
    }
    await expect(fillSearch({ ...house, run: crashing })).rejects.toThrow('cut off')
    const { total } = await find(w, '方解石')
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(450)
    await fillAll(w)
    expect(await find(w, '方解石')).toMatchObject({ total: 450, exact: true })
    expect(await w.read(thePublic, filling, null)).toBeUndefined()
  })

  it('finds again what the index has lost, as after a restore, which brings none', async () => {
    const before = (await find(w, '方解石')).total
    for (const table of ['search_documents', 'search_slices', 'search_counted', 'search_pending'])
      await sql`delete from ${sql.table(`kernel.${table}`)}`.execute(w.db)
    expect((await find(w, '方解石')).total).toBe(0)
    await recount(jobHouseOf(w))
    await fillAll(w)
    expect((await find(w, '方解石')).total).toBe(before)
  })

  it('two that fill at once do not stand in each other’s way', async () => {
    await w.run(
      thePublic,
      publishMany,
      Array.from({ length: 450 }, (_, i) => someItem(w.cast, { title: `长石${i}` })),
    )
    await Promise.all([fillAll(w), fillAll(w)])
    await fillAll(w)
    expect(await find(w, '长石')).toMatchObject({ total: 450 })
  })
})
