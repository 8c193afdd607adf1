import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays, calendarOf, emptyCalendar, isWorkday, workingDaysBetween } from '../calendar/calendar.ts'
import { packageNotices } from '../calendar/chinese-days.ts'
import { addDays, type Day } from '../calendar/day.ts'
import { type ClockMark, type Effect, readClock, type Unit } from './clock.ts'
import { ledger } from './ledger.ts'

const calendar = calendarOf(packageNotices())

/** A mark, as short as a test wants it: a number is days, a text is `until`. */
function mark(effect: Effect, legal_day: Day, value?: number | Day, unit: Unit = 'working'): ClockMark {
  const days = typeof value === 'number' ? value : null
  const until = typeof value === 'string' ? value : null
  return { effect, legal_day, days, until, unit, why: effect, by: '李办事员' }
}
const due = (...marks: ClockMark[]) => readClock(marks, calendar).due_on

describe('the due day', () => {
  test.each<[string, ClockMark[], Day | null]>([
    ['2008 rules', [mark('start', '2019-05-14', 15)], '2019-06-04'],
    ['2019 rules', [mark('start', '2019-05-15', 20)], '2019-06-13'],
    ['extended', [mark('start', '2019-05-15', 20), mark('extend', '2019-06-10', 20)], '2019-07-11'],
    ['received on a Saturday', [mark('start', '2018-03-03', 5)], '2018-03-09'],
    ['over make-up workdays', [mark('start', '2018-09-28', 7)], '2018-10-12'],
    ['stopped for a correction', [mark('start', '2018-03-01', 15), mark('stop', '2018-03-05')], null],
    [
      'restarted in full when the correction arrives, with the base of before',
      [mark('start', '2018-03-01', 15), mark('stop', '2018-03-05'), mark('restart', '2018-03-12')],
      '2018-04-02',
    ],
    [
      'a restart forgets the extension',
      [mark('start', '2018-03-01', 15), mark('extend', '2018-03-02', 15), mark('stop', '2018-03-05'), mark('restart', '2018-03-12', 15)],
      '2018-04-02',
    ],
    [
      'a consultation is excluded: due moves by its five working days',
      [mark('start', '2018-03-01', 15), mark('exclude', '2018-03-05'), mark('include', '2018-03-12')],
      '2018-03-29',
    ],
    [
      'overlapping consultations count once',
      [
        mark('start', '2018-03-01', 15),
        mark('exclude', '2018-03-05'),
        mark('exclude', '2018-03-07'),
        mark('include', '2018-03-09'),
        mark('include', '2018-03-12'),
      ],
      '2018-03-29',
    ],
    ['no day while the third party is silent', [mark('start', '2018-03-01', 15), mark('exclude', '2018-03-05')], null],
    ['a consultation after the due day changes nothing', [mark('start', '2018-03-01', 5), mark('exclude', '2018-03-20')], '2018-03-08'],
    ['delayed to a day', [mark('start', '2019-06-03', 20), mark('delay', '2019-06-20', '2019-08-30')], '2019-08-30'],
    ['delayed to a Saturday: rolled forward', [mark('start', '2019-06-03', 20), mark('delay', '2019-06-20', '2019-08-31')], '2019-09-02'],
    [
      'a consultation after the delay moves the decided day',
      [
        mark('start', '2019-06-03', 20),
        mark('delay', '2019-06-20', '2019-08-30'),
        mark('exclude', '2019-07-01'),
        mark('include', '2019-07-03'),
      ],
      '2019-09-03',
    ],
    ['calendar days roll forward', [mark('start', '2018-08-02', 60, 'calendar')], '2018-10-08'],
    [
      'a pause is counted in the unit of its clock',
      [mark('start', '2018-03-01', 10, 'calendar'), mark('exclude', '2018-03-02'), mark('include', '2018-03-05')],
      '2018-03-14',
    ],
    ['ended: the day stays for the comparison', [mark('start', '2018-03-01', 15), mark('end', '2018-03-08')], '2018-03-22'],
    [
      'paid: restarts in full from the day after payment',
      [mark('start', '2021-03-01', 20), mark('stop', '2021-03-10'), mark('restart', '2021-03-19', 20)],
      addWorkingDays(calendar, '2021-03-19', 20).day,
    ],
  ])('%s', (_, marks, day) => {
    expect(due(...marks)).toBe(day)
  })

  test('a mark recorded late falls into its place by its legal day', () => {
    const marks = [mark('start', '2018-03-01', 15), mark('include', '2018-03-12'), mark('exclude', '2018-03-05')]
    expect(due(...marks)).toBe('2018-03-29')
  })

  test('a delay into the past and an extension in other days are refused', () => {
    expect(() => due(mark('start', '2018-03-01', 15), mark('delay', '2018-03-09', '2018-03-08'))).toThrow(/after the day/)
    expect(() => due(mark('start', '2018-03-01', 15), mark('extend', '2018-03-09', 15, 'calendar'))).toThrow(/same kind/)
    expect(() => due(mark('restart', '2018-03-01'))).toThrow(RangeError)
  })
})

