import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../calendar/day.ts'
import { figureHref, isSlice, monthOf, monthSlice, sliceQuery, yearBefore, yearOf, yearSlice } from './slice.ts'

const days = (from: string, to: string) => ({ from, to })

describe('a month', () => {
  test.each([
    [2018, 2, '2018-02-28'],
    [2020, 2, '2020-02-29'],
    [2000, 2, '2000-02-29'],
    [2100, 2, '2100-02-28'],
    [2018, 12, '2018-12-31'],
    [2018, 4, '2018-04-30'],
  ])('%i-%i ends on %s', (year, month, last) => {
    expect(monthSlice(year, month).to).toBe(last)
  })
})

describe('the same period of the year before', () => {
  test.each([
    ['a year', yearSlice(2018), days('2017-01-01', '2017-12-31')],
    ['a leap year', yearSlice(2020), days('2019-01-01', '2019-12-31')],
    ['February of a leap year', monthSlice(2020, 2), days('2019-02-01', '2019-02-28')],
    ['February after a leap year', monthSlice(2021, 2), days('2020-02-01', '2020-02-29')],
    ['the leap day', days('2020-02-29', '2020-02-29'), days('2019-02-28', '2019-02-28')],
    ['from the leap day on', days('2020-02-29', '2020-03-15'), days('2019-02-28', '2019-03-15')],
    ['a quarter to the end of February', days('2020-12-01', '2021-02-28'), days('2019-12-01', '2020-02-29')],
    ['days within a month', days('2021-02-01', '2021-02-27'), days('2020-02-01', '2020-02-27')],
  ])('of %s', (_name, slice, before) => {
    expect(yearBefore(slice)).toMatchObject(before)
  })

  test('keeps the unit', () => {
    expect(yearBefore(yearSlice(2018, 7)).unit_id).toBe(7)
  })
})

test('a slice is written into an address as shortly as it can be', () => {
  expect(sliceQuery(yearSlice(2018))).toBe('year=2018')
  expect(sliceQuery(monthSlice(2020, 2, 12))).toBe('year=2020&month=2&unit=12')
  expect(sliceQuery(days('2020-02-01', '2020-02-28'))).toBe('from=2020-02-01&to=2020-02-28')
  expect(sliceQuery(days('2018-01-01', '2019-12-31'))).toBe('from=2018-01-01&to=2019-12-31')
  expect(sliceQuery(days('2018-05-01', '2018-05-31'))).toBe('year=2018&month=5')
  expect(figureHref('disclosure.total', yearSlice(2018))).toBe('/figures/disclosure.total?year=2018')
})

test.each([
  ['2018-01-01', '2018-12-31', true],
  ['2018-02-29', '2018-12-31', false],
  ['2018-02-01', '2018-01-31', false],
  ['2018-01-01', '2018-01-01', true],
  ['2008-01-01', '2018-12-31', true],
  ['2007-12-31', '2018-12-31', false],
  ['', '', false],
  ['2018-1-1', '2018-12-31', false],
])('from %s to %s is a lawful period: %s', (from, to, lawful) => {
  expect(isSlice(from, to)).toBe(lawful)
})

test('months are found again, cover the year without a gap, and have a year before of the same month', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2001, max: 2100 }), year => {
      const months = Array.from({ length: 12 }, (_, i) => monthSlice(year, i + 1))
      months.forEach((slice, i) => {
        expect(monthOf(slice)).toEqual({ year, month: i + 1 })
        expect(yearOf(slice)).toBeUndefined()
        expect(monthOf(yearBefore(slice))).toEqual({ year: year - 1, month: i + 1 })
        if (i > 0) expect(slice.from).toBe(addDays(months[i - 1]?.to ?? '', 1))
      })
      expect([months[0]?.from, months[11]?.to]).toEqual([yearSlice(year).from, yearSlice(year).to])
      expect(yearOf(yearBefore(yearSlice(year)))).toBe(year - 1)
    }),
  )
})
