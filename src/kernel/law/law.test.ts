import { describe, expect, expectTypeOf, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { checkSetting, defineLaw, ruleIfAny, ruleOn, type Setting } from './define.ts'
import { law } from './law.ts'

describe('the law of information disclosure, by day', () => {
  test.each([
    ['gkyq.reply.base', '2008-05-01', 15],
    ['gkyq.reply.base', '2019-05-14', 15],
    ['gkyq.reply.base', '2019-05-15', 20],
    ['gkyq.reply.extend', '2018-06-30', 15],
    ['gkyq.reply.extend', '2026-11-24', 20],
    ['gk.publish', '2018-01-01', 20],
    ['gkyq.correctionNotice', '2019-05-15', 7],
    ['gkyq.thirdParty.answer', '2026-01-01', 15],
    ['gkyq.coProducer.answer', '2026-01-01', 15],
    ['gkyq.fee.pay', '2021-01-01', 20],
    ['gk.annualReport.gov', '2018-12-31', '03-31'],
    ['gk.annualReport.dept', '2018-12-31', '03-31'],
    ['gk.annualReport.dept', '2019-05-15', '01-31'],
  ] as const)('%s on %s is %s', (key, day, value) => {
    expect(ruleOn(law, key, day).value).toBe(value)
  })

  test('a ruling names its article and since when it holds', () => {
    expect(ruleOn(law, 'gkyq.reply.base', '2019-06-01')).toEqual({
      value: 20,
      unit: 'working days',
      from: '2019-05-15',
      article: '《政府信息公开条例》（国务院令第711号）第三十三条',
      mark: 'S',
    })
  })

  test('a limit that the older law did not have is no limit, not a zero', () => {
    expect(ruleIfAny(law, 'gkyq.correctionNotice', '2019-05-14')).toBeUndefined()
    expect(() => ruleOn(law, 'gkyq.correctionNotice', '2019-05-14')).toThrow(RangeError)
  })

  test('the key decides the type, and an unknown key does not compile', () => {
    expectTypeOf(ruleOn(law, 'gk.publish', '2018-01-01').value).toEqualTypeOf<number>()
    expectTypeOf(ruleOn(law, 'gk.annualReport.gov', '2018-01-01').value).toEqualTypeOf<string>()
    // @ts-expect-error: there is no such rule
    expect(() => ruleOn(law, 'gk.publsh', '2018-01-01')).toThrow()
  })
})

describe('what a city sets itself', () => {
  const local = defineLaw({
    promise: {
      unit: 'working days',
      steps: [
        { from: '2010-01-01', value: 5, article: '默认', mark: 'D' },
        { from: '2020-01-01', value: 10, article: '某条例', mark: 'S' },
      ],
    },
  })
  const setting = (valid_from: string, value: unknown, key = 'promise'): Setting => ({ key, valid_from, value, reason: '市政府决定' })

  test('stands over a default from its day on, the newest first', () => {
    const settings = [setting('2013-01-01', 3), setting('2012-01-01', 4)]
    const values = ['2011-12-31', '2012-01-01', '2013-01-01', '2019-12-31'].map(day => ruleOn(local, 'promise', day, settings).value)
    expect(values).toEqual([5, 4, 3, 3])
    expect(ruleOn(local, 'promise', '2013-05-01', settings)).toMatchObject({ from: '2013-01-01', mark: 'D', reason: '市政府决定' })
  })

  test('falls silent when the law fixes the number', () => {
    expect(ruleOn(local, 'promise', '2020-01-01', [setting('2012-01-01', 4)])).toMatchObject({ value: 10, mark: 'S' })
  })

  test('cannot override a number of the law', () => {
    expect(() => checkSetting(local, setting('2021-01-01', 30))).toThrow(Refusal)
    expect(() => ruleOn(local, 'promise', '2022-01-01', [setting('2021-01-01', 30)])).toThrow(/fixed by law/)
    expect(() => checkSetting(law, setting('2026-01-01', 60, 'gkyq.reply.base'))).toThrow(Refusal)
  })

  test.each([
    ['a text', setting('2012-01-01', '4')],
    ['a negative number', setting('2012-01-01', -1)],
    ['an unknown key', setting('2012-01-01', 4, 'toString')],
    ['a day before the rule', setting('2009-12-31', 4)],
  ])('is refused with %s', (_, wrong) => {
    expect(() => checkSetting(local, wrong)).toThrow(Refusal)
  })
})

test('a table with a fault does not start', () => {
  const step = (from: string, value: number) => ({ from, value, article: '', mark: 'D' as const })
  expect(() => defineLaw({ a: { unit: 'yuan', steps: [step('2020-01-01', 1), step('2019-01-01', 2)] } })).toThrow(/order/)
  expect(() => defineLaw({ a: { unit: 'yuan', steps: [] } })).toThrow(/no step/)
  expect(() => defineLaw({ a: { unit: 'yuan', steps: [step('2020-01-01', -1)] } })).toThrow(/no value/)
})