describe('the state', () => {
  test.each<[string, ClockMark[]]>([
    ['none', []],
    ['none', [mark('extend', '2018-03-01', 5)]],
    ['running', [mark('start', '2018-03-01', 15)]],
    ['paused', [mark('start', '2018-03-01', 15), mark('exclude', '2018-03-05')]],
    ['stopped', [mark('start', '2018-03-01', 15), mark('stop', '2018-03-05')]],
    ['ended', [mark('start', '2018-03-01', 15), mark('end', '2018-03-05')]],
    ['ended', [mark('start', '2018-03-01', 15), mark('stop', '2018-03-05'), mark('end', '2018-04-05')]],
    ['ended', [mark('start', '2018-03-01', 15), mark('end', '2018-03-05'), mark('restart', '2018-03-06')]],
    ['running', [mark('start', '2018-03-01', 15), mark('end', '2018-03-05'), mark('start', '2018-03-06', 5)]],
  ])('%s', (state, marks) => {
    expect(readClock(marks, calendar).state).toBe(state)
  })

  test('a due day in a year without a notice says so', () => {
    expect(readClock([mark('start', '2026-12-21', 20)], calendar)).toMatchObject({ due_on: '2027-01-19', uncertain: [2027] })
    expect(readClock([mark('start', '2026-11-23', 20)], calendar)).toMatchObject({ due_on: '2026-12-21', uncertain: [] })
  })
})

describe('the ledger', () => {
  test('gives each day with its reason', () => {
    const marks = [mark('start', '2018-02-09', 5), mark('exclude', '2018-02-12'), mark('include', '2018-02-13')]
    const rows = ledger(marks, calendar, '2018-02-24').map(row => `${row.day.slice(5)} ${row.nth ?? '-'} ${row.reason.kind}`)
    expect(rows).toEqual([
      '02-09 - started',
      '02-10 - weekend',
      '02-11 1 make_up',
      '02-12 2 workday',
      '02-13 - paused',
      '02-14 3 workday',
      ...[15, 16, 17, 18, 19, 20, 21].map(day => `02-${day} - holiday`),
      '02-22 4 workday',
      '02-23 5 workday',
      '02-24 - overdue',
    ])
    expect(ledger(marks, calendar, '2018-02-13').at(-1)?.reason).toEqual({
      kind: 'paused',
      why: 'exclude',
      by: '李办事员',
      since: '2018-02-12',
    })
  })

  test('begins again with a restart, and ends with the end', () => {
    const marks = [mark('start', '2018-03-01', 15), mark('stop', '2018-03-02'), mark('restart', '2018-03-06'), mark('end', '2018-03-08')]
    const rows = ledger(marks, calendar, '2018-12-31').map(row => `${row.day.slice(5)} ${row.nth ?? '-'} ${row.reason.kind}`)
    expect(rows).toEqual([
      '03-01 - started',
      '03-02 1 workday',
      '03-03 - stopped',
      '03-04 - stopped',
      '03-05 - stopped',
      '03-06 - restarted',
      '03-07 1 workday',
      '03-08 2 workday',
    ])
  })

  test('shows how calendar days roll forward, and which days are uncertain', () => {
    const rows = ledger([mark('start', '2026-12-30', 3, 'calendar')], calendar, '2027-01-04')
    expect(rows.map(row => row.reason.kind)).toEqual(['started', 'workday', 'workday', 'workday', 'rolled', 'rolled'])
    expect(rows.map(row => row.uncertain)).toEqual([false, false, true, true, true, true])
    expect(ledger([], calendar, '2027-01-04')).toEqual([])
  })
})

