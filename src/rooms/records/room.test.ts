import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { insertDeliveries } from '../../kernel/figures/deliveries.fixture.ts'

let here: World
beforeAll(async () => {
  here = await world()
  await insertDeliveries(here.db, [
    { day: '2017-05-02', n: 21 },
    { day: '2018-05-02', n: 55 },
    { day: '2018-06-01', n: 12, channel: 'wechat', unit: 2 },
  ])
})
afterAll(async () => {
  await here.drop()
})

test('every figure of the house has its page, its JSON and its list, and they agree', async () => {
  const index = await (await here.get('/figures?year=2018')).text()
  expect(here.figures.all.length).toBeGreaterThan(10)
  for (const { figure } of here.figures.all) {
    expect(index).toContain(`href="/figures/${figure.id}?year=2018"`)
    for (const lang of ['zh-CN', 'en'] as const) {
      const page = await here.get(`/figures/${figure.id}?year=2018`, { lang })
      expect(page.status).toBe(200)
      expect(await page.text()).toContain(figure.definition[lang].slice(0, 20))
    }
    const body = await (await here.get(`/figures/${figure.id}.json?year=2018`)).json()
    expect(body).toMatchObject({ id: figure.id, kind: figure.kind, unit: figure.unit['zh-CN'], year: 2018 })
    const list = await (await here.get(`/figures/${figure.id}/records.json?year=2018`)).json()
    expect(list.total).toBe(body.records.total)
    if (figure.kind === 'count') expect(body.value).toBe(list.total)
  }
})

test('a reader who has the figure is told that nothing changed', async () => {
  const first = await here.get('/figures/disclosure.total.json?year=2018')
  expect((await first.json()).value).toBe(67)
  const again = await here.get('/figures/disclosure.total.json?year=2018', {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  })
  expect(again.status).toBe(304)
})
