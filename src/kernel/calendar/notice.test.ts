import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, emptyCalendar } from './calendar.ts'
import { packageNotices } from './chinese-days.ts'
import { addDays } from './day.ts'
import { daysOfLines, faultsOf, missingHolidays, type NoticeDay } from './notice.ts'
import { withNotice } from './redating.ts'

const day = (text: string, kind: 'off' | 'work' = 'off', name = '元旦'): NoticeDay => ({ day: text, kind, name })

describe('the days of a notice', () => {
  it.each<[string, readonly NoticeDay[], readonly string[]]>([
    ['a weekday off', [day('2027-01-01')], []],
    ['a weekend off, within a holiday', [day('2027-01-02')], []],
    ['a Saturday worked', [day('2027-02-06', 'work')], []],
    ['a weekday worked', [day('2027-01-04', 'work')], ['work_on_weekday']],
    ['a day twice', [day('2027-01-01'), day('2027-01-01')], ['twice']],
    ['a day of a later year', [day('2028-01-01')], ['other_year']],
    ['New Year that begins in December', [day('2026-12-31'), day('2026-12-26', 'work')], []],
    ['November of the year before', [day('2026-11-30')], ['other_year']],
  ])('%s', (_name, days, faults) => {
    expect(faultsOf({ years: [2027], days }, emptyCalendar).map(({ what }) => what)).toEqual(faults)
  })

  it('may take back a weekday that an earlier notice gave', () => {
    const before: Calendar = withNotice(emptyCalendar, { title: 'a', years: [2027], days: [day('2027-02-08')] })
    expect(faultsOf({ years: [2027], days: [day('2027-02-08', 'work')] }, before)).toEqual([])
  })

  it('of every arrangement since 2014 are without a fault, each upon the ones before', () => {
    let calendar = emptyCalendar
    for (const notice of packageNotices()) {
      if ((notice.years[0] ?? 0) >= 2014) expect(faultsOf(notice, calendar), notice.title).toEqual([])
      calendar = withNotice(calendar, notice)
    }
  })
})

describe('holidays that a notice does not name', () => {
  it('are told for a year that it completes, and not for a correction', () => {
    const notice = { title: 'a', years: [2027], days: [day('2027-01-01'), day('2027-06-09', 'off', '端午节')] }
    expect(missingHolidays(notice, emptyCalendar).map(({ name }) => name)).toEqual(['春节', '清明', '劳动', '中秋', '国庆'])
    expect(missingHolidays(notice, withNotice(emptyCalendar, notice))).toEqual([])
  })
})

describe('typed lines', () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ['2027-01-01 休 元旦', ['2027-01-01'], []],
    ['2027-02-05~2027-02-07 休 春节', ['2027-02-05', '2027-02-06', '2027-02-07'], []],
    ['2027-02-05至2027-02-06 休 春节', ['2027-02-05', '2027-02-06'], []],
    ['\n2027-02-14 work 春节\n', ['2027-02-14'], []],
    ['2027-02-30 休 春节', [], [1]],
    ['2027-01-01 休', [], [1]],
    ['2027-01-01 睡 元旦', [], [1]],
    ['2027-02-07~2027-02-05 休 春节', [], [1]],
    ['2027-01-01~2027-12-31 休 全年', [], [1]],
    ['2027-01-01 休 元旦\nx\n2027-01-03 休 元旦', ['2027-01-01', '2027-01-03'], [2]],
  ])('%j', (text, days, wrong) => {
    const read = daysOfLines(text)
    expect(read.days.map(one => one.day)).toEqual(days)
    expect(read.wrong).toEqual(wrong)
  })

  it('of a stretch give each of its days once', () => {
    const start = fc.integer({ min: 0, max: 4000 }).map(ahead => addDays('2018-01-01', ahead))
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 30 }), (from, length) => {
        const { days, wrong } = daysOfLines(`${from}~${addDays(from, length)} 休 春节`)
        expect(wrong).toEqual([])
        expect(days.length).toBe(length + 1)
        expect(new Set(days.map(one => one.day)).size).toBe(length + 1)
      }),
    )
  })
})
