import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import { addDays, type Day } from '../calendar/day.ts'
import { thePublic } from '../org/actor.ts'
import { noKeys } from '../sealed/keyring.ts'
import type { Look } from '../work.ts'
import { byMonth, byUnit } from './breakdown.ts'
import { type Delivered, insertDeliveries } from './deliveries.fixture.ts'
import { counter } from './evaluate.ts'
import { type CountFigure, pieces } from './figure.ts'
import {
  type CountedRow,
  pageSize,
  pagesOf,
  type RecordRow,
  type RecordSet,
  recordBatches,
  recordPage,
  recordSet,
  where,
} from './record-set.ts'
import { monthSlice, type Slice, yearSlice } from './slice.ts'

const words = { 'zh-CN': '条公开记录', en: 'deliveries' }
const deliveries = recordSet<CountedRow & { channel: string }>({
  id: 'test.deliveries',
  name: words,
  noun: words,
  rows: db => db.selectFrom('kernel.deliveries as d').select(['d.id', 'd.delivered_on as day', 'd.unit_id', 'd.channel']),
  show: async (db, ids): Promise<RecordRow[]> =>
    await db
      .selectFrom('kernel.deliveries as d')
      .innerJoin('kernel.publications as p', 'p.id', 'd.publication_id')
      .innerJoin('kernel.units as u', 'u.id', 'd.unit_id')
      .where('d.id', 'in', [...ids])
      .select(['d.id', 'd.delivered_on as day', 'p.title', 'd.channel as detail', 'u.short_name as unit', 'd.recorded_at'])
      .select([sql<null>`null`.as('href'), sql<boolean>`kernel.day_of(d.recorded_at) > d.delivered_on`.as('late')])
      .execute(),
})
const figure = (set: RecordSet): CountFigure => ({ kind: 'count', id: set.id, name: words, definition: words, unit: pieces, set })
const total = figure(deliveries)

// Days of two years, uneven on purpose: first and last days, a leap day, many on one day, none in some months.
const made: Delivered[] = [
  { day: '2015-12-31', n: 3 },
  { day: '2016-01-01', n: 7, unit: 2 },
  { day: '2016-02-29', n: 160, channel: 'wechat' },
  { day: '2016-03-01', n: 1, unit: 3 },
  { day: '2016-06-30', n: 1200, unit: 2 },
  { day: '2016-07-01', n: 40, channel: 'newspaper', unit: 3 },
  { day: '2016-12-31', n: 2 },
  { day: '2017-01-01', n: 5 },
  { day: '2017-11-15', n: 150, channel: 'newspaper' },
]
const expected = (slice: Slice, channel?: string, unit?: number): number =>
  made
    .filter(one => one.day >= slice.from && one.day <= slice.to)
    .filter(one => channel === undefined || (one.channel ?? 'website') === channel)
    .filter(one => unit === undefined || (one.unit ?? 1) === unit)
    .reduce((sum, one) => sum + (one.n ?? 1), 0)

let database: Awaited<ReturnType<typeof cloneDatabase>>
let look: Look
let units: readonly number[]
beforeAll(async () => {
  database = await cloneDatabase()
  look = { db: database.readonly, actor: thePublic, today: '2026-11-24', keys: noKeys }
  units = (await insertDeliveries(database.db, made)).units
})
afterAll(async () => {
  await database.drop()
})

const listOf = async (of: CountFigure, slice: Slice) => {
  const { lists } = await counter(look).evaluate(of, slice)
  const [list] = lists
  if (!list) throw new Error('a count has a list')
  return list
}

async function allPages(of: CountFigure, slice: Slice): Promise<RecordRow[]> {
  const list = await listOf(of, slice)
  const rows: RecordRow[] = []
  for (let page = 1; page <= pagesOf(list.total); page += 1) rows.push(...(await recordPage(look, list, page)).rows)
  return rows
}

async function allBatches(of: CountFigure, slice: Slice): Promise<RecordRow[]> {
  const rows: RecordRow[] = []
  for await (const batch of recordBatches(look, { set: of.set, slice })) rows.push(...batch)
  return rows
}

