import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword } from '../../demo/people-roles.ts'
import { thePublic } from '../../src/kernel/org/actor.ts'
import { createAccounts } from '../../src/kernel/org/people.ts'
import { runner } from '../../src/kernel/work.ts'
import { draftOf, fillDraft, signIn, takeStep, writeDraft } from './desk.ts'
import { numberIn, openSite, type Site, type Visitor, withAndWithoutScript } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

const signedIn = async (name: string, js: boolean): Promise<Visitor> => {
  const visitor = await site.visit({ js })
  await signIn(visitor, name)
  return visitor
}

describe.each(withAndWithoutScript)('an item, %s', (way, js) => {
  it('goes from its author over reviewer and leader to the public, and is counted', async () => {
    const title = `关于做好${js ? '冬季' : '春季'}供暖工作的通告`
    const figure = '/figures/disclosure.website?year=2026'
    const citizen = await site.visit({ js })
    await citizen.go('/')
    const before = await countOf(citizen, figure)

    const author = await signedIn('author', js)
    const draft = await writeDraft(author, title)
    await takeStep(author, '送审', '审核')
    expect(await author.page.getByRole('button', { name: '审核通过' }).count()).toBe(0)

    const reviewer = await signedIn('reviewer', js)
    await reviewer.page.getByRole('link', { name: title }).first().click() // it waits in "my work"
    await reviewer.page.waitForURL(`**${draft}`)
    await takeStep(reviewer, '审核通过', '签发')

    const leader = await signedIn('leader', js)
    await leader.page.getByRole('link', { name: title }).first().click()
    await leader.page.waitForURL(`**${draft}`)
    await takeStep(leader, '签发并发布', '已发布')
    await leader.page.getByRole('link', { name: '查看公开页面' }).click()
    await leader.page.waitForURL(/\/articles\/\d+$/)

    expect(await countOf(citizen, figure)).toBe(before + 1)
    const listed = citizen.page.locator('#records').getByRole('link', { name: title })
    await listed.click()
    await citizen.page.waitForURL(leader.page.url())
    expect(await citizen.page.locator('.mj-prose p').allInnerTexts()).toEqual(draftOf(title).body_text.split('\n'))
  })

  it('is written with faults at first: the summary leads to each field, and nothing typed is lost', async () => {
    const { page, go } = await signedIn('author', js)
    await go('/desk/drafts/new')
    await page.locator('#title').fill('关于<script>alert(1)</script>的公告')
    await page.locator('#body_text').fill('第一段\n第二段')
    await page.locator('#document_number').fill('五十号文')
    const [answer] = await Promise.all([
      page.waitForResponse(response => response.request().method() === 'POST'),
      page.getByRole('button', { name: '存草稿' }).click(),
    ])
    expect(answer.status()).toBe(422)
    const links = page.locator('.govuk-error-summary a')
    const targets = await links.evaluateAll(found => found.map(link => link.getAttribute('href')))
    expect(targets).toEqual(expect.arrayContaining(['#column_id', '#document_number', '#genre', '#theme']))
    for (const target of targets) expect(await page.locator(`${target}`).count(), `${target}`).toBe(1)
    await links.filter({ hasText: '发文字号' }).click()
    if (js) expect(await page.evaluate(() => document.activeElement?.id)).toBe('document_number')
    else expect(new URL(page.url()).hash).toBe('#document_number')
    expect(await page.locator('#title').inputValue()).toBe('关于<script>alert(1)</script>的公告')
    expect(await page.locator('#body_text').inputValue()).toBe('第一段\n第二段')
    expect(await page.locator('#document_number').inputValue()).toBe('五十号文')

    await fillDraft({ page }, { ...draftOf('关于<script>alert(1)</script>的公告'), document_number: '' })
    await page.getByRole('button', { name: '存草稿' }).click()
    await page.waitForURL(/\/desk\/drafts\/\d+$/)
    expect(await page.locator('h1').innerText()).toBe('关于<script>alert(1)</script>的公告')
  })

  it('is saved once, however often the button is pressed', async () => {
    const title = `关于按两次的通知(${way})`
    const { page, go } = await signedIn('author', js)
    await go('/desk/drafts/new')
    await fillDraft({ page }, draftOf(title))
    await page.getByRole('button', { name: '存草稿' }).dblclick()
    await page.waitForURL(/\/desk\/drafts\/\d+$/)
    const drafts = await site.database.db.selectFrom('disclosure.drafts').select('case_id').where('title', '=', title).execute()
    expect(drafts).toHaveLength(1)
  })

  it('that two reviewers pass at once is passed by one; the other is told so', async () => {
    const author = await signedIn('author', js)
    const draft = await writeDraft(author, `关于同时审核的通知(${way})`)
    await takeStep(author, '送审', '审核')
    await secondReviewer()
    const reviewers = [await signedIn('reviewer', js), await signedIn('reviewer2', js)]
    for (const reviewer of reviewers) await reviewer.go(draft)
    const answers = await Promise.all(
      reviewers.map(async ({ page }) => {
        const [answer] = await Promise.all([
          page.waitForResponse(response => response.request().method() === 'POST'),
          page.getByRole('button', { name: '审核通过' }).click(),
        ])
        return answer.status()
      }),
    )
    expect([...answers].sort()).toEqual([303, 409])
    const late = reviewers[answers.indexOf(409)]?.page
    await late?.waitForLoadState()
    expect(await late?.locator('h1').innerText()).toBe('情况已有变化')
    expect(await late?.locator('.mj-error').innerText()).not.toMatch(/error|exception|reviewing/i)
    const row = await site.database.db
      .selectFrom('kernel.case_events')
      .select(({ fn }) => fn.countAll<number>().as('approvals'))
      .where('case_id', '=', Number(draft.split('/').at(-1)))
      .where('step', '=', 'approve')
      .executeTakeFirstOrThrow()
    expect(row.approvals).toBe(1)
  })
})

