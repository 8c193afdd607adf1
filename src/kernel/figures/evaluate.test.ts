import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import type { Day } from '../calendar/day.ts'
import { thePublic } from '../org/actor.ts'
import { noKeys } from '../sealed/keyring.ts'
import type { Look } from '../work.ts'
import { counter, minus, percentOf } from './evaluate.ts'
import { type Figure, percent, type StreakFigure } from './figure.ts'
import { base, countOf, type Made, made, many, these, words } from './made.fixture.ts'
import { type StockSet, where } from './record-set.ts'
import { monthSlice, type Slice, yearSlice } from './slice.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let look: Look
beforeAll(async () => {
  database = await cloneDatabase()
  look = { db: database.readonly, actor: thePublic, today: '2026-11-24', keys: noKeys }
})
afterAll(async () => {
  await database.drop()
})

const value = async (figure: Figure, slice: Slice = yearSlice(2018)) => (await counter(look).evaluate(figure, slice)).value

test('a count is the records of the period, both of its days included, and of the unit', async () => {
  const figure = countOf(
    these('c', [
      made(1, '2017-12-31'),
      made(2, '2018-01-01'),
      made(3, '2018-05-31'),
      made(4, '2018-12-31', { unit_id: 2 }),
      made(5, '2019-01-01'),
    ]),
  )
  expect(await value(figure)).toBe('3')
  expect(await value(figure, yearSlice(2018, 2))).toBe('1')
  expect(await value(figure, monthSlice(2018, 5))).toBe('1')
  expect(await value(figure, yearSlice(2016))).toBe('0')
})

test('a part of a set is counted by its condition, and conditions add up', async () => {
  const set = these('w', [
    made(1, '2018-01-01', { thing: 'a' }),
    made(2, '2018-01-01', { thing: 'b' }),
    made(3, '2018-01-01', { thing: "c'; --" }),
  ])
  expect(await value(countOf(where(set, 'thing', ['a', 'b'])))).toBe('2')
  expect(await value(countOf(where(set, 'thing', ["c'; --"])))).toBe('1')
  expect(await value(countOf(where(where(set, 'thing', ['a', 'b']), 'thing', ['b'])))).toBe('1')
})

test('a sum is exact and half up; a sum of nothing is 0', async () => {
  const set = these('s', [
    made(1, '2018-01-01', { amount: '0.1' }),
    made(2, '2018-01-02', { amount: '0.2' }),
    made(3, '2018-01-03', { amount: '440.315' }),
  ])
  const sum = (digits: number): Figure => ({ ...base('sum'), kind: 'sum', set, column: 'amount', digits })
  expect(await value(sum(2))).toBe('440.62')
  expect(await value(sum(0))).toBe('441')
  expect(await value(sum(2), yearSlice(2017))).toBe('0.00')
})

test('a distinct count counts each thing once; its list is all of the records', async () => {
  const set = these('d', [
    made(1, '2018-01-01', { thing: 'a' }),
    made(2, '2018-02-01', { thing: 'a' }),
    made(3, '2018-03-01', { thing: 'b' }),
  ])
  const got = await counter(look).evaluate({ ...base('distinct'), kind: 'distinct', set, column: 'thing' }, yearSlice(2018))
  expect(got.value).toBe('2')
  expect(got.lists.map(list => list.total)).toEqual([3])
})

describe('a ratio', () => {
  const ratio = (part: number, whole: number): Figure => ({
    ...base('ratio'),
    unit: percent,
    kind: 'ratio',
    part: countOf(many(`part ${part}`, { '2018-06-30': part })),
    whole: countOf(many(`whole ${whole}`, { '2018-06-30': whole })),
    digits: 2,
  })
  test.each([
    [15246, 15529, '98.18'],
    [9909, 10003, '99.06'],
    [14629, 14635, '99.96'],
    [2296, 2343, '97.99'],
    [7, 7, '100.00'],
    [0, 7, '0.00'],
    [0, 0, null],
  ])('%i of %i is %s', async (part, whole, text) => {
    const got = await counter(look).evaluate(ratio(part, whole), yearSlice(2018))
    expect(got.value).toBe(text)
    expect(got.lists.map(list => list.total)).toEqual([part, whole])
    expect(got.operands.map(operand => operand.value)).toEqual([String(part), String(whole)])
  })
})

