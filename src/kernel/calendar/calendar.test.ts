import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCalendarDays,
  addWorkingDays,
  type Calendar,
  calendarOf,
  emptyCalendar,
  isWorkday,
  rollForward,
  statusOf,
  uncertainYears,
  workingDaysBetween,
} from './calendar.ts'
import { packageNotices } from './chinese-days.ts'
import { addDays, type Day } from './day.ts'

const calendar = calendarOf(packageNotices())

describe('the vectors of rules 9.4', () => {
  test.each<[Day, number, Day]>([
    ['2018-02-09', 5, '2018-02-22'],
    ['2018-02-09', 15, '2018-03-07'],
    ['2018-02-09', 30, '2018-03-28'],
    ['2018-04-27', 15, '2018-05-21'],
    ['2018-09-21', 5, '2018-09-29'],
    ['2018-09-21', 15, '2018-10-18'],
    ['2018-09-28', 7, '2018-10-12'],
    ['2018-12-28', 20, '2019-01-28'],
    ['2019-05-14', 15, '2019-06-04'],
    ['2019-05-15', 20, '2019-06-13'],
    ['2019-05-15', 40, '2019-07-11'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-09-18', 7, '2026-09-29'],
    ['2026-09-18', 20, '2026-10-22'],
  ])('%s and %i working days is %s', (start, count, due) => {
    expect(addWorkingDays(calendar, start, count)).toEqual({ day: due, uncertain: [] })
  })

  test.each<[Day, number, Day]>([
    ['2018-08-02', 60, '2018-10-08'],
    ['2018-02-01', 15, '2018-02-22'],
    ['2026-09-01', 30, '2026-10-08'],
    ['2018-08-02', 8, '2018-08-10'], // a Friday stays
  ])('%s and %i calendar days, rolled forward, is %s', (start, count, due) => {
    expect(addCalendarDays(calendar, start, count)).toEqual({ day: due, uncertain: [] })
  })

  test.each([
    [2018, 250],
    [2019, 250],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    expect(workingDaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`)).toBe(count)
  })
})

describe('why a day counts or not', () => {
  test.each<[Day, boolean, object]>([
    ['2018-02-22', true, { kind: 'workday' }],
    ['2018-03-03', false, { kind: 'weekend' }],
    ['2018-02-16', false, { kind: 'holiday', name: '春节', notice: '国务院办公厅节假日安排（2018年）' }],
    ['2018-02-24', true, { kind: 'make_up', name: '春节', notice: '国务院办公厅节假日安排（2018年）' }],
    ['2018-12-31', false, { kind: 'holiday', name: '元旦', notice: '国务院办公厅节假日安排（2019年）' }], // the next year's notice
    ['2024-02-29', true, { kind: 'workday' }], // leap day
  ])('%s working: %s', (day, working, reason) => {
    expect(statusOf(calendar, day)).toEqual({ working, reason, uncertain: false })
  })
})

describe('a later notice corrects an earlier one', () => {
  const emergency = {
    version: 24,
    title: '国务院办公厅关于延长2020年春节假期的通知',
    years: [],
    days: (['2020-01-31', '2020-02-01', '2020-02-02'] as const).map(day => ({ day, kind: 'off' as const, name: '春节' })),
  }
  const before = calendarOf(packageNotices().map(notice => (notice.years[0] === 2020 ? withoutExtension(notice) : notice)))

  test('2020-01-31 was a working day until the emergency notice made it a day off', () => {
    expect(isWorkday(before, '2020-01-31')).toBe(true)
    const after = calendarOf([...packageNotices(), emergency])
    expect(after.version).toBe(24)
    expect(statusOf(after, '2020-01-31').reason).toEqual({ kind: 'holiday', name: '春节', notice: emergency.title })
    expect(isWorkday(after, '2020-01-23')).toBe(true) // days of which it does not speak stay as they were
  })

  test('a day off can be corrected back into a working day', () => {
    const back = { ...emergency, days: [{ day: '2020-01-31', kind: 'work' as const, name: '春节' }] }
    expect(statusOf(calendarOf([back, ...packageNotices()]), '2020-01-31')).toEqual({
      working: true,
      reason: { kind: 'workday' },
      uncertain: false,
    })
  })

  function withoutExtension<N extends { readonly days: readonly { readonly day: Day }[] }>(notice: N): N {
    return { ...notice, days: notice.days.filter(({ day }) => !emergency.days.some(extended => extended.day === day)) }
  }
})

describe('a year without a notice', () => {
  test('is said when a deadline falls into it, and when it only passes through it', () => {
    expect(addWorkingDays(calendar, '2026-12-28', 20)).toEqual({ day: '2027-01-26', uncertain: [2027] })
    expect(addWorkingDays(calendar, '2026-12-28', 300).uncertain).toEqual([2027, 2028])
    expect(addWorkingDays(calendar, '2003-12-29', 10)).toEqual({ day: '2004-01-13', uncertain: [2003] })
    expect(uncertainYears(calendar, '2026-12-31', '2027-01-01')).toEqual([2027])
  })

  test('a start day that is not counted needs no data, nor do days that only pass in calendar days', () => {
    expect(addWorkingDays(calendar, '2003-12-31', 5).uncertain).toEqual([])
    expect(addCalendarDays(calendar, '2003-12-31', 5).uncertain).toEqual([])
    expect(addWorkingDays(calendar, '2027-03-01', 0)).toEqual({ day: '2027-03-01', uncertain: [] })
  })

  test('falls back to Monday–Friday without the holidays whose date never moves', () => {
    const off = ['2027-01-01', '2027-05-01', '2027-10-01', '2027-10-02', '2027-10-03'].map(day => statusOf(calendar, day))
    expect(off.map(status => [status.working, status.reason.kind, status.uncertain])).toEqual(off.map(() => [false, 'holiday', true]))
    expect(statusOf(calendar, '2027-10-04')).toEqual({ working: true, reason: { kind: 'workday' }, uncertain: true })
    expect(rollForward(emptyCalendar, '2027-10-01')).toEqual({ day: '2027-10-04', uncertain: [2027] })
  })
})

test.each([-1, 1.5, Number.NaN, 1e9])('%s is not a number of days', count => {
  expect(() => addWorkingDays(calendar, '2018-01-01', count)).toThrow(RangeError)
  expect(() => addCalendarDays(calendar, '2018-01-01', count)).toThrow(RangeError)
})

describe('properties, over years with and without data', () => {
  const days = fc.integer({ min: 0, max: 365 * 26 }).map(offset => addDays('2003-06-01', offset))
  const counts = fc.integer({ min: 1, max: 120 })
  const calendars = fc.constantFrom<Calendar>(calendar, emptyCalendar)

  test('the result is a working day after the start', () => {
    fc.assert(
      fc.property(calendars, days, counts, (c, day, count) => {
        const due = addWorkingDays(c, day, count).day
        return due > day && isWorkday(c, due)
      }),
    )
  })

  test('adding a and then b is adding a + b', () => {
    fc.assert(
      fc.property(calendars, days, counts, counts, (c, day, a, b) => {
        const twice = addWorkingDays(c, addWorkingDays(c, day, a).day, b).day
        return twice === addWorkingDays(c, day, a + b).day
      }),
    )
  })

  test('more days never end earlier, a later start never ends earlier', () => {
    fc.assert(
      fc.property(calendars, days, counts, fc.nat(40), (c, day, count, more) => {
        const due = addWorkingDays(c, day, count).day
        return due <= addWorkingDays(c, day, count + more).day && due <= addWorkingDays(c, addDays(day, more), count).day
      }),
    )
  })

  test('workingDaysBetween is the inverse, in both directions', () => {
    fc.assert(
      fc.property(calendars, days, counts, (c, day, count) => {
        const due = addWorkingDays(c, day, count).day
        return workingDaysBetween(c, day, due) === count && workingDaysBetween(c, due, day) === -count
      }),
    )
  })

  test('rolling forward is idempotent and never goes back', () => {
    fc.assert(
      fc.property(calendars, days, (c, day) => {
        const rolled = rollForward(c, day).day
        return rolled >= day && rollForward(c, rolled).day === rolled && (rolled === day) === isWorkday(c, day)
      }),
    )
  })
})
