import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import { figures, madeHouse } from './made.fixture.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let house: Awaited<ReturnType<typeof madeHouse>>
beforeAll(async () => {
  database = await cloneDatabase()
  house = await madeHouse(database)
})
afterAll(async () => {
  await database.drop()
})

describe('the list of all figures', () => {
  test('shows the newest full year when nobody asks for one: 2020 has one day only', async () => {
    const { status, text } = await house.get('/figures')
    expect(status).toBe(200)
    expect(text).toContain('>2018年<')
  })

  test.each(figures.map(figure => figure.id))('leads from %s to its page for the year', async id => {
    const { text } = await house.get('/figures?year=2018')
    expect(text).toContain(`href="/figures/${id}?year=2018"`)
    expect(text).toContain(`定义${id}`)
  })

  test('is in English on demand, and may be cached', async () => {
    const { text, headers } = await house.get('/figures?year=2017', 'en')
    expect(text).toContain('>2017<')
    expect(text).toContain('Made business')
    expect(text).toContain('Definition made.growth')
    expect(text).toContain('Kind: Growth over the year before · unit of count: %')
    expect(headers.get('etag')).toBeTruthy()
  })

  test.each(['abc', '1999', '2101', '20180', '-1', '2018.5', '２０１８', '%00', '<b>'])(
    'a year %j is refused beside its field',
    async year => {
      const { status, text, headers } = await house.get(`/figures?year=${encodeURIComponent(year)}`)
      expect(status).toBe(422)
      expect(text).toContain('href="#year"')
      expect(text).toContain('id="year-error"')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(text).not.toContain('<b>')
    },
  )
})

