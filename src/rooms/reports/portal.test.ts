import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { deliverMany } from '../../kernel/publications/publish.ts'
import { publishItems, twoYears } from './city.fixture.ts'
import { releaseReport } from './commands.ts'
import { reportDocument } from './rules/document.ts'
import { unzipped } from './unzip.fixture.ts'

let city: World
let items: number[]
beforeAll(async () => {
  city = await world()
  items = await publishItems(city, twoYears)
  await city.run(city.cast.zheng, releaseReport, { book: city.figures, year: 2018, form: '2008', legal_day: '2019-03-15' })
})
afterAll(async () => {
  await city.drop()
})

const text = async (path: string, lang?: 'en') => await (await city.get(path, lang ? { lang } : {})).text()

describe('the list of years', () => {
  test('links the released report with its day and the mark 补录, and names the year that waits', async () => {
    const page = await text('/reports')
    expect(page).toContain('href="/reports/2018"')
    expect(page).toContain('2019-03-15')
    expect(page).toContain('补录')
    expect(page).toContain('尚未发布')
    expect(page).not.toContain('href="/reports/2017"')
  })
})

describe('what is not released does not exist for the public', () => {
  test.each([
    '/reports/2017',
    '/reports/2017.json',
    '/reports/2017.docx',
    '/reports/2017/charts/months.svg',
    '/reports/2018/charts/none.svg',
    '/reports/1999',
    '/reports/1999/coverage',
    '/reports/2018.pdf',
    '/reports/20180',
    '/reports/abc',
    '/reports/%00',
  ])('%s is a 404', async path => {
    expect((await city.get(path)).status).toBe(404)
  })
})

