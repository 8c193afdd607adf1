import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeCheckpoint } from '../../src/kernel/audit/checkpoint.ts'
import { keyInMemory } from '../../src/kernel/audit/signer.ts'
import { openSite, type Site, withAndWithoutScript } from './site.ts'

let site: Site
let article: string
let fingerprint: string
beforeAll(async () => {
  site = await openSite()
  const { db } = site.database
  const row = await db
    .selectFrom('kernel.publications')
    .select(['id'])
    .where('withdrawn_on', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  article = `/articles/${row.id}`
  await closeCheckpoint(db, keyInMemory(), { now: site.clock.now(), reason: 'asked' })
  fingerprint = (await db.selectFrom('kernel.log_keys').select('fingerprint').executeTakeFirstOrThrow()).fingerprint
}, 120_000)
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

describe.each(withAndWithoutScript)('a citizen checks an article’s proof, %s', (_how, js) => {
  it('from the article to its proof, with the key that they keep; a changed letter is found', async () => {
    const { page, go } = await site.visit({ js })
    await go(article)
    const title = (await page.getByRole('heading', { level: 1 }).textContent())?.trim() ?? ''
    await page.getByRole('link', { name: '核验', exact: true }).click()
    await page.getByText('已存证').waitFor()
    const proof = page.getByLabel('存证文件（JSON）')
    expect(await proof.inputValue()).toContain('mingjing-proof-1')
    await page.getByLabel('您保存的公钥指纹').fill(fingerprint)
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    await page.getByRole('button', { name: js ? '在我的浏览器中核验' : '由服务器核验' }).click()
    await page.getByText('公钥与您填写的一致').waitFor()
    if (js) {
      expect(asked).toEqual([]) // nothing left the browser
      await page.getByText('文件没有发送到服务器').waitFor()
    }
    expect(await page.locator('main').textContent()).toContain(title)
    await proof.fill((await proof.inputValue()).replaceAll(title.slice(0, 2), '某某'))
    await page.getByRole('button', { name: js ? '在我的浏览器中核验' : '由服务器核验' }).click()
    await page.getByRole('heading', { name: '核验未通过' }).waitFor()
    await page.getByText('内容被改动过').first().waitFor()
  })

  it('a text that is no proof is told, and stays', async () => {
    const { page, go } = await site.visit({ js })
    await go('/proofs')
    await page.getByLabel('存证文件（JSON）').fill('{"format":"x"}')
    await page.getByRole('button', { name: js ? '在我的浏览器中核验' : '由服务器核验' }).click()
    await page.getByText('这不是本系统的存证文件').first().waitFor()
    expect(await page.getByLabel('存证文件（JSON）').inputValue()).toBe('{"format":"x"}')
  })
})

it('a browser without Ed25519 is told so, and the server checks instead', async () => {
  const { page, go } = await site.visit({ js: true })
  await page.addInitScript(() => {
    Object.defineProperty(crypto.subtle, 'generateKey', { value: () => Promise.reject(new Error('no Ed25519')) })
  })
  await go('/proofs')
  await page.getByRole('button', { name: '在我的浏览器中核验' }).click()
  await page.getByText('您的浏览器不能在此页核验').waitFor()
  await page.getByRole('button', { name: '由服务器核验' }).click()
  await page.getByRole('link', { name: '请粘贴存证文件的内容' }).waitFor()
})
