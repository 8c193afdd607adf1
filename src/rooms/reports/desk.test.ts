import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { publishItems, twoYears } from './city.fixture.ts'

let city: World
beforeAll(async () => {
  city = await world()
  await publishItems(city, twoYears)
})
afterAll(async () => {
  await city.drop()
})

const page = async (path: string, as = city.cast.zheng, lang: 'en' | 'zh-CN' = 'zh-CN') => {
  const answer = await city.get(path, { as, lang })
  return { status: answer.status, text: await answer.text() }
}
const send = (legal_day: string, as = city.cast.zheng, form_id: string = randomUUID()) =>
  city.post('/desk/reports/2018/releases', { legal_day, form_id }, { as })

describe('who may', () => {
  test.each(['/desk/reports', '/desk/reports/2018', '/desk/reports/2018/charts/months.svg'])(
    '%s asks a stranger to sign in and tells a clerk no',
    async path => {
      expect((await city.get(path)).status).toBe(303)
      expect((await page(path, city.cast.li)).status).toBe(403)
      expect((await page(path, city.cast.zhou)).status).toBe(200)
    },
  )

  test('who checks may not release, and is told who does', async () => {
    expect((await page('/desk/reports/2018', city.cast.zhou)).text).toContain('发布由报告签发人进行')
    expect((await send('2019-03-15', city.cast.zhou)).status).toBe(403)
    expect((await send('2019-03-15', city.cast.li)).status).toBe(403)
  })

  test.each(['/desk/reports/1999', '/desk/reports/abc', '/desk/reports/2018/charts/none.svg'])('%s is a 404', async path => {
    expect((await page(path)).status).toBe(404)
  })
})

describe('checking and releasing', () => {
  test('lists the years, and previews one with its checks and the form', async () => {
    expect((await page('/desk/reports')).text).toContain('href="/desk/reports/2018"')
    const { text } = await page('/desk/reports/2018')
    expect(text).toMatch(/\d+ 项核对全部通过/)
    expect(text).toContain('name="legal_day"')
    expect(text).toContain('src="/desk/reports/2018/charts/channels.svg"')
    expect((await page('/desk/reports/2018', city.cast.zheng, 'en')).text).toMatch(/All \d+ checks pass/)
  })

  test.each([
    ['', '请输入有效日期'],
    ['2019-02-30', '请输入有效日期'],
    ['<script>', '请输入有效日期'],
    ['2018-06-01', '发布日期须在报告年度结束之后'],
    ['2999-01-01', '发布日期不能晚于今天'],
  ])('a day of %j comes back with what to do and what was typed', async (typed, words) => {
    const answer = await send(typed)
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(text).toContain(words)
    expect(text).toContain('href="#legal_day"')
    expect(text).not.toContain('<script>')
  })

  test('the form sent twice at once is one release; another one is told that it comes late', async () => {
    const form_id = randomUUID()
    const [first, second] = await Promise.all([send('2019-03-15', city.cast.zheng, form_id), send('2019-03-15', city.cast.zheng, form_id)])
    expect([first.status, first.headers.get('location')]).toEqual([303, '/desk/reports/2018'])
    expect(second.status).toBe(303)
    const third = await send('2019-03-20')
    expect(third.status).toBe(409)
    expect(await third.text()).toContain('2018年度报告已经发布')
    expect((await page('/desk/reports/2018')).text).toContain('已于 2019-03-15 发布')
    expect((await city.get('/reports/2018')).status).toBe(200)
  })
})
