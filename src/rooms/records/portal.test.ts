import { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import { figureBook } from '../../kernel/figures/book.ts'
import { insertDeliveries } from '../../kernel/figures/deliveries.fixture.ts'
import { type CountFigure, type Figure, percent, pieces } from '../../kernel/figures/figure.ts'
import { type CountedRow, type RecordRow, type RecordSet, recordSet, where } from '../../kernel/figures/record-set.ts'
import { thePublic } from '../../kernel/org/actor.ts'
import { type HouseParts, reader, runner } from '../../kernel/work.ts'
import type { Env } from '../../web/env.ts'
import { onError, onNotFound } from '../../web/errors.tsx'
import { locale } from '../../web/locale.ts'
import { pageCache } from '../../web/page-cache.ts'
import { records } from './room.ts'

// ── a house of one room's figures, of every kind ─────────────────────────────────────────────────────────────────────

const noun = { 'zh-CN': '条公开记录', en: 'deliveries' }
const deliveries = recordSet<CountedRow & { channel: string }>({
  id: 'made.deliveries',
  name: noun,
  noun,
  rows: db =>
    db.selectFrom('kernel.deliveries as d').select(['d.id', 'd.delivered_on as day', 'd.unit_id', 'd.channel', 'd.publication_id']),
  show: async (db, ids): Promise<RecordRow[]> =>
    await db
      .selectFrom('kernel.deliveries as d')
      .innerJoin('kernel.publications as p', 'p.id', 'd.publication_id')
      .innerJoin('kernel.units as u', 'u.id', 'd.unit_id')
      .where('d.id', 'in', [...ids])
      .select(['d.id', 'd.delivered_on as day', 'p.title', 'd.channel as detail', 'u.short_name as unit', 'd.recorded_at'])
      .select([sql<string>`'/articles/' || p.id`.as('href'), sql<boolean>`kernel.day_of(d.recorded_at) > d.delivered_on`.as('late')])
      .execute(),
})
const base = (id: string, unit = pieces) => ({
  id,
  name: { 'zh-CN': `名${id}`, en: `Name ${id}` },
  definition: { 'zh-CN': `定义${id}`, en: `Definition ${id}` },
  unit,
})
const count = (id: string, set: RecordSet): CountFigure => ({ ...base(id), kind: 'count', set })
const total = count('made.total', deliveries)
const website = count('made.website', where(deliveries, 'channel', ['website']))
const never = count('made.never', where(deliveries, 'channel', ['gazette']))
const figures: readonly Figure[] = [
  total,
  website,
  never,
  { ...base('made.share', percent), kind: 'ratio', part: website, whole: total, digits: 2 },
  { ...base('made.no_share', percent), kind: 'ratio', part: website, whole: never, digits: 2 },
  { ...base('made.growth', percent), kind: 'growth', of: total, digits: 2 },
  { ...base('made.fewer'), kind: 'difference', of: website, decrease: true },
  { ...base('made.over'), kind: 'at_least', of: website, step: 10 },
  { ...base('made.items'), kind: 'distinct', set: deliveries, column: 'publication_id' },
  { ...base('made.target', percent), kind: 'limit', on: () => ({ value: 80, article: '《规定》第三条', from: '2015-01-01' }) },
]

let database: Awaited<ReturnType<typeof cloneDatabase>>
let app: Hono<Env>
let units: readonly number[]
beforeAll(async () => {
  database = await cloneDatabase()
  const inserted = await insertDeliveries(database.db, [
    { day: '2017-03-01', n: 40 },
    ...['2018-01-02', '2018-04-02', '2018-07-02', '2018-10-08'].map(day => ({ day, n: 15 })),
    { day: '2018-05-31', n: 3, unit: 2, title: '<script>alert("书")</script>' },
    { day: '2018-12-28', n: 57, channel: 'wechat', title: '=HYPERLINK("http://x","点我")' },
    { day: '2020-02-29', n: 1 },
  ])
  units = inserted.units
  app = appOf()
})
afterAll(async () => {
  await database.drop()
})

function appOf(): Hono<Env> {
  const parts: HouseParts = {
    db: database.db,
    readonly: database.readonly,
    clock: () => Temporal.Instant.from('2026-11-24T02:00:00Z'),
    random: bytes => new Uint8Array(bytes),
    onPublicChange: () => {},
  }
  const house = {
    read: reader(parts),
    run: runner(parts),
    clock: parts.clock,
    figures: figureBook([{ name: 'made', title: { 'zh-CN': '试验业务', en: 'Made business' }, figures }]),
    processes: [],
    portalMenu: records.portalMenu ?? [],
    deskMenu: [],
    asset: (name: string) => `/assets/${name}`,
    siteCode: '6203000001',
    publicOrigin: 'https://www.example.gov.cn',
  }
  const built = new Hono<Env>()
  built.onError(onError)
  built.notFound(onNotFound)
  built.use(async (c, next) => {
    c.set('house', house)
    c.set('actor', thePublic)
    c.set('locale', 'zh-CN')
    await next()
  })
  built.use(locale)
  built.use(pageCache({ enabled: false }).store)
  if (records.portal) built.route('/', records.portal)
  return built
}

const get = async (url: string, lang?: 'en') => {
  const answer = await app.request(url, { headers: lang ? { cookie: 'mj_lang=en' } : {} })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const json = async (url: string) => {
  const { status, text } = await get(url)
  return { status, body: JSON.parse(text) }
}

// ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────

describe('the list of all figures', () => {
  test('shows the newest full year when nobody asks for one: 2020 has one day only', async () => {
    const { status, text } = await get('/figures')
    expect(status).toBe(200)
    expect(text).toContain('>2018年<')
  })

  test.each(figures.map(figure => figure.id))('leads from %s to its page for the year', async id => {
    const { text } = await get('/figures?year=2018')
    expect(text).toContain(`href="/figures/${id}?year=2018"`)
    expect(text).toContain(`定义${id}`)
  })

  test('is in English on demand, and may be cached', async () => {
    const { text, headers } = await get('/figures?year=2017', 'en')
    expect(text).toContain('>2017<')
    expect(text).toContain('Made business')
    expect(text).toContain('Definition made.growth')
    expect(headers.get('etag')).toBeTruthy()
  })

  test.each(['abc', '1999', '2101', '20180', '-1', '2018.5', '２０１８', '%00', '<b>'])(
    'a year %j is refused beside its field',
    async year => {
      const { status, text, headers } = await get(`/figures?year=${encodeURIComponent(year)}`)
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
    const { status, text } = await get('/figures/made.total?year=2018')
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
      const { text } = await get(`/figures/made.total?year=2018&page=${page}`)
      seen.push(...[...text.matchAll(/href="(\/articles\/\d+)"/g)].map(match => match[1] ?? ''))
    }
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })

  test('pages lead to each other and keep the period and the unit', async () => {
    const { text } = await get(`/figures/made.total?year=2018&unit=${units[0]}&page=2`)
    expect(text).toContain(`href="/figures/made.total?year=2018&amp;unit=${units[0]}#records"`)
    expect(text).toContain(`href="/figures/made.total?year=2018&amp;unit=${units[0]}&amp;page=3#records"`)
    expect(text).toContain('aria-label="第 3 页"')
    expect(text).toContain('试验单位1')
  })

  test('its months add up and each leads to its own list; so do its units', async () => {
    const { text } = await get('/figures/made.total?year=2018')
    for (const month of [1, 4, 5, 7, 10, 12]) expect(text).toContain(`href="/figures/made.total?year=2018&amp;month=${month}"`)
    expect(text).toContain(`href="/figures/made.total?year=2018&amp;unit=${units[1]}"`)
    expect((await get('/figures/made.total?year=2018&month=5')).text).toContain('本清单恰有 3 条')
    expect((await get(`/figures/made.total?year=2018&unit=${units[1]}`)).text).toContain('本清单恰有 3 条')
  })

  test('records made later carry the mark and the instant of recording', async () => {
    expect((await get('/figures/made.total?year=2018')).text).toMatch(/class="mj-late">补录 · \d{4}-\d\d-\d\d \d\d:\d\d 登记</)
    expect((await get('/figures/made.total?year=2018', 'en')).text).toContain('Recorded later: 20')
  })

  test('titles are text, whatever they contain', async () => {
    const { text } = await get('/figures/made.total?year=2018&month=5')
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('&lt;script&gt;alert')
  })

  test('a ratio, a growth and a difference lead to the figures that they are computed from', async () => {
    const share = (await get('/figures/made.share?year=2018')).text
    expect(share).toContain('>52.50<')
    expect(share).toContain('href="/figures/made.website?year=2018"')
    expect(share).toContain('href="/figures/made.total?year=2018"')
    const growth = (await get('/figures/made.growth?year=2018', 'en')).text
    expect(growth).toContain('200.00')
    expect(growth).toContain('href="/figures/made.total?year=2017"')
    const fewer = (await get('/figures/made.fewer?year=2018')).text
    expect(fewer).toContain('>-23<')
    expect(fewer.indexOf('made.website?year=2017')).toBeLessThan(fewer.indexOf('made.website?year=2018'))
  })

  test('a printed form shows its list and leads to the exact count', async () => {
    const { text } = await get('/figures/made.over?year=2018')
    expect(text).toContain('60余')
    expect(text).toContain('本清单恰有 63 条')
    expect(text).toContain('href="/figures/made.website?year=2018"')
  })

  test('a limit names its article; without data the page says so and prints no 0', async () => {
    expect((await get('/figures/made.target?year=2018')).text).toContain('《规定》第三条')
    const nothing = (await get('/figures/made.no_share?year=2018')).text
    expect(nothing).toContain('无数据')
    expect(nothing).toContain('没有记录可供计算')
    expect((await get('/figures/made.never?year=2018')).text).toContain('所选时段没有记录')
  })

  test('two days are a period too, and keep their form', async () => {
    const { text, status } = await get('/figures/made.total?from=2018-05-01&to=2018-07-02')
    expect(status).toBe(200)
    expect(text).toContain('本清单恰有 18 条')
    expect(text).toContain('name="from"')
    expect((await get('/figures/made.total?from=2018-01-01&to=2018-12-31')).text).toContain('name="from"')
  })

  test('is cached, and without a year shows the newest full one', async () => {
    const { text, headers } = await get('/figures/made.total')
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
    const { status, text } = await get(`/figures/made.total?${query}`)
    expect(status).toBe(422)
    expect(text).toContain('名made.total')
    expect(text).toContain(`href="#${field}"`)
    expect(text).toContain(`id="${field}-error"`)
    expect((await get(`/figures/made.total?${query}`, 'en')).text).toContain('There is a problem')
    const machine = await json(`/figures/made.total.json?${query}`)
    expect(machine.status).toBe(422)
    expect(machine.body.error.text).toBeTruthy()
    expect((await get(`/figures/made.total/records.csv?${query}`)).status).toBe(422)
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
    expect((await get(url)).status).toBe(404)
  })
})

// ── machines ─────────────────────────────────────────────────────────────────────────────────────────────────────────

describe('a figure as JSON', () => {
  test('a count', async () => {
    const { body, status } = await json('/figures/made.total.json?year=2018')
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
    const { body } = await json(`/figures/${id}.json?year=2018`)
    expect(body).toMatchObject({ id, value, printed, records: list })
    expect((await get(body.records.href)).status).toBe(200)
    for (const operand of body.operands) expect((await get(operand.href)).status).toBe(200)
  })

  test('of a month and a unit', async () => {
    const { body } = await json(`/figures/made.total.json?year=2018&month=5&unit=${units[1]}`)
    expect(body).toMatchObject({
      value: 3,
      year: 2018,
      month: 5,
      unit_id: units[1],
      records: { href: `/figures/made.total?year=2018&month=5&unit=${units[1]}` },
    })
  })

  test('may be cached', async () => {
    expect((await get('/figures/made.total.json?year=2018')).headers.get('etag')).toBeTruthy()
  })
})

test('a list as JSON is paged by fifty and has exactly the records of the figure', async () => {
  const pages = await Promise.all([1, 2, 3].map(page => json(`/figures/made.total/records.json?year=2018&page=${page}`)))
  expect(pages.map(({ body }) => [body.total, body.page, body.pages, body.records.length])).toEqual([
    [120, 1, 3, 50],
    [120, 2, 3, 50],
    [120, 3, 3, 20],
  ])
  expect(Object.keys(pages[0]?.body.records[0])).toEqual(['day', 'title', 'unit', 'detail', 'href', 'late', 'recorded_at'])
  expect((await json('/figures/made.target/records.json?year=2018')).body).toEqual({ total: 0, page: 1, pages: 1, records: [] })
})

describe('a list as CSV', () => {
  test('has every record, begins with the mark of UTF-8 and is not stored', async () => {
    const answer = await app.request('/figures/made.total/records.csv?year=2018')
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
    const { text } = await get('/figures/made.total/records.csv?year=2018&month=12')
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""点我"")"`)
    expect(text).toContain('"https://www.example.gov.cn/articles/')
  })

  test('a figure without records has its head only', async () => {
    expect((await get('/figures/made.target/records.csv?year=2018', 'en')).text.trimEnd().split('\r\n')).toHaveLength(1)
  })

  test('a reader who leaves early ends it', async () => {
    const answer = await app.request('/figures/made.total/records.csv?year=2018')
    await answer.body?.cancel()
    expect((await get('/figures/made.total.json?year=2018')).status).toBe(200)
  })
})
