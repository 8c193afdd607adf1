import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { signIn } from './desk.ts'
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

const day = '2018-12-28'
const total = '/figures/disclosure.total?year=2018'

// The product's promise in one journey: a record that is completed later counts, shows, and changes no released report.
it.each(withAndWithoutScript)(
  'a clerk records a delivery of 2018 afterwards: the live total rises, the released report keeps its number, %s',
  async (_, js) => {
    const citizen = await site.visit({ js })
    const released = await releasedTotal(citizen)
    await citizen.go(total)
    const before = await numberIn(citizen.page.locator('p.mj-number'))

    const { item, outlet, outlet_name, title } = await undelivered()
    const clerk = await site.visit({ js })
    await signIn(clerk, 'author')
    await clerk.go(`/desk/publications/${item}`)
    await clerk.page
      .getByRole('button', { name: '登记渠道公开' })
      .or(clerk.page.getByRole('link', { name: '登记渠道公开' }))
      .click()
    await clerk.page.waitForURL(/deliveries\/new$/)
    await clerk.page.getByLabel('渠道', { exact: true }).selectOption(String(outlet))
    await clerk.page.getByLabel('公开日期').fill(day)
    await clerk.page.getByLabel('公开时间').fill('16:30')
    await clerk.page.getByRole('button', { name: '登记', exact: true }).click()
    await clerk.page.locator('.govuk-error-summary').waitFor() // no proof, no delivery
    expect(await clerk.page.getByLabel('公开日期').inputValue()).toBe(day)
    const proof = `http://www.example.gov.cn/archive/${js ? 1 : 2}.html`
    await clerk.page.getByLabel('凭证').fill(proof)
    await clerk.page.getByRole('button', { name: '登记', exact: true }).click()
    await clerk.page.waitForURL(/\?done=delivered$/)
    const recorded = clerk.page.getByRole('row').filter({ hasText: proof })
    expect(await recorded.innerText()).toContain('补录')

    await citizen.go(total)
    expect(await numberIn(citizen.page.locator('p.mj-number'))).toBe(before + 1)
    expect(await numberIn(citizen.page.locator('#records strong'))).toBe(before + 1)
    await citizen.go(`/figures/disclosure.total?from=${day}&to=${day}`)
    const listed = citizen.page
      .locator('#records .mj-list__item')
      .filter({ hasText: title })
      .filter({ hasText: outlet_name })
      .filter({ has: citizen.page.locator('.mj-late') })
    expect(await listed.count()).toBe(1)

    expect(await releasedTotal(citizen)).toBe(released)
    await citizen.go('/reports/2018')
    const difference = citizen.page.locator('.mj-difference li').filter({ has: citizen.page.locator('[href*="disclosure.total"]') })
    await difference.waitFor()
    expect(await numberIn(difference.locator('del'))).toBe(released)
    expect(await numberIn(difference.locator('.mj-difference__now'))).toBe(before + 1)
    await difference.locator('.mj-difference__now').click()
    await citizen.page.waitForURL(/\/figures\//)
    expect(await numberIn(citizen.page.locator('p.mj-number'))).toBe(before + 1)
  },
)

/** The total as the report's text prints it. */
async function releasedTotal({ page, go }: Visitor): Promise<number> {
  await go('/reports/2018')
  return await numberIn(page.locator('.mj-prose a.mj-figure[href*="disclosure.total"] .mj-figure__value').first())
}

/** An item of the clerk's own office that existed on the day and is not recorded at some website that was open then. */
async function undelivered(): Promise<{ item: number; outlet: number; outlet_name: string; title: string }> {
  const { db } = site.database
  return await db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.grants as g', 'g.unit_id', 'p.unit_id')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'g.person_id')
    .innerJoin('kernel.outlets as o', join => join.on('o.channel', '=', 'website').on('o.valid_from', '<=', day))
    .where('a.sign_in_name', '=', 'author')
    .where('g.role', '=', 'recorder')
    .where('p.formed_on', '<=', day)
    .where('o.valid_to', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('kernel.deliveries as d')
            .select('d.id')
            .whereRef('d.publication_id', '=', 'p.id')
            .whereRef('d.outlet_id', '=', 'o.id'),
        ),
      ),
    )
    .select(['p.id as item', 'o.id as outlet', 'o.name as outlet_name', 'p.title'])
    .orderBy('p.id')
    .executeTakeFirstOrThrow()
}