describe('properties', () => {
  const start = '2018-01-02'
  const offsets = fc.integer({ min: 0, max: 90 })
  const units = fc.constantFrom<Unit>('working', 'calendar')
  const lengths = fc.integer({ min: 1, max: 60 })
  /** Pauses that have all ended, in any overlap. */
  const pauses = fc.array(fc.tuple(offsets, fc.nat(20)), { maxLength: 5 })
  const marksOf = (list: readonly (readonly [number, number])[]) =>
    list.flatMap(([from, length]) => [mark('exclude', addDays(start, from)), mark('include', addDays(start, from + length))])
  const calendars = fc.constantFrom(calendar, emptyCalendar)

  test('the days counted in the ledger are the period, and the due day is the last of them', () => {
    fc.assert(
      fc.property(calendars, lengths, fc.option(lengths, { nil: undefined }), pauses, (c, days, more, list) => {
        const marks = [mark('start', start, days), ...(more ? [mark('extend', start, more)] : []), ...marksOf(list)]
        const day = readClock(marks, c).due_on ?? ''
        const rows = ledger(marks, c, addDays(day, 30))
        expect(rows.filter(row => row.counted)).toHaveLength(days + (more ?? 0))
        expect(rows.findLast(row => row.counted)?.day).toBe(day)
        expect(rows.filter(row => row.day > day).every(row => row.reason.kind === 'overdue')).toBe(true)
      }),
    )
  })

  test('in calendar days too, save for the days by which it rolls forward to a working day', () => {
    fc.assert(
      fc.property(calendars, lengths, pauses, (c, days, list) => {
        const marks = [mark('start', start, days, 'calendar'), ...marksOf(list)]
        const day = readClock(marks, c).due_on ?? ''
        const rows = ledger(marks, c, day)
        expect(rows.filter(row => row.counted)).toHaveLength(days)
        const after = rows.slice(rows.findLastIndex(row => row.counted) + 1)
        expect(after.every(row => row.reason.kind === 'rolled') && isWorkday(c, day)).toBe(true)
      }),
    )
  })

  test('a pause never moves the due day earlier', () => {
    fc.assert(
      fc.property(units, lengths, pauses, offsets, fc.nat(20), (unit, days, list, from, length) => {
        const fewer = [mark('start', start, days, unit), ...marksOf(list)]
        const before = due(...fewer) ?? ''
        const after = due(...fewer, ...marksOf([[from, length]])) ?? ''
        return after >= before
      }),
    )
  })

  test('the order in which overlapping pauses were recorded is irrelevant', () => {
    fc.assert(
      fc.property(units, lengths, pauses, fc.integer(), (unit, days, list, seed) => {
        const shuffled = list.toSorted(([a, b], [c, d]) => ((a * 31 + b) ^ seed) - ((c * 31 + d) ^ seed))
        return due(mark('start', start, days, unit), ...marksOf(list)) === due(...marksOf(shuffled), mark('start', start, days, unit))
      }),
    )
  })

  test('one pause within the period moves the due day by its working days', () => {
    fc.assert(
      fc.property(lengths, fc.nat(20), fc.nat(20), (days, from, length) => {
        const [after, through] = [addDays(start, from), addDays(start, from + length)]
        const plain = addWorkingDays(calendar, start, days).day
        fc.pre(after < plain)
        const moved = due(mark('start', start, days), mark('exclude', after), mark('include', through))
        return moved === addWorkingDays(calendar, start, days + workingDaysBetween(calendar, after, through)).day
      }),
    )
  })
})