describe('the page of a released report', () => {
  test('links each number of its text to its figure', async () => {
    const page = await text('/reports/2018')
    expect(page).toContain(
      '<a class="mj-figure" href="/figures/disclosure.total?year=2018"><span class="mj-figure__value">12</span><span class="mj-figure__unit">条</span></a>',
    )
    const document = reportDocument.parse((await (await city.get('/reports/2018.json')).json()).document)
    for (const figure of document.figures) expect(page).toContain(`href="${figure.href.replaceAll('&', '&amp;')}"`)
    expect(document.figures.length).toBeGreaterThan(15)
  })

  test('has all six parts, the contents, and the four charts with words and tables', async () => {
    const page = await text('/reports/2018')
    for (const number of ['一', '二', '三', '四', '五', '六']) expect(page).toMatch(new RegExp(`<h2 id="part-\\d">${number}、`))
    expect(page).toContain('mj-report__toc')
    expect(page.match(/<img class="mj-chart__image"/g)).toHaveLength(4)
    expect(page).toContain('alt="2018年各月主动公开的信息')
    expect(page).toContain('href="/figures/disclosure.total?year=2018&amp;month=3"')
    expect(page).not.toMatch(/<style|style="|<script>/)
  })

  test('in English keeps the legal text in Chinese and says so', async () => {
    const page = await text('/reports/2018', 'en')
    expect(page).toContain('exists in Chinese only')
    expect(page).toContain('Information proactively disclosed')
    expect(page).toContain('<div class="mj-prose" lang="zh-CN">')
  })

  test('may be kept by readers, and answers 304 to who has it', async () => {
    const etag = (await city.get('/reports/2018')).headers.get('etag') ?? ''
    expect((await city.get('/reports/2018', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })
})

test('the data: values as printed, the frozen document and its checksum', async () => {
  const answer = await city.get('/reports/2018.json')
  expect(answer.headers.get('content-type')).toContain('application/json')
  const data = await answer.json()
  expect(data).toMatchObject({ year: 2018, form: '2008', state: 'released', legal_day: '2019-03-15', late: true, differences: [] })
  expect(data.content_hash).toMatch(/^[0-9a-f]{64}$/)
  const total = reportDocument.parse(data.document).figures.find(figure => figure.id === 'disclosure.total')
  expect(total).toMatchObject({ value: '12', unit: { 'zh-CN': '条' }, records: 12, href: '/figures/disclosure.total?year=2018' })
})

test('the Word document opens: title, sentence with its number, linked table, Chinese faces, page number', async () => {
  const answer = await city.get('/reports/2018.docx')
  expect(answer.headers.get('content-type')).toContain('wordprocessingml')
  expect(answer.headers.get('content-disposition')).toContain('report-2018.docx')
  const files = await unzipped(new Uint8Array(await answer.arrayBuffer()))
  const body = files.get('word/document.xml') ?? ''
  const words = body.replace(/<[^>]+>/g, '')
  expect(words).toContain('2018年金昌市人民政府信息公开工作年度报告')
  expect(words).toMatch(/主动公开政府信息12条.较2017年增加9条/)
  expect(words).toContain('2019年3月15日')
  expect(words).toContain('各月主动公开的信息')
  for (const face of ['仿宋', '黑体', '楷体']) expect(body).toContain(`w:eastAsia="${face}"`)
  expect(files.get('word/_rels/document.xml.rels')).toContain('http://mingjing.test/figures/disclosure.total?year=2018')
  expect(
    [...files.entries()]
      .filter(([name]) => name.startsWith('word/footer'))
      .map(([, xml]) => xml)
      .join(''),
  ).toContain('PAGE')
})

describe('a chart', () => {
  test.each(['channels', 'months', 'years', 'units'])('%s is an SVG of the frozen numbers without script', async name => {
    const answer = await city.get(`/reports/2018/charts/${name}.svg`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('etag')).toBeTruthy()
    const svg = await answer.text()
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 420 \d+"[\s\S]*<\/svg>$/)
    expect(svg).not.toMatch(/<script|<foreignObject| on\w+=|href="http/i)
    // Well-formed: nothing but tags with quoted attributes and text, every element closed.
    expect(svg).toMatch(/^(<\/?\w+( [\w:-]+="[^"<&]*")*\/?>|[^<&]+)+$/)
    expect(svg).not.toMatch(/<style| style=/)
    const tags = (pattern: RegExp) => [...svg.matchAll(pattern)].map(match => match[1]).sort()
    expect(tags(/<(\w+)[^>]*[^/]>/g)).toEqual(tags(/<\/(\w+)>/g))
  })

  test('speaks the reader’s language', async () => {
    expect(await text('/reports/2018/charts/channels.svg')).toContain('政府网站')
    expect(await text('/reports/2018/charts/channels.svg', 'en')).toContain('Newspaper')
  })
})

describe('the coverage page', () => {
  test('for 2018 stands the city’s own print beside the count, marked as such', async () => {
    const page = await text('/reports/2018/coverage')
    for (const words of ['市里报告所载', '143212', '不一致', '所载数值不可能成立', '尚未统计']) expect(page).toContain(words)
    expect(await text('/reports/2018/coverage', 'en')).toContain('Printed in the city’s own report')
    expect(await text('/reports/2018')).not.toContain('143212')
  })

  test('for another year has no print to compare with', async () => {
    const page = await text('/reports/2017/coverage')
    expect(page).toContain('尚未统计')
    expect(page).not.toContain('143212')
  })
})

test('after a later delivery the page keeps its number and shows the difference', async () => {
  expect(await text('/reports/2018')).not.toContain('mj-difference')
  await city.run(city.cast.li, deliverMany, [
    { publication_id: items[6] ?? 0, outlet_id: city.cast.wechat.id, delivered_on: '2018-12-28', proof: '微信截图' },
  ])
  const page = await text('/reports/2018')
  expect(page).toContain('class="mj-difference"')
  expect(page).toContain('<del class="mj-difference__was">12条</del>')
  expect(page).toMatch(/mj-difference__now"[^>]*>13条/)
  expect(page).toContain('<span class="mj-figure__value">12</span>')
  expect((await (await city.get('/reports/2018.json')).json()).differences[0]).toMatchObject({
    released: { value: '12' },
    now: { value: '13' },
  })
})