describe('the page of a figure', () => {
  test('a count says its value, its meaning and exactly how long its list is', async () => {
    const { status, text } = await house.get('/figures/made.total?year=2018')
    expect(status).toBe(200)
    expect(text).toMatch(/govuk-heading-xl mj-number">120<span class="mj-figure__unit">条</)
    expect(text).toContain('定义made.total')
    expect(text).toContain('2018年')
    expect(text).toContain('试验业务')
    expect(text).toContain('本清单恰有 120 条公开记录')
    expect(text).toContain('第 1 页，共 3 页')
    expect(text.match(/mj-list__item/g)).toHaveLength(50)
  })

  test('its pages hold all of its records, each once', async () => {
    const seen: string[] = []
    for (const page of [1, 2, 3]) {
      const { text } = await house.get(`/figures/made.total?year=2018&page=${page}`)
      seen.push(...[...text.matchAll(/href="(\/articles\/\d+)"/g)].map(match => match[1] ?? ''))
    }
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })

  test('pages lead to each other and keep the period and the unit', async () => {
    const { text } = await house.get(`/figures/made.total?year=2018&unit=${house.units[0]}&page=2`)
    expect(text).toContain(`href="/figures/made.total?year=2018&amp;unit=${house.units[0]}#records"`)
    expect(text).toContain(`href="/figures/made.total?year=2018&amp;unit=${house.units[0]}&amp;page=3#records"`)
    expect(text).toContain('aria-label="第 3 页"')
    expect(text).toContain('试验单位1')
  })

  test('its months add up and each leads to its own list; so do its units', async () => {
    const { text } = await house.get('/figures/made.total?year=2018')
    for (const month of [1, 4, 5, 7, 10, 12]) expect(text).toContain(`href="/figures/made.total?year=2018&amp;month=${month}"`)
    expect(text).toContain(`href="/figures/made.total?year=2018&amp;unit=${house.units[1]}"`)
    expect((await house.get('/figures/made.total?year=2018&month=5')).text).toContain('本清单恰有 3 条')
    expect((await house.get(`/figures/made.total?year=2018&unit=${house.units[1]}`)).text).toContain('本清单恰有 3 条')
  })

  test('records made later carry the mark and the instant of recording', async () => {
    expect((await house.get('/figures/made.total?year=2018')).text).toMatch(/class="mj-late">补录 · \d{4}-\d\d-\d\d \d\d:\d\d 登记</)
    expect((await house.get('/figures/made.total?year=2018', 'en')).text).toContain('Recorded later: 20')
  })

  test('titles are text, whatever they contain', async () => {
    const { text } = await house.get('/figures/made.total?year=2018&month=5')
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('&lt;script&gt;alert')
  })

  test('a ratio, a growth and a difference lead to the figures that they are computed from', async () => {
    const share = (await house.get('/figures/made.share?year=2018')).text
    expect(share).toContain('>52.50<')
    expect(share).toContain('href="/figures/made.website?year=2018"')
    expect(share).toContain('href="/figures/made.total?year=2018"')
    const growth = (await house.get('/figures/made.growth?year=2018', 'en')).text
    expect(growth).toContain('200.00')
    expect(growth).toContain('href="/figures/made.total?year=2017"')
    const fewer = (await house.get('/figures/made.fewer?year=2018')).text
    expect(fewer).toContain('>-23<')
    expect(fewer.indexOf('made.website?year=2017')).toBeLessThan(fewer.indexOf('made.website?year=2018'))
  })

  test('a printed form shows its list and leads to the exact count', async () => {
    const { text } = await house.get('/figures/made.over?year=2018')
    expect(text).toContain('60余')
    expect(text).toContain('本清单恰有 63 条')
    expect(text).toContain('href="/figures/made.website?year=2018"')
  })

  test('a limit names its article; without data the page says so and prints no 0', async () => {
    expect((await house.get('/figures/made.target?year=2018')).text).toContain('《规定》第三条')
    const nothing = (await house.get('/figures/made.no_share?year=2018')).text
    expect(nothing).toContain('无数据')
    expect(nothing).toContain('没有记录可供计算')
    expect((await house.get('/figures/made.never?year=2018')).text).toContain('所选时段没有记录')
  })

  test('two days are a period too, and keep their form', async () => {
    const { text, status } = await house.get('/figures/made.total?from=2018-05-01&to=2018-07-02')
    expect(status).toBe(200)
    expect(text).toContain('本清单恰有 18 条')
    expect(text).toContain('name="from"')
    expect((await house.get('/figures/made.total?from=2018-01-01&to=2018-12-31')).text).toContain('name="from"')
  })

  test('is cached, and without a year shows the newest full one', async () => {
    const { text, headers } = await house.get('/figures/made.total')
    expect(headers.get('etag')).toBeTruthy()
    expect(text).toContain('本清单恰有 120 条')
  })
})

describe('what an address gets wrong', () => {
  test.each([
    ['year=abc', 'year'],
    ['year=1999', 'year'],
    ['year=2018&month=13', 'month'],
    ['year=2018&month=0', 'month'],
    ['year=2018&unit=999999', 'unit'],
    ['year=2018&unit=99999999999', 'unit'],
    ['year=2018&unit=%27%20or%201=1', 'unit'],
    ['from=2018-02-30&to=2018-12-31', 'from'],
    ['from=2018-01-01', 'to'],
    ['to=2018-01-01', 'from'],
    ['from=2018-12-31&to=2018-01-01', 'to'],
    ['from=2001-01-01&to=2018-01-01', 'to'],
    ['from=0001-01-01&to=2018-01-01', 'from'],
    ['year=%ff', 'year'],
  ])('%s is refused beside the field %s, with the figure and its form', async (query, field) => {
    const { status, text } = await house.get(`/figures/made.total?${query}`)
    expect(status).toBe(422)
    expect(text).toContain('名made.total')
    expect(text).toContain(`href="#${field}"`)
    expect(text).toContain(`id="${field}-error"`)
    expect((await house.get(`/figures/made.total?${query}`, 'en')).text).toContain('There is a problem')
    const machine = await house.json(`/figures/made.total.json?${query}`)
    expect(machine.status).toBe(422)
    expect(machine.body.error.text).toBeTruthy()
    expect((await house.get(`/figures/made.total/records.csv?${query}`)).status).toBe(422)
  })

  test.each([
    '/figures/made.unknown?year=2018',
    '/figures/made.unknown.json?year=2018',
    '/figures/made.unknown/records.json',
    '/figures/made.unknown/records.csv',
    '/figures/.json',
    '/figures/made.total.xml',
    '/figures/__proto__',
    '/figures/%00',
    '/figures/%ff',
    '/figures/made.total?year=2018&page=4',
    '/figures/made.total?year=2018&page=0',
    '/figures/made.total?year=2018&page=-1',
    '/figures/made.total?year=2018&page=x',
    '/figures/made.total?year=2018&page=99999999999999',
    '/figures/made.share?year=2018&page=2',
    '/figures/made.total/records.json?year=2018&page=4',
  ])('%s is not found', async url => {
    expect((await house.get(url)).status).toBe(404)
  })
})
