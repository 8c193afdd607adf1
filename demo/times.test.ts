import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { addDays, officeTime, spread } from './times.ts'

/** 2018 as the State Council set it (rules 9.2). */
const off = new Set(['2018-01-01', '2018-04-05', '2018-04-06', '2018-04-30', '2018-05-01', '2018-06-18', '2018-09-24', '2018-12-31'])
for (const [from, to] of [
  ['2018-02-15', '2018-02-21'],
  ['2018-10-01', '2018-10-07'],
] as const)
  for (let day: string = from; day <= to; day = addDays(day, 1)) off.add(day)
const made = new Set(['2018-02-11', '2018-02-24', '2018-04-08', '2018-04-28', '2018-09-29', '2018-09-30', '2018-12-29'])
const isWorkday = (day: string) => made.has(day) || (![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !off.has(day))

const year = (total: number, freeShare?: number) => spread(total, '2018-01-01', '2018-12-31', createRandom('days'), isWorkday, freeShare)

describe('spread', () => {
  it.each([0, 1, 27, 325, 62_962])('gives exactly %i days, sorted and inside the span', total => {
    const days = year(total)
    expect(days).toHaveLength(total)
    expect([...days].sort()).toEqual(days)
    expect(days.every(day => day >= '2018-01-01' && day <= '2018-12-31')).toBe(true)
  })

  it('uses working days only, make-up Saturdays among them', () => {
    const days = year(20_000)
    expect(days.every(isWorkday)).toBe(true)
    expect(days).toContain('2018-02-24')
  })

  it('lets new media publish a few per cent on free days', () => {
    const free = year(50_000, 0.08).filter(day => !isWorkday(day)).length / 50_000
    expect(free).toBeGreaterThan(0.02)
    expect(free).toBeLessThan(0.06)
  })

  it('is fuller at the month end and in December, thinner around Spring Festival', () => {
    const counts = Map.groupBy(year(250_000), day => day)
    const of = (day: string) => counts.get(day)?.length ?? 0
    expect(of('2018-12-28')).toBeGreaterThan(of('2018-06-13') * 1.3)
    expect(of('2018-02-14')).toBeLessThan(of('2018-06-13') * 0.7)
  })

  it('is the same again, and works for a weekend alone', () => {
    expect(year(300)).toEqual(year(300))
    expect(spread(9, '2018-07-07', '2018-07-08', createRandom('w'), isWorkday)).toHaveLength(9)
    expect(() => spread(1, '2018-07-08', '2018-07-07', createRandom('w'), isWorkday)).toThrow(RangeError)
  })
})

describe('officeTime', () => {
  const inside = (time: string) => (time >= '08:30' && time < '12:00') || (time >= '14:30' && time < '18:00')

  it('keeps office hours, or leaves them for the share asked', () => {
    const random = createRandom('clock')
    const times = Array.from({ length: 5_000 }, () => officeTime(random))
    expect(times.every(time => /^\d\d:\d\d$/.test(time) && inside(time))).toBe(true)
    const loose = Array.from({ length: 5_000 }, () => officeTime(random, 0.05)).filter(time => !inside(time)).length / 5_000
    expect(loose).toBeGreaterThan(0.035)
    expect(loose).toBeLessThan(0.065)
  })
})
