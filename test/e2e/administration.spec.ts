import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../demo/people-roles.ts'
import { signIn, typeSignIn } from './desk.ts'
import { lookAtEvery } from './every-page.ts'
import { openSite, type Site, withAndWithoutScript } from './site.ts'

const unit = (then = '') => ({
  name: `a unit${then}`,
  path: async ({ database }: Site) => {
    const { id } = await database.db
      .selectFrom('kernel.units as u')
      .innerJoin('kernel.posts as o', 'o.unit_id', 'u.id')
      .where('u.parent_id', 'is not', null)
      .select('u.id')
      .orderBy('u.id')
      .limit(1)
      .executeTakeFirstOrThrow()
    return `/desk/units/${id}${then}`
  },
})
const personOf = async ({ database }: Site, name: string): Promise<number> =>
  (await database.db.selectFrom('kernel.accounts').select('person_id').where('sign_in_name', '=', name).executeTakeFirstOrThrow()).person_id
const person = (then = '') => ({
  name: `a person${then}`,
  path: async (site: Site) => `/desk/people/${await personOf(site, 'author')}${then}`,
})
const post = (then: string) => ({
  name: `a post${then}`,
  path: async ({ database }: Site) => {
    const { id } = await database.db.selectFrom('kernel.posts').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
    return then.startsWith('?') ? `/desk/people/new?post=${id}` : `/desk/posts/${id}${then}`
  },
})

describe('the desk of the system administrator', () => {
  lookAtEvery(
    [
      { name: 'units', path: '/desk/units' },
      { name: 'units found', path: '/desk/units?q=局&state=all' },
      { name: 'a new unit', path: '/desk/units/new' },
      unit(),
      unit('/edit'),
      unit('/names/new'),
      unit('/moves/new'),
      unit('/closures/new'),
      unit('/posts/new'),
      post('/names/new'),
      post('/closures/new'),
      post('/holdings/new'),
      post('?new'),
      { name: 'people', path: '/desk/people' },
      { name: 'choosing a post', path: '/desk/people/new' },
      person(),
      person('/names/new'),
      person('/passwords/new'),
      person('/disablings/new'),
      person('/looks/new'),
    ],
    visitor => signIn(visitor, 'sysadmin'),
  )
})

describe('the desk of the security administrator', () => {
  lookAtEvery(
    [
      { name: 'roles and rights', path: '/desk/roles' },
      { name: 'roles granted', path: '/desk/grants' },
      { name: 'granting', path: '/desk/grants/new' },
      { name: 'the policy', path: '/desk/policies' },
      { name: 'sessions', path: '/desk/sessions' },
      { name: 'a loss', path: async site => `/desk/sessions/people/${await personOf(site, 'author')}/losses/new` },
    ],
    visitor => signIn(visitor, 'secadmin'),
  )
})

describe('one’s own account', () => {
  lookAtEvery(
    [
      { name: 'the account', path: '/desk/account' },
      { name: 'password', path: '/desk/account/passwords/new' },
      { name: 'second factor', path: '/desk/account/factors/new' },
      { name: 'contacts', path: '/desk/account/contacts/new' },
    ],
    visitor => signIn(visitor, 'openness'),
  )
})

describe.each(withAndWithoutScript)('a newcomer, %s', (way, js) => {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(() => site.close())
  afterEach(async () => {
    await site.leave()
    expect(site.faults()).toEqual([])
  })

  it('is added by one administrator, given a role by another, signs in, and turns on a second factor', async () => {
    const system = await site.visit({ js })
    await signIn(system, 'sysadmin')
    await system.go('/desk/people/new?q=办公室')
    await system.page.locator('main table a').first().click()
    await system.page.getByLabel('姓名').fill(`许某（${way}）`)
    await system.page.getByLabel('用户名').fill('xumou')
    const one_time = await system.page.getByLabel('一次性密码').inputValue()
    await system.page.getByRole('button', { name: '保存' }).click()
    await system.page.getByText('已新增人员').waitFor()
    expect(await system.page.content()).not.toContain(one_time)

    const { unit: code } = await site.database.db
      .selectFrom('kernel.accounts as a')
      .innerJoin('kernel.holdings as h', 'h.person_id', 'a.person_id')
      .innerJoin('kernel.posts as o', 'o.id', 'h.post_id')
      .innerJoin('kernel.units as u', 'u.id', 'o.unit_id')
      .select('u.code as unit')
      .where('a.sign_in_name', '=', 'xumou')
      .executeTakeFirstOrThrow()
    const security = await site.visit({ js })
    await signIn(security, 'secadmin')
    await security.go('/desk/grants/new')
    await security.page.getByLabel('用户名').fill('xumou')
    await security.page.getByLabel('角色').selectOption('author')
    await security.page.getByLabel('在哪个单位').fill(code)
    await security.page.getByRole('button', { name: '授予角色' }).click()
    await security.page.getByText('已授予').waitFor()

    const newcomer = await site.visit({ js, width: 360 })
    const { page } = newcomer
    await newcomer.go('/desk/account')
    await typeSignIn(newcomer, 'xumou', one_time)
    await page.getByText('设定您自己的密码').first().waitFor()
    await page.getByLabel('新密码', { exact: true }).fill('words of my own')
    await page.getByLabel('再次填写新密码').fill('words of my own')
    await page.getByRole('button', { name: '继续' }).click()
    await page.waitForURL(/\/desk\/account/)
    await page.getByRole('link', { name: '启用第二重验证' }).click()
    await page.getByLabel('密码', { exact: true }).fill('words of my own')
    await page.getByRole('button', { name: '继续' }).click()
    const picture = page.locator('img.mj-qr')
    await expect
      .poll(() => picture.evaluate(image => image instanceof HTMLImageElement && image.naturalWidth > 0), { timeout: 10_000 })
      .toBe(true)
    const secret = (await page.locator('main code').innerText()).replaceAll(' ', '')
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    await page.getByLabel('六位数字').fill(totp.generate({ timestamp: site.clock.now().epochMilliseconds }))
    await page.getByRole('button', { name: '启用' }).click()
    await page.getByText('这 10 个备用码只显示这一次').waitFor()
    const recovery = await page.locator('.mj-codes li').first().innerText()
    await page.getByRole('button', { name: '我已保存，继续' }).click()
    await page.getByText('备用码还有 10 个').waitFor()
    await page.getByRole('button', { name: '退出' }).click()
    await typeSignIn(newcomer, 'xumou', 'words of my own')
    await page.getByLabel('六位数字或备用码').fill(recovery)
    await page.getByRole('button', { name: '登录' }).click()
    await page.waitForURL(/\/desk$/)
  })

  it('an account that is disabled ends where it is used', async () => {
    const [system, author] = [await site.visit({ js }), await site.visit({ js })]
    await signIn(author, 'author', demoPassword)
    await signIn(system, 'sysadmin')
    await system.go(`/desk/people/${await personOf(site, 'author')}/disablings/new`)
    await system.page.getByLabel('理由').fill('调离')
    await system.page.getByRole('button', { name: '停用账户' }).click()
    await system.page.getByText('其全部登录已结束').waitFor()
    await author.go('/desk/drafts')
    expect(author.page.url()).toContain('/desk/sign-in')
  })
})
