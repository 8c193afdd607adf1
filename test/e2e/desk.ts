import { Secret, TOTP } from 'otpauth'
import { demoPassword } from '../../demo/people-roles.ts'
import type { Visitor } from './site.ts'

/** Signs in with one of the accounts that the demo prints at start, from whatever page asks for it. */
export async function signIn({ page, go }: Visitor, name: string, password: string = demoPassword): Promise<void> {
  if (!page.url().includes('/desk/sign-in')) await go('/desk/sign-in')
  await typeSignIn({ page }, name, password)
  await page.waitForURL(url => !url.pathname.startsWith('/desk/sign-in'))
}

export async function typeSignIn({ page }: Pick<Visitor, 'page'>, name: string, password: string = demoPassword): Promise<void> {
  await page.locator('#sign_in_name').fill(name)
  await page.locator('#password').fill(password)
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click()
}

/**
 * The first sign-in of an administrator of a city that has decided nothing: a password of their own in place of the one that was typed at the
 * set-up, then an authenticator.
 */
export async function signInFirst(visitor: Visitor, name: string, password: string, now: () => Temporal.Instant): Promise<void> {
  const { page } = visitor
  await visitor.go('/desk/sign-in')
  await typeSignIn(visitor, name, password)
  await page.waitForURL(/\/desk\/sign-in\/passwords/)
  await page.locator('#new_password').fill(`${password} own`)
  await page.locator('#new_password_again').fill(`${password} own`)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL(/\/desk\/sign-in\/factors/)
  const secret = (await page.locator('main code').first().innerText()).replaceAll(/\s/g, '')
  await page.locator('#code').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now().epochMilliseconds }))
  await page.locator('main form button[type=submit]').first().click()
  await page
    .getByText(/[a-z2-9]{5}-[a-z2-9]{5}/)
    .first()
    .waitFor() // the recovery codes, shown this once
  await visitor.go('/desk')
}

export const draftOf = (title: string) => ({
  title,
  body_text: '各单位:\n现将有关事项公布如下。\n特此公告。',
  formed_on: '2026-11-18',
  source: '市政府办公室',
})

/** Fills the draft form: the first choice of each list will do. */
export async function fillDraft({ page }: Pick<Visitor, 'page'>, typed: Readonly<Record<string, string>>): Promise<void> {
  for (const list of ['unit_id', 'column_id', 'genre', 'theme', 'category', 'openness'])
    await page.locator(`#${list}`).selectOption({ index: 1 })
  for (const [field, text] of Object.entries(typed)) await page.locator(`#${field}`).fill(text)
}

/** Writes a draft and leaves it open; gives the path of its page. */
export async function writeDraft(author: Visitor, title: string): Promise<string> {
  await author.go('/desk/drafts/new')
  await fillDraft(author, draftOf(title))
  await author.page.getByRole('button', { name: '存草稿' }).click()
  await author.page.waitForURL(/\/desk\/drafts\/\d+$/)
  return new URL(author.page.url()).pathname
}

/** Takes a step of the draft that is open, and says to which stage it led. */
export async function takeStep({ page }: Visitor, button: string, stage: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page
    .locator('.mj-case__head .govuk-tag')
    .filter({ hasText: new RegExp(`^${stage}$`) })
    .waitFor()
}
