import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { demoPassword } from '../../demo/people-roles.ts'
import { signIn, typeSignIn } from './desk.ts'
import { openSite, type Site, type Visitor } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

/** Passkeys belong to a name, never to an address of numbers. */
const named = () => site.origin.replace('127.0.0.1', 'localhost')
const open = ({ page }: Visitor, path: string) => page.goto(named() + path)

/** An authenticator in the browser, which knows its owner. */
async function authenticator({ page, context }: Visitor) {
  const line = await context.newCDPSession(page)
  await line.send('WebAuthn.enable')
  const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const knows = (isUserVerified: boolean) => line.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  const credentials = async () => (await line.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  return { knows, credentials }
}

it('a passkey is added, signs in without a password, is renamed and removed', async () => {
  const visitor = await site.visit()
  const key = await authenticator(visitor)
  const { page } = visitor
  await open(visitor, '/desk/sign-in')
  await signIn(visitor, 'author')
  await open(visitor, '/desk/account')
  await page.getByLabel('名称').fill('办公室电脑')
  await page.locator('form[data-passkey] input[name=password]').fill(demoPassword)
  await page.getByRole('button', { name: '登记通行密钥' }).click()
  await page.getByText('通行密钥已登记').waitFor()
  expect(await key.credentials()).toHaveLength(1)

  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.waitForURL(/\/desk$/)
  await open(visitor, '/desk/account')
  expect(await page.getByRole('row', { name: '办公室电脑' }).innerText()).not.toContain('从未')
  const { counter } = await site.database.db.selectFrom('kernel.passkeys').select('counter').executeTakeFirstOrThrow()
  expect(counter).toBeGreaterThan(0)

  await page.getByRole('link', { name: '改名' }).click()
  await page.getByLabel('名称').fill('书房电脑')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已改名').waitFor()
  await page.getByRole('button', { name: '删除 书房电脑' }).click()
  await page.getByText('没有登记通行密钥').waitFor()

  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.locator('.govuk-error-summary').waitFor() // the browser has it still, the system does not
  await signIn(visitor, 'author')
})

it('an authenticator that does not know its owner opens nothing, and the page says so', async () => {
  const visitor = await site.visit()
  const key = await authenticator(visitor)
  const { page } = visitor
  await open(visitor, '/desk/sign-in')
  await signIn(visitor, 'reviewer')
  await open(visitor, '/desk/account')
  await key.knows(false)
  await page.getByLabel('名称').fill('别人的手机')
  await page.locator('form[data-passkey] input[name=password]').fill(demoPassword)
  await page.getByRole('button', { name: '登记通行密钥' }).click()
  await page.getByText('没有完成').waitFor()
  expect(await key.credentials()).toHaveLength(0)
})

it('without JavaScript the password stays, and the page says what passkeys need', async () => {
  const visitor = await site.visit({ js: false })
  await open(visitor, '/desk/sign-in')
  expect(await visitor.page.getByText('需要浏览器开启 JavaScript').count()).toBe(1)
  expect(await visitor.page.getByRole('button', { name: '用通行密钥登录' }).isVisible()).toBe(false)
  await signIn(visitor, 'author')
})

it('an administrator whom the city asks for a second factor may choose a passkey, and signs in with it from then on', async () => {
  await site.database.db
    .insertInto('kernel.policies')
    .values({ key: 'administrators_second_factor', value: true, reason: '等级保护', valid_from: '2010-01-01' })
    .execute()
  const visitor = await site.visit()
  const key = await authenticator(visitor)
  const { page } = visitor
  await open(visitor, '/desk/sign-in')
  await typeSignIn(visitor, 'auditadmin')
  await page.waitForURL(/\/desk\/sign-in\/factors/)
  await page.getByLabel('名称').fill('审计室')
  await page.getByRole('button', { name: '登记通行密钥' }).click()
  await page.waitForURL(/\/desk$/)
  expect(await key.credentials()).toHaveLength(1)
  await page.getByRole('button', { name: '退出' }).click()
  await typeSignIn(visitor, 'auditadmin')
  await page.locator('.govuk-error-summary').waitFor() // the password alone opens nothing
  await open(visitor, '/desk/sign-in')
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.waitForURL(/\/desk$/)
})
