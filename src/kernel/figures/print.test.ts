import { describe, expect, test } from 'vitest'
import type { Value } from './evaluate.ts'
import { type Figure, percent, pieces } from './figure.ts'
import { printed, printedPeriod, printedUnit } from './print.ts'
import { asOfDay } from './record-set.ts'
import { monthSlice, yearSlice } from './slice.ts'

const words = { 'zh-CN': '件', en: 'items' }
const set = asOfDay({ id: 'none', name: words, noun: words, rows: () => expect.unreachable(), show: async () => [] }, '2018-12-31')
const base = { id: 'a', name: words, definition: words, unit: pieces }
const count: Figure = { ...base, kind: 'count', set }
const value = (figure: Figure, text: string | null): Value => ({ figure, slice: yearSlice(2018), value: text, operands: [], lists: [] })
const both = (of: Value) => [printed(of, 'zh-CN'), printed(of, 'en')]

describe('numbers', () => {
  test.each([
    ['143212', '143212', '143,212'],
    ['999', '999', '999'],
    ['-76851', '-76851', '-76,851'],
    ['-123', '-123', '-123'],
    ['1234567.89', '1234567.89', '1,234,567.89'],
    ['98.18', '98.18', '98.18'],
    ['0', '0', '0'],
  ])('%s', (text, zh, en) => {
    expect(both(value(count, text))).toEqual([zh, en])
  })

  test('no value is said in words, never as 0 or 100', () => {
    expect(both(value(count, null))).toEqual(['无数据', 'no data'])
  })
})

describe('round numbers', () => {
  const over: Figure = { ...base, kind: 'at_least', of: count, step: 10 }
  const nearly: Figure = { ...base, kind: 'about', of: count, step: 10 }
  test.each([
    ['63', '60余', 'over 60'],
    ['69', '60余', 'over 60'],
    ['60', '60', '60'], // sixty is not more than sixty
    ['7', '7', '7'], // there is no "over 0"
    ['12345', '12340余', 'over 12,340'],
  ])('over: %s', (text, zh, en) => {
    expect(both(value(over, text))).toEqual([zh, en])
  })
  test.each([
    ['38', '近40', 'nearly 40'],
    ['40', '40', '40'],
    ['0', '0', '0'],
  ])('nearly: %s', (text, zh, en) => {
    expect(both(value(nearly, text))).toEqual([zh, en])
  })
})

test('a percent sign stands close to its number in both languages, a word only in Chinese', () => {
  const ratio: Figure = { ...base, unit: percent, kind: 'ratio', part: count, whole: count, digits: 2 }
  expect([printedUnit(value(ratio, '1'), 'zh-CN'), printedUnit(value(ratio, '1'), 'en')]).toEqual(['%', '%'])
  expect([printedUnit(value(count, '1'), 'zh-CN'), printedUnit(value(count, '1'), 'en')]).toEqual(['条', ' items'])
})

test.each([
  [yearSlice(2018), '2018年', '2018'],
  [monthSlice(2018, 5), '2018年5月', 'May 2018'],
  [{ from: '2018-01-01', to: '2018-03-31' }, '2018-01-01 至 2018-03-31', '2018-01-01 to 2018-03-31'],
  [{ from: '2018-01-01', to: '2018-01-01' }, '2018-01-01', '2018-01-01'],
])('a period in words', (slice, zh, en) => {
  expect([printedPeriod(slice, 'zh-CN'), printedPeriod(slice, 'en')]).toEqual([zh, en])
})
