import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { draftOf, fillDraft, signIn, typeSignIn } from './desk.ts'
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

describe.each(withAndWithoutScript)('a session, %s', (way, js) => {
  it('that ends while somebody writes takes nothing with it: what was typed comes back after sign-in', async () => {
    const author = await site.visit({ js })
    await signIn(author, 'author')
    await author.go('/desk/drafts/new')
    const draft = draftOf(`关于会话结束的通知(${way})“引号” & <尖括号>`)
    await fillDraft(author, draft)
    site.clock.move({ hours: 11 })
    const { page } = author
    const [answer] = await Promise.all([
      page.waitForResponse(response => response.request().method() === 'POST'),
      page.getByRole('button', { name: '存草稿' }).click(),
    ])
    expect(answer.status()).toBe(401)
    await page.getByLabel('用户名').waitFor()
    expect(await page.locator('h1').innerText()).toBe('请重新登录')
    await typeSignIn(author, 'author', 'not the password')
    await page.locator('.govuk-error-summary').waitFor()
    await typeSignIn(author, 'author')
    const typed = page.locator('.govuk-inset-text')
    await typed.first().waitFor()
    expect((await typed.allInnerTexts()).join('\n')).toContain(draft.body_text.split('\n')[1])
    await page.getByRole('button', { name: '继续提交' }).click()
    await page.waitForURL(/\/desk\/drafts\/\d+$/)
    expect(await page.locator('h1').innerText()).toBe(draft.title)
    expect(await page.locator('.mj-prose p').allInnerTexts()).toEqual(draft.body_text.split('\n'))
  })

  it('that is not there leads over the sign-in page to where one was going', async () => {
    const clerk = await site.visit({ js })
    await clerk.go('/desk/publications?q=通知')
    await clerk.page.getByLabel('用户名').waitFor()
    await typeSignIn(clerk, 'author')
    await clerk.page.waitForURL(/\/desk\/publications\?q=/)
    expect(await clerk.page.locator('#q').inputValue()).toBe('通知')
    await clerk.page.getByRole('button', { name: '退出' }).click()
    await clerk.page.getByLabel('用户名').waitFor()
    await clerk.go('/desk/drafts')
    expect(clerk.page.url()).toContain('/desk/sign-in')
  })

  it('is not opened with a wrong password; the form says so and keeps the name', async () => {
    const { page, go } = await site.visit({ js })
    await go('/desk/sign-in')
    await typeSignIn({ page }, 'leader', 'wrong')
    await page.locator('.govuk-error-summary').waitFor()
    expect(await page.getByLabel('用户名').inputValue()).toBe('leader')
    expect(await page.getByLabel('密码', { exact: true }).inputValue()).toBe('')
  })
})
