import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { deliverMany } from '../../kernel/publications/publish.ts'
import { publishItems, twoYears } from './city.fixture.ts'
import { releaseReport } from './commands.ts'
import { compileReport } from './queries/compile.ts'
import { differences, release, releasedValues, reportYears } from './queries/releases.ts'
import { crossCheck } from './rules/checks.ts'
import { chartOf, plainText } from './rules/document.ts'
import { canonicalJson, refuseContradictions } from './rules/release.ts'

let city: World
let items: number[]
const warnings: string[] = []
const hear = (warning: Error) => void warnings.push(warning.message)
beforeAll(async () => {
  process.on('warning', hear)
  city = await world()
  items = await publishItems(city, twoYears)
})
afterAll(async () => {
  process.off('warning', hear)
  await city.drop()
})

const input = (year: number) => ({ book: city.figures, year, form: '2008' })
const compiled = (year = 2018) => city.read(city.cast.zhou, compileReport, input(year))
const valueIn = (document: { figures: readonly { id: string; value: string | null }[] }, id: string) =>
  document.figures.find(figure => figure.id === id)?.value

describe('compiling a year', () => {
  test('counts the records into the text', async () => {
    const { document, checks } = await compiled()
    expect(document.title).toContain('2018年')
    const text = document.parts.flatMap(part => part.sections.flatMap(section => section.paragraphs.map(plainText))).join('')
    expect(text).toMatch(/2018年.全市各级政府及其部门主动公开政府信息12条.较2017年增加9条。同比增长300\.00%。/)
    expect(valueIn(document, 'disclosure.items')).toBe('7')
    expect(checks.filter(check => check.outcome === 'fail')).toEqual([])
    expect(checks.some(check => check.id === 'months:disclosure.total')).toBe(true)
  })

  test('draws channels, months, years and units from figures with links', async () => {
    const { document } = await compiled()
    expect(document.parts[1]?.charts).toEqual(['channels', 'months', 'years', 'units'])
    expect(
      chartOf(document, 'channels')
        ?.rows.slice(0, 3)
        .map(row => [row.label.en, row.value]),
    ).toEqual([
      ['Government website', 7],
      ['WeChat', 4],
      ['Newspaper', 1],
    ])
    expect(chartOf(document, 'months')?.rows.map(row => row.value)).toEqual([3, 0, 4, 0, 0, 0, 0, 3, 0, 0, 0, 2])
    expect(chartOf(document, 'months')?.rows[2]?.href).toBe('/figures/disclosure.total?year=2018&month=3')
    expect(chartOf(document, 'years')?.rows.map(row => [row.label.en, row.value])).toEqual([
      ['2017', 3],
      ['2018', 12],
    ])
    expect(chartOf(document, 'units')?.rows.map(row => row.value)).toEqual([12])
  })

  test('says what is not counted, and prints no number for it', async () => {
    const { document } = await compiled()
    const third = document.parts[2]?.sections.flatMap(section => section.paragraphs) ?? []
    expect(third.every(paragraph => paragraph.missing)).toBe(true)
    expect(third.map(plainText).join('')).toContain('受理信息公开申请')
    expect(document.missing.map(figure => figure.id)).toContain('foi.fees')
  })

  test('leaves the growth out of a year that has no year before it', async () => {
    const { document, checks } = await compiled(2017)
    expect(document.parts[1]?.sections[0]?.paragraphs.map(plainText).join('')).not.toContain('同比')
    expect(checks.filter(check => check.outcome !== 'pass').map(check => [check.id, check.outcome])).toEqual([
      ['value:disclosure.growth', 'warn'],
    ])
  })
})

