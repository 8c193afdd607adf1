import { afterAll, beforeAll, expect, test } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { pageSlice, parseList } from '../../kernel/lists/list.ts'
import { publish } from '../../kernel/publications/publish.ts'
import { withdraw } from '../../kernel/publications/withdraw.ts'
import { publicationList } from './forms.ts'
import { publicationSearch } from './queries.ts'

let w: World
beforeAll(async () => {
  w = await world()
  const { sun, cast } = { sun: w.cast.sun, cast: w.cast }
  const items = [
    someItem(cast, { title: '关于放假的通知', published_on: '2018-12-28' }),
    someItem(cast, { title: '关于开学的通知', published_on: '2018-12-29' }),
    someItem(cast, { title: '100%完成的通报', published_on: '2018-12-30' }),
  ]
  for (const item of items) {
    const { id } = await w.run(sun, publish, item)
    if (item.title.includes('放假')) await w.run(sun, withdraw, { publication_id: id, kind: 'error', reason: '日期有误' })
  }
})
afterAll(async () => await w.drop())

const titles = async (address: string) => {
  const query = parseList(publicationList, new URLSearchParams(address))
  return (await w.read(w.cast.li, publicationSearch, { query, slice: pageSlice(query.page) })).rows.map(({ title }) => title)
}

test('published items are found by words, unit and days, newest first or oldest first', async () => {
  expect(await titles('')).toEqual(['100%完成的通报', '关于开学的通知', '关于放假的通知'])
  expect(await titles('sort=published')).toEqual(['关于放假的通知', '关于开学的通知', '100%完成的通报'])
  expect(await titles('q=%25')).toEqual(['100%完成的通报'])
  expect(await titles('from=2018-12-29&until=2018-12-29')).toEqual(['关于开学的通知'])
  expect(await titles('withdrawn=yes')).toEqual(['关于放假的通知'])
  expect(await titles(`unit=${w.cast.county.id}`)).toEqual([])
  expect(await titles('page=2')).toEqual([])
})

test('the files hold what the lists show; drafts are for their author alone', async () => {
  const csv = await (await w.get('/desk/publications.csv?q=通知&cols=title.withdrawn_on', { as: w.cast.li })).text()
  expect(csv).toMatch(/^标题,撤回日期\r\n关于开学的通知,\r\n关于放假的通知,\d{4}-\d\d-\d\d\r\n$/)
  const bytes = await (await w.get('/desk/drafts.csv', { as: w.cast.li })).arrayBuffer()
  expect([...new Uint8Array(bytes).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]) // without it Excel reads no Chinese
  expect((await w.get('/desk/drafts.csv', { as: w.cast.zhao })).status).toBe(403)
  expect(await (await w.get('/desk/drafts.csv', { as: w.cast.li, lang: 'en' })).text()).toBe('Title,Stage,Due\r\n')
  expect((await w.get('/desk/drafts.xlsx', { as: w.cast.li })).headers.get('content-type')).toContain('spreadsheetml')
})