describe('growth and difference', () => {
  const of = (before: number, now: number) => countOf(many(`${before}→${now}`, { '2017-06-30': before, '2018-06-30': now }))
  test.each([
    [5898, 15529, 0, '163'],
    [33977, 36498, 2, '7.42'],
    [100, 95, 0, '-5'],
    [200, 199, 0, '-1'], // half a percent less goes away from zero
    [0, 5, 2, null], // from nothing there is no percent
    [0, 0, 2, null],
  ])('from %i to %i is %s %%', async (before, now, digits, text) => {
    expect(await value({ ...base('growth'), kind: 'growth', of: of(before, now), digits })).toBe(text)
  })

  test('a difference goes both ways, and its operands stand as they are subtracted', async () => {
    const total = of(66361, 143212)
    const more = await counter(look).evaluate({ ...base('more'), kind: 'difference', of: total }, yearSlice(2018))
    expect([more.value, ...more.operands.map(operand => operand.value)]).toEqual(['76851', '143212', '66361'])
    const fewer = await counter(look).evaluate({ ...base('fewer'), kind: 'difference', of: of(14, 11), decrease: true }, yearSlice(2018))
    expect([fewer.value, ...fewer.operands.map(operand => operand.value)]).toEqual(['3', '14', '11'])
    expect(fewer.operands[0]?.slice).toMatchObject({ from: '2017-01-01', to: '2017-12-31' })
  })

  test('a difference of rates keeps their digits', () => {
    expect(minus('98.18', '97.5')).toBe('0.68')
    expect(minus('-0.05', '0')).toBe('-0.05')
    expect(minus(null, '1')).toBeNull()
    expect(percentOf('1.5', '3', 1)).toBe('50.0')
    expect(percentOf('1', '0.00', 2)).toBeNull()
  })
})

test('a stock is counted on the last day of the period: what began by then and has not ended', async () => {
  const rows = [
    { id: 1, unit_id: 1, valid_from: '2017-01-01', valid_to: null },
    { id: 2, unit_id: 1, valid_from: '2018-12-31', valid_to: null },
    { id: 3, unit_id: 2, valid_from: '2017-01-01', valid_to: '2018-12-31' }, // its first day without
    { id: 4, unit_id: 1, valid_from: '2019-01-01', valid_to: null },
    { id: 5, unit_id: 2, valid_from: '2017-01-01', valid_to: '2019-01-01' },
  ]
  const stock: StockSet = {
    id: 'stock',
    name: words,
    noun: words,
    rows: db =>
      db
        .selectFrom(
          sql<{
            id: number
            unit_id: number
            valid_from: Day
            valid_to: Day | null
          }>`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`.as<'t'>(sql`t(id int, unit_id int, valid_from date, valid_to date)`),
        )
        .selectAll('t'),
    show: async () => [],
  }
  const figure: Figure = { ...base('as of'), kind: 'as_of', stock }
  expect(await value(figure, yearSlice(2018))).toBe('3')
  expect(await value(figure, yearSlice(2018, 2))).toBe('1')
  expect(await value(figure, yearSlice(2017))).toBe('3')
  expect(await value(figure, monthSlice(2018, 11))).toBe('3')
  expect(await value(figure, yearSlice(2019))).toBe('3')
})

test('a limit is read for the last day of the period', async () => {
  const on = (day: Day) => (day >= '2018-07-01' ? { value: 80, article: '规定', from: '2018-07-01' } : undefined)
  const figure: Figure = { ...base('limit'), kind: 'limit', on }
  expect(await value(figure)).toBe('80')
  expect(await value(figure, yearSlice(2017))).toBeNull()
})

describe('a streak', () => {
  const streak = (rows: readonly Made[], by: 'quarter' | 'month' = 'quarter'): StreakFigure => ({
    ...base('streak'),
    kind: 'streak',
    set: these(`streak ${JSON.stringify(rows)}`, rows),
    by,
  })
  const quarters = ['2018-11-20', '2018-08-20', '2018-05-20', '2018-02-20', '2017-11-20', '2017-08-20']
  const all = quarters.map((day, i) => made(i + 1, day))

  test('reaches back beyond the year, and its list with it', async () => {
    const got = await counter(look).evaluate(streak(all), yearSlice(2018))
    expect(got.value).toBe('6')
    expect(got.lists.map(list => [list.slice.from, list.slice.to, list.total])).toEqual([['2017-07-01', '2018-12-31', 6]])
  })
  test('ends at a gap', async () => {
    expect(await value(streak(all.filter(row => row.day !== '2018-05-20')))).toBe('2')
  })
  test('ends at one failure, though others of the period passed', async () => {
    expect(await value(streak([...all, made(9, '2018-05-21', { passed: false })]))).toBe('2')
  })
  test('is 0 when the last period failed or has no records', async () => {
    const failed = await counter(look).evaluate(streak([...all, made(9, '2018-10-01', { passed: false })]), yearSlice(2018))
    expect([failed.value, failed.lists[0]?.slice.from]).toEqual(['0', '2018-10-01'])
    expect(await value(streak(all), yearSlice(2019))).toBe('0')
    expect(await value(streak([]))).toBe('0')
  })
  test('does not look beyond the end of the period', async () => {
    expect(await value(streak([...all, made(9, '2019-01-05', { passed: false })]))).toBe('6')
  })
  test('by month, and in one unit', async () => {
    const rows = [made(1, '2018-12-01'), made(2, '2018-11-30'), made(3, '2018-11-01', { unit_id: 2, passed: false }), made(4, '2018-10-31')]
    expect(await value(streak(rows, 'month'))).toBe('1')
    expect(await value(streak(rows, 'month'), yearSlice(2018, 1))).toBe('3')
  })
})

test('printed forms keep the exact count and its list', async () => {
  const of = countOf(many('briefings', { '2018-06-30': 38 }))
  const got = await counter(look).evaluate({ ...base('about'), kind: 'about', of, step: 10 }, yearSlice(2018))
  expect([got.value, got.lists.map(list => list.total)]).toEqual(['38', [38]])
})
