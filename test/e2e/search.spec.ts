import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSite, type Site, withAndWithoutScript } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

describe.each(withAndWithoutScript)('a citizen searches, %s', (_how, js) => {
  it('from the box on every page to the results, narrows them down, goes on to the next page and opens an item', async () => {
    const { page, go } = await site.visit({ js })
    await go('/columns')
    await page.getByLabel('搜索公开信息').fill('通知')
    await page.getByLabel('搜索公开信息').press('Enter')
    await page.getByRole('heading', { level: 1, name: '“通知”的搜索结果' }).waitFor()
    const counted = async () => Number(/\d+/.exec((await page.locator('#results').textContent()) ?? '')?.[0])
    const all = await counted()
    await page.getByRole('list', { name: '年份' }).getByRole('link', { name: '2018年' }).click()
    await page.getByText('已选范围').waitFor()
    expect(await counted()).toBeLessThanOrEqual(all)
    const first = await page.locator('.mj-hit__title').first().textContent()
    await page.getByRole('link', { name: '下一页' }).click()
    await page.waitForURL(/page=2/)
    expect(await page.locator('.mj-hit__title').first().textContent()).not.toBe(first)
    const title = await page.locator('.mj-hit__title').first().textContent()
    await page.locator('.mj-hit__title a').first().click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)
  })
})

it('with JavaScript ways to go on are offered while one types', async () => {
  const { page, go } = await site.visit({ js: true })
  await go('/search')
  await page.getByLabel('搜索全部公开信息').pressSequentially('安全')
  const option = page.locator('#q-suggestions option').first()
  await option.waitFor({ state: 'attached' })
  expect(await option.getAttribute('value')).toContain('安全')
})
