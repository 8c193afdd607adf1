import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { hashPassword } from '../org/passwords.ts'
import { sessionOf, signIn } from '../org/sign-in.ts'
import { Refusal } from '../refusal.ts'
import { lawBook } from './book.ts'
import { checkSetting, defineLaw, type LawRule, ruleIfAny, ruleOn, type Setting } from './define.ts'
import { type HouseRule, houseRules } from './house-rules.ts'
import { law } from './law.ts'
import { setLaw } from './set.ts'
import { houseNumber } from './settings.ts'

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

describe('the numbers of the house', () => {
  let w: World
  beforeAll(async () => {
    w = await world()
  })
  afterAll(() => w.drop())
  const set = (key: HouseRule, value: number, valid_from: string) =>
    w.run(w.cast.system, setLaw, { law: w.house.law, key, value, valid_from, reason: '会议纪要' })
  const today = () => w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const number = (key: HouseRule, day = today()) => houseNumber({ db: w.database.readonly, today: day.toString() }, key)

  test('are defaults until the city sets them, from a day on', async () => {
    expect(await number('account.lock')).toBe(15)
    await set('account.lock', 30, today().add({ days: 10 }).toString())
    await set('account.lock', 20, today().toString())
    expect(await number('account.lock')).toBe(20)
    expect(await number('account.lock', today().add({ days: 10 }))).toBe(30)
  })

  test.each(Object.keys(houseRules))('%s is a default with a name and bounds', key => {
    const rule = Object.entries<LawRule>(houseRules).find(([name]) => name === key)?.[1]
    expect(rule?.name?.['zh-CN']).toBeTruthy()
    expect(rule?.steps.map(({ mark }) => mark)).toEqual(['D'])
    expect(rule && 'between' in rule && rule.between).toHaveLength(2)
  })

  test('are obeyed: how long a session lasts, when it is idle, when a name locks', async () => {
    for (const [key, value] of [
      ['account.session', 2],
      ['account.idle', 10],
      ['account.failures', 3],
    ] as const)
      await set(key, value, today().toString())
    const [person_id, password] = [w.cast.li.person_id ?? 0, 'some words in a row']
    await w.db
      .updateTable('kernel.accounts')
      .set({ password_hash: await hashPassword(password) })
      .where('person_id', '=', person_id)
      .execute()
    const sign_in_name = `test-${person_id}`
    const entered = await w.run(w.cast.public, signIn, { sign_in_name, password })
    if (!('token' in entered)) throw new Error('not signed in')
    expect(w.clock.now().until(entered.expires_at).total('minutes')).toBeCloseTo(120, 0)
    const asked = (minutes: number) => w.read(w.cast.public, sessionOf, { token: entered.token, now: w.clock.now().add({ minutes }) })
    expect(await asked(9)).toBeDefined()
    expect(await asked(11)).toBeUndefined()
    const wrong = () => w.run(w.cast.public, signIn, { sign_in_name, password: 'wrong' })
    await wrong()
    await wrong()
    expect(await wrong()).toMatchObject({ refusal: { kind: 'too_many', words: { en: expect.stringContaining('20 minutes') } } })
  })
})

test('a rule stands in one room only', () => {
  const promise = defineLaw({ promise: { unit: 'working days', steps: [{ from: '2010-01-01', value: 5, article: '默认', mark: 'D' }] } })
  expect(Object.keys(lawBook([{ name: 'one', law: promise }]))).toContain('promise')
  expect(() =>
    lawBook([
      { name: 'one', law: promise },
      { name: 'two', law: promise },
    ]),
  ).toThrow(/there already/)
  expect(() => lawBook([{ name: 'one', law: { 'gk.publish': promise.promise } }])).toThrow(/there already/)
})

test('a default beyond its own bounds does not start', () => {
  const steps = [{ from: '2020-01-01', value: 9, article: '', mark: 'D' }] as const
  expect(() => defineLaw({ a: { unit: 'yuan', between: [1, 8], steps } })).toThrow(/no value/)
})

test('a table with a fault does not start', () => {
  const step = (from: string, value: number) => ({ from, value, article: '', mark: 'D' as const })
  expect(() => defineLaw({ a: { unit: 'yuan', steps: [step('2020-01-01', 1), step('2019-01-01', 2)] } })).toThrow(/order/)
  expect(() => defineLaw({ a: { unit: 'yuan', steps: [] } })).toThrow(/no step/)
  expect(() => defineLaw({ a: { unit: 'yuan', steps: [step('2020-01-01', -1)] } })).toThrow(/no value/)
})