describe('the list of a count', () => {
  const day = fc.integer({ min: 0, max: 800 }).map(n => addDays('2015-12-01', n))
  const slices = fc.tuple(day, day).map(([a, b]: [Day, Day]): Slice => (a < b ? { from: a, to: b } : { from: b, to: a }))

  test('has exactly as many entries over its pages as the figure says, each once, newest first, and the export has the same', async () => {
    const sets = fc.constantFrom<CountFigure[]>(
      total,
      figure(where(deliveries, 'channel', ['website'])),
      figure(where(deliveries, 'channel', ['wechat', 'newspaper'])),
    )
    await fc.assert(
      fc.asyncProperty(slices, sets, fc.constantFrom(undefined, 0, 1, 2), async (period, of, unit) => {
        const slice = { ...period, unit_id: unit === undefined ? undefined : units[unit] }
        const { value } = await counter(look).evaluate(of, slice)
        const rows = await allPages(of, slice)
        expect(rows.length).toBe(Number(value))
        expect(new Set(rows.map(row => row.id)).size).toBe(rows.length)
        expect(rows.every(row => row.day >= slice.from && row.day <= slice.to)).toBe(true)
        expect(rows.map(row => row.id)).toEqual(
          rows.toSorted((a, b) => (a.day === b.day ? b.id - a.id : a.day < b.day ? 1 : -1)).map(row => row.id),
        )
        expect((await allBatches(of, slice)).map(row => row.id)).toEqual(rows.map(row => row.id))
      }),
      { numRuns: 40 },
    )
  })

  test('a whole year in pages of fifty and in batches of a thousand', async () => {
    const rows = await allPages(total, yearSlice(2016))
    expect(rows.length).toBe(expected(yearSlice(2016)))
    expect(rows.length % pageSize).not.toBe(0)
    expect((await allBatches(total, yearSlice(2016))).length).toBe(rows.length)
  })

  test('a page before the first is the first, one past the end the last; an empty list has one page', async () => {
    const list = await listOf(total, yearSlice(2017))
    expect((await recordPage(look, list, 0)).page).toBe(1)
    expect(await recordPage(look, list, 99)).toMatchObject({ page: 4, pages: 4, total: 155 })
    expect(await recordPage(look, await listOf(total, yearSlice(2014)), 1)).toEqual({ total: 0, page: 1, pages: 1, rows: [] })
  })

  test('records made after their legal day are marked, with the instant of recording', async () => {
    const [row] = (await recordPage(look, await listOf(total, yearSlice(2016)), 1)).rows
    expect(row?.late).toBe(true)
    expect(Math.abs(Date.now() - Date.parse(row?.recorded_at ?? ''))).toBeLessThan(600_000)
  })

  test('a set that does not show what it counts fails instead of showing fewer', async () => {
    const forgetful: RecordSet = { ...deliveries, show: async (db, ids) => (await deliveries.show(db, ids)).slice(1) }
    const list = await listOf(figure(forgetful), yearSlice(2017))
    await expect(recordPage(look, list, 1)).rejects.toThrow('does not show it')
  })
})

describe('the parts of a count', () => {
  test.each([2015, 2016, 2017])('by month add up to the year %i, and each is the count of its month', async year => {
    const months = await byMonth(look, total, year)
    expect(months.map(part => part.key)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'])
    expect(months.reduce((sum, part) => sum + part.value, 0)).toBe(expected(yearSlice(year)))
    for (const part of months) {
      expect(part.value).toBe(expected(monthSlice(year, Number(part.key))))
      expect(String(part.value)).toBe((await counter(look).evaluate(total, part.slice)).value)
    }
  })

  test('by month in one unit', async () => {
    const months = await byMonth(look, total, 2016, units[1])
    expect(months.filter(part => part.value > 0).map(part => [part.key, part.value, part.slice.unit_id])).toEqual([
      ['1', 7, units[1]],
      ['6', 1200, units[1]],
    ])
  })

  test('by unit add up to the whole, most first, and each is the count of its unit', async () => {
    const parts = await byUnit(look, total, yearSlice(2016), 20)
    expect(parts.map(part => [part.name, part.value])).toEqual([
      ['试验2', 1207],
      ['试验1', 162],
      ['试验3', 41],
    ])
    for (const part of parts) expect(String(part.value)).toBe((await counter(look).evaluate(total, part.slice)).value)
    expect(await byUnit(look, total, yearSlice(2016), 2)).toHaveLength(2)
  })

  test('a column of the set may be called month without disturbing', async () => {
    const odd = recordSet<CountedRow & { month: string }>({
      ...deliveries,
      rows: db => db.selectFrom('kernel.deliveries as d').select(['d.id', 'd.delivered_on as day', 'd.unit_id', 'd.channel as month']),
    })
    const months = await byMonth(look, figure(odd), 2016)
    expect(months.reduce((sum, part) => sum + part.value, 0)).toBe(expected(yearSlice(2016)))
  })
})
