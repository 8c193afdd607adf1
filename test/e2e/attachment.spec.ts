import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { docxOf, pdfOf } from '../../src/kernel/files/made.fixture.ts'
import { signIn, takeStep, writeDraft } from './desk.ts'
import { openSite, type Site, type Visitor, widthFault, withAndWithoutScript } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  // The script sends the form itself: its refusals are answers too.
  expect(site.faults().filter(fault => !fault.endsWith('/attachments answered 422'))).toEqual([])
})

const pictures = process.env.PICTURES // a folder, to look at the pages
async function picture({ page }: Pick<Visitor, 'page'>, name: string): Promise<void> {
  if (pictures === undefined) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

const signedIn = async (name: string, js: boolean, width = 1280): Promise<Visitor> => {
  const visitor = await site.visit({ js, width })
  await signIn(visitor, name)
  return visitor
}

async function send({ page }: Visitor, name: string, buffer: Buffer, description = ''): Promise<number> {
  // The library's script gives the id to its button, and the input another.
  await page.locator('.mj-upload input[type="file"]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await page.locator('#description').fill(description)
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.request().method() === 'POST'),
    page.getByRole('button', { name: '上传', exact: true }).click(),
  ])
  return answer.status()
}

describe.each(withAndWithoutScript)('an attachment, %s', (_way, js) => {
  it('is refused with its reason beside the field, then added, taken out, added again, released, and saved by a citizen', async () => {
    const title = `关于附件的通知${js ? '一' : '二'}`
    const author = await signedIn('author', js)
    const { page } = author
    const draft = await writeDraft(author, title)
    if (js) await page.locator('#summary, #note').first().fill('写了一半的意见')

    expect(await send(author, '图片.pdf', Buffer.from('不是 PDF'), '办法全文')).toBe(422)
    await page.locator('#file-error').waitFor()
    expect(await page.locator('#file-error').innerText()).toContain('请把扩展名改为 .txt')
    expect(await page.locator('#description').inputValue()).toBe('办法全文')
    if (!js) expect(await page.locator('.govuk-error-summary').innerText()).toContain('扩展名')

    expect(await send(author, '供暖 办法.pdf', pdfOf(['heating']), '办法全文')).toBe(303)
    const list = page.locator('.mj-files')
    await list.getByText('供暖 办法.pdf').first().waitFor()
    expect(await list.innerText()).toContain('PDF')
    if (js) {
      expect(new URL(page.url()).pathname).toBe(draft)
      expect(await page.locator('#note').inputValue()).toBe('写了一半的意见') // the rest of the page was left alone
      expect(await page.locator('.mj-upload__said').innerText()).toBe('已上传。')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('file')
    }
    expect(await send(author, '细则.docx', docxOf('细则'))).toBe(303)
    await list.getByText('细则.docx').first().waitFor()
    await picture(author, `draft-${js ? 'js' : 'plain'}`)
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await widthFault(page)).toBeNull()
    await picture(author, `draft-${js ? 'js' : 'plain'}-narrow`)
    await page.setViewportSize({ width: 1280, height: 900 })

    await page.getByRole('button', { name: /^移除 细则\.docx$/ }).click()
    await page.waitForURL(`**${draft}#attachments`)
    expect(await list.getByText('细则.docx').count()).toBe(0)

    await author.go(draft)
    await takeStep(author, '送审', '审核')
    expect(await page.locator('.mj-upload').count()).toBe(0)
    const reviewer = await signedIn('reviewer', js)
    await reviewer.go(draft)
    await takeStep(reviewer, '审核通过', '签发')
    const leader = await signedIn('leader', js)
    await leader.go(draft)
    await takeStep(leader, '签发并发布', '已发布')
    await leader.page.getByRole('link', { name: '查看公开页面' }).click()
    await leader.page.waitForURL(/\/articles\/\d+$/)

    const citizen = await site.visit({ js, width: 360 })
    await citizen.go(new URL(leader.page.url()).pathname)
    const link = citizen.page.getByRole('link', { name: '供暖 办法.pdf' })
    expect(await widthFault(citizen.page)).toBeNull()
    await picture(citizen, `article-${js ? 'js' : 'plain'}-narrow`)
    const saved = await citizen.context.request.get(site.origin + (await link.getAttribute('href')))
    expect(saved.headers()['content-type']).toBe('application/pdf')
    expect(await saved.body()).toEqual(pdfOf(['heating']))
  })
})

it('too large a file is told before it is sent, and the keyboard is enough', async () => {
  const author = await signedIn('author', true)
  await writeDraft(author, '关于过大附件的通知')
  const { page } = author
  const path = join(mkdtempSync(join(tmpdir(), 'mj-large-')), '大.txt')
  writeFileSync(path, Buffer.alloc(50_000_001, 'a'))
  await page.locator('.mj-upload input[type="file"]').setInputFiles(path)
  await page.locator('#file').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('文件超过 50 MB').waitFor()
  expect(await page.locator('.mj-upload__said').getAttribute('role')).toBe('status')
  rmSync(dirname(path), { recursive: true })
})

it('whoever was signed out meanwhile is asked to sign in, and comes back to the draft', async () => {
  const author = await signedIn('author', true)
  const draft = await writeDraft(author, '关于登录过期的通知')
  await site.database.db.updateTable('kernel.sessions').set({ expires_at: '2018-01-01T00:00:00Z' }).execute()
  await send(author, 'a.txt', Buffer.from('text'))
  await author.page.waitForURL('**/desk/sign-in?to=*')
  await signIn(author, 'author')
  await author.page.waitForURL(`**${draft}`)
})
