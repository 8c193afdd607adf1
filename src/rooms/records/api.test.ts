import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import { csvCell, csvLine } from './api.ts'
import { madeHouse } from './made.fixture.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let house: Awaited<ReturnType<typeof madeHouse>>
beforeAll(async () => {
  database = await cloneDatabase()
  house = await madeHouse(database)
})
afterAll(async () => {
  await database.drop()
})

describe('a figure as JSON', () => {
  test('a count', async () => {
    const { body, status } = await house.json('/figures/made.total.json?year=2018')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: 'made.total',
      value: 120,
      printed: '120',
      unit: '条',
      kind: 'count',
      year: 2018,
      name: { 'zh-CN': '名made.total', en: 'Name made.total' },
      definition: { en: 'Definition made.total' },
      records: { total: 120, href: '/figures/made.total?year=2018' },
      operands: [],
    })
  })

  test.each([
    ['made.share', 52.5, '52.50', { total: 120, href: '/figures/made.total?year=2018' }],
    ['made.no_share', null, '无数据', { total: 0, href: '/figures/made.never?year=2018' }],
    ['made.growth', 200, '200.00', { total: 120, href: '/figures/made.total?year=2018' }],
    ['made.fewer', -23, '-23', { total: 63, href: '/figures/made.website?year=2018' }],
    ['made.over', 63, '60余', { total: 63, href: '/figures/made.over?year=2018' }],
    ['made.items', 120, '120', { total: 120, href: '/figures/made.items?year=2018' }],
    ['made.target', 80, '80', { total: 0, href: '/figures/made.target?year=2018' }],
  ])('%s is %d, printed %s', async (id, value, printed, list) => {
    const { body } = await house.json(`/figures/${id}.json?year=2018`)
    expect(body).toMatchObject({ id, value, printed, records: list })
    expect((await house.get(body.records.href)).status).toBe(200)
    for (const operand of body.operands) expect((await house.get(operand.href)).status).toBe(200)
  })

  test('of a month and a unit', async () => {
    const { body } = await house.json(`/figures/made.total.json?year=2018&month=5&unit=${house.units[1]}`)
    expect(body).toMatchObject({
      value: 3,
      year: 2018,
      month: 5,
      unit_id: house.units[1],
      records: { href: `/figures/made.total?year=2018&month=5&unit=${house.units[1]}` },
    })
  })

  test('may be cached', async () => {
    expect((await house.get('/figures/made.total.json?year=2018')).headers.get('etag')).toBeTruthy()
  })
})

test('a list as JSON is paged by fifty and has exactly the records of the figure', async () => {
  const pages = await Promise.all([1, 2, 3].map(page => house.json(`/figures/made.total/records.json?year=2018&page=${page}`)))
  expect(pages.map(({ body }) => [body.total, body.page, body.pages, body.records.length])).toEqual([
    [120, 1, 3, 50],
    [120, 2, 3, 50],
    [120, 3, 3, 20],
  ])
  expect(Object.keys(pages[0]?.body.records[0])).toEqual(['day', 'title', 'unit', 'detail', 'href', 'late', 'recorded_at'])
  expect((await house.json('/figures/made.target/records.json?year=2018')).body).toEqual({ total: 0, page: 1, pages: 1, records: [] })
})

describe('a list as CSV', () => {
  test('has every record, begins with the mark of UTF-8 and is not stored', async () => {
    const answer = await house.app.request('/figures/made.total/records.csv?year=2018')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    expect(lines[0]).toBe('"日期","标题","单位","说明","链接","补录","登记时间"')
    expect(lines).toHaveLength(121)
    expect(lines[1]).toMatch(/^"2018-12-28","'=HYPERLINK.*","试验1","wechat","https:\/\/www.example.gov.cn\/articles\/\d+","是","20.*Z"$/)
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="made.total_2018-01-01_2018-12-31.csv"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('etag')).toBeNull()
  })

  test('a title that looks like a formula is made harmless, quotes are doubled', async () => {
    const { text } = await house.get('/figures/made.total/records.csv?year=2018&month=12')
    expect(text).toContain(`"'=HYPERLINK（""http://x"",""点我""）"`)
    expect(text).toContain('"https://www.example.gov.cn/articles/')
  })

  test('a figure without records has its head only', async () => {
    expect((await house.get('/figures/made.target/records.csv?year=2018', 'en')).text.trimEnd().split('\r\n')).toHaveLength(1)
  })

  test('a reader who leaves early ends it', async () => {
    const answer = await house.app.request('/figures/made.total/records.csv?year=2018')
    await answer.body?.cancel()
    expect((await house.get('/figures/made.total.json?year=2018')).status).toBe(200)
  })
})

test.each([
  ['2018-12-28', '"2018-12-28"'],
  ['关于"三公"经费', '"关于""三公""经费"'],
  ['a,b\r\nc', '"a,b\r\nc"'],
  ['', '""'],
  ['=1+1', `"'=1+1"`],
  ['  =1+1', `"'  =1+1"`],
  ['+86', `"'+86"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\n=1', `"'\n=1"`],
  ['\uff1d1', `"'\uff1d1"`],
  ['\uff0b1', `"'\uff0b1"`],
  ['|calc', `"'|calc"`],
  ['1=1', '"1=1"'],
  ['《条例》', '"《条例》"'],
])('the cell %j is written %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell)
})

test('a line ends as RFC 4180 asks', () => {
  expect(csvLine(['a', 'b'])).toBe('"a","b"\r\n')
})
