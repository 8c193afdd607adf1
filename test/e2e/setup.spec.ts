import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { prepareCity } from '../../demo/prepare.ts'
import { readConfig } from '../../src/config.ts'
import { signInFirst } from './desk.ts'
import { openSite, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite('bare')
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

const administrators = [
  { post: 'system_admin', name: '甲某', sign_in_name: 'jia', password: 'three long words 1' },
  { post: 'security_admin', name: '乙某', sign_in_name: 'yi', password: 'three long words 2' },
  { post: 'audit_admin', name: '丙某', sign_in_name: 'bing', password: 'three long words 3' },
]

it('an empty city is set up once, by three people, over the link that the first start prints', async () => {
  const outside = { clock: site.clock.now, random: (bytes: number) => randomBytes(bytes) }
  const prepared = await prepareCity(site.database, readConfig({ CITY: 'empty' }), outside)
  const link =
    prepared
      .words(site.origin)
      .find(line => line.includes('token='))
      ?.trim() ?? ''
  const { page, go } = await site.visit({ js: false })
  await go('/') // nothing is published, and the page says so
  await page.goto(link)
  await page.locator('#unit_name').fill('某某市人民政府')
  for (const { post, name, sign_in_name, password } of administrators) {
    await page.locator(`#${post}_name`).fill(post === 'audit_admin' ? '乙某' : name)
    await page.locator(`#${post}_sign_in_name`).fill(sign_in_name)
    await page.locator(`#${post}_password`).fill(password)
  }
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.locator('.govuk-error-summary').waitFor()
  expect(await page.locator('.govuk-error-summary a').getAttribute('href')).toBe('#audit_admin_name') // 三员分立: three people

  expect(await page.locator('#unit_name').inputValue()).toBe('某某市人民政府')
  await page.locator('#audit_admin_name').fill('丙某')
  for (const { post, password } of administrators) await page.locator(`#${post}_password`).fill(password) // a password is never sent back
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.waitForURL(/\/desk\/sign-in\?done=set_up/)

  for (const { sign_in_name, name, password } of administrators) {
    const visitor = await site.visit()
    await signInFirst(visitor, sign_in_name, password, site.clock.now)
    expect(await visitor.page.locator('.mj-header__tools').innerText()).toContain(name)
  }
  const used = await page.goto(link)
  expect(used?.status()).toBeGreaterThanOrEqual(400)
})