describe('releasing the report', () => {
  test.each([
    ['zhou', 'forbidden'],
    ['li', 'forbidden'],
    ['public', 'forbidden'],
  ] as const)('%s may not', async (who, kind) => {
    await expect(city.run(city.cast[who], releaseReport, { ...input(2018), legal_day: '2019-03-15' })).rejects.toMatchObject({ kind })
  })

  test.each([
    ['2018-12-31', 'legal_day_early', '发布日期须在报告年度结束之后'],
    ['2999-01-01', 'legal_day_future', '发布日期不能晚于今天'],
  ])('a legal day of %s is refused beside its field', async (legal_day, _key, words) => {
    await expect(city.run(city.cast.zheng, releaseReport, { ...input(2018), legal_day })).rejects.toMatchObject({
      kind: 'invalid',
      fields: { legal_day: { 'zh-CN': words } },
    })
  })

  test('an unknown form is refused', async () => {
    await expect(city.run(city.cast.zheng, releaseReport, { ...input(2018), form: '2021', legal_day: '2019-03-15' })).rejects.toMatchObject(
      { kind: 'invalid' },
    )
  })

  test('a report that contradicts itself is refused, naming its figures and both sides', () => {
    const results = crossCheck({
      figures: [
        { id: 'hall.items', name: { 'zh-CN': '大厅办理事项', en: 'Items' }, kind: 'as_of', value: '489', operands: [], digits: 0 },
        { id: 'hall.items_city', name: { 'zh-CN': '市级', en: 'City' }, kind: 'as_of', value: '346', operands: [], digits: 0 },
        { id: 'hall.items_district', name: { 'zh-CN': '区级', en: 'District' }, kind: 'as_of', value: '142', operands: [], digits: 0 },
      ],
      needed: [],
      months: [],
      releasedLastYear: new Map(),
    })
    expect(() => refuseContradictions(results)).toThrow(/hall\.items, hall\.items_city, hall\.items_district: 489 ≠ 346 \+ 142 = 488/)
  })

  test('two at once: one releases, the other is told', async () => {
    const once = () => city.run(city.cast.zheng, releaseReport, { ...input(2018), legal_day: '2019-03-15' })
    const results = await Promise.allSettled([once(), once()])
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
    const refused = results.find(result => result.status === 'rejected')
    expect(refused).toMatchObject({ reason: { kind: 'conflict' } })
  })

  test('freezes text and values, hashes them, and writes one line of the log', async () => {
    const found = await city.read(city.cast.public, release, { year: 2018, form: '2008' })
    expect(found).toMatchObject({ year: 2018, legal_day: '2019-03-15', late: true })
    expect(found?.document).toEqual((await compiled()).document)
    expect(createHash('sha256').update(canonicalJson(found?.document)).digest('hex')).toBe(found?.content_hash)
    const values = await city.read(city.cast.public, (look, year: number) => releasedValues(look, year, '2008'), 2018)
    expect(values.get('disclosure.total')).toBe('12')
    expect(values.size).toBe(found?.document.figures.length)
    const log = await city.db.selectFrom('kernel.log').selectAll().where('act', '=', 'release_report').execute()
    expect(log.map(row => row.person_id)).toEqual([city.cast.zheng.person_id])
  })

  test('counted inside its transaction one query at a time, as pg asks', () => {
    expect(warnings.filter(text => text.includes('already executing a query'))).toEqual([])
  })

  test('the years say which is released, and that it was recorded afterwards', async () => {
    const years = await city.read(city.cast.public, reportYears, { form: '2008' })
    expect(years.map(one => [one.year, one.over, one.release?.late])).toEqual([
      [2018, true, true],
      [2017, true, undefined],
    ])
  })

  test('a delivery recorded afterwards changes today’s count, never the report; the difference says since when', async () => {
    const released = await city.read(city.cast.public, release, { year: 2018, form: '2008' })
    if (!released) throw new Error('not released')
    const changes = () => city.read(city.cast.public, differences, { release: released, book: city.figures })
    expect(await changes()).toEqual([])
    await city.run(city.cast.li, deliverMany, [
      { publication_id: items[6] ?? 0, outlet_id: city.cast.wechat.id, delivered_on: '2018-12-28', proof: '微信截图' },
    ])
    const found = await changes()
    expect(found.map(one => [one.released.id, one.released.value, one.now.value])).toEqual([
      ['disclosure.total', '12', '13'],
      ['disclosure.new_media', '4', '5'],
      ['disclosure.increase', '9', '10'],
      ['disclosure.growth', '300.00', '333.33'],
      ['disclosure.channel.wechat', '4', '5'],
    ])
    const recorded = await city.db
      .selectFrom('kernel.deliveries')
      .select('recorded_at')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(new Set(found.map(one => one.since))).toEqual(new Set([recorded.recorded_at]))
    expect((await city.read(city.cast.public, release, { year: 2018, form: '2008' }))?.document).toEqual(released.document)
  })
})
