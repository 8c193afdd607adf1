import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signIn, takeStep, writeDraft } from './desk.ts'
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

describe.each(withAndWithoutScript)('the work of a unit, %s', (_, js) => {
  it('is ticked, urged together and told to the reviewer, all by keyboard', async () => {
    const author = await site.visit({ js })
    await signIn(author, 'author')
    const title = `关于催办的通知${js ? '一' : '二'}`
    await writeDraft(author, title)
    await takeStep(author, '送审', '审核')
    const { page, go } = author
    await go(`/desk/unit-work?q=${title}`)
    const box = page.getByLabel(`选择：${title}`)
    await box.focus()
    await page.keyboard.press('Space')
    expect(await box.isChecked()).toBe(true)
    await page.getByRole('button', { name: '催办' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/batches\/new/)
    await page.getByRole('button', { name: '确认催办' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/batches\/\d+$/)
    expect(await page.locator('main').innerText()).toContain('办成 1 件，未办 0 件')

    const reviewer = await site.visit({ js })
    await signIn(reviewer, 'reviewer')
    await reviewer.go('/desk/notices')
    await reviewer.page.getByRole('link', { name: `催办：“${title}”，请尽快办理。` }).click()
    await reviewer.page.waitForURL(/\/desk\/cases\/\d+$/)
    expect(await reviewer.page.locator('h1').innerText()).toBe(title)
  })
})

it('an open list says that it has changed, and moves nothing', async () => {
  const [author, reviewer] = [await site.visit(), await site.visit()]
  await signIn(reviewer, 'reviewer')
  await reviewer.go('/desk/unit-work')
  const rows = await reviewer.page.locator('tbody tr').count()
  await signIn(author, 'author')
  await writeDraft(author, '关于变化的通知')
  const note = reviewer.page.locator('.mj-live')
  await note.getByRole('link', { name: '重新载入' }).waitFor({ timeout: 20_000 })
  expect(await note.innerText()).toMatch(/列表有 \d+ 处变化/)
  expect(await reviewer.page.locator('tbody tr').count()).toBe(rows)
  await note.getByRole('link').click()
  await reviewer.page.getByRole('link', { name: '关于变化的通知' }).waitFor()
})