it('nobody reviews their own draft, not even who may review others', async () => {
  const author = await signedIn('author', true)
  const draft = await writeDraft(author, '关于本人审核的通知')
  await takeStep(author, '送审', '审核')
  const person = await personOf('author')
  await site.database.db
    .insertInto('kernel.grants')
    .values({ person_id: person.person_id, unit_id: person.unit_id, role: 'reviewer', valid_from: '2018-01-01' })
    .execute()
  await author.go(draft)
  expect(await author.page.getByText('这是您自己的稿件').count()).toBe(1)
  expect(await author.page.getByRole('button', { name: '审核通过' }).count()).toBe(0)
  const forced = await author.context.request.post(`${site.origin}${draft}/approvals`, {
    form: { note: '' },
    headers: { origin: site.origin },
  })
  expect(forced.status()).toBe(403)
  expect(await forced.text()).toContain('这是您自己的稿件')
  await author.go(draft)
  expect(await author.page.locator('.mj-case__head .govuk-tag').innerText()).toBe('审核')
})

it('a form of another site does nothing', async () => {
  const author = await signedIn('author', true)
  const draft = await writeDraft(author, '关于他站表单的通知')
  const forged = await author.context.request.post(`${site.origin}${draft}/submissions`, {
    form: { note: '' },
    headers: { origin: 'https://elsewhere.example' },
  })
  expect(forged.status()).toBe(403)
  await author.go(draft)
  expect(await author.page.locator('.mj-case__head .govuk-tag').innerText()).toBe('拟稿')
})

async function countOf({ page, go }: Visitor, path: string): Promise<number> {
  await go(path)
  return await numberIn(page.locator('p.mj-number'))
}

const personOf = (sign_in_name: string) =>
  site.database.db
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.grants as g', 'g.person_id', 'a.person_id')
    .select(['g.person_id', 'g.unit_id'])
    .where('a.sign_in_name', '=', sign_in_name)
    .executeTakeFirstOrThrow()

/** Every unit of the city has two reviewers; the demo prints the account of one. */
async function secondReviewer(): Promise<void> {
  const { db } = site.database
  const known = await db.selectFrom('kernel.accounts').select('id').where('sign_in_name', '=', 'reviewer2').executeTakeFirst()
  if (known) return
  const first = await personOf('reviewer')
  const second = await db
    .selectFrom('kernel.grants')
    .select('person_id')
    .where('unit_id', '=', first.unit_id)
    .where('role', '=', 'reviewer')
    .where('person_id', 'not in', db.selectFrom('kernel.accounts').select('person_id'))
    .executeTakeFirstOrThrow()
  const run = runner({ ...site.database, clock: site.clock.now, random: bytes => new Uint8Array(bytes), onPublicChange: () => {} })
  await run(thePublic, createAccounts, [{ sign_in_name: 'reviewer2', person_id: second.person_id, password: demoPassword }])
}
