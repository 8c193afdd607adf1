import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { signIn } from './desk.ts'
import { numberIn, openSite, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

it('an annual report is checked by one office and released by its signer, once; the public reads what was released', async () => {
  const citizen = await site.visit()
  expect((await citizen.page.goto(`${site.origin}/reports/2017`))?.status()).toBe(404)

  const checker = await site.visit()
  await signIn(checker, 'openness')
  await checker.go('/desk/reports/2017')
  expect(await checker.page.getByRole('button', { name: '发布', exact: true }).count()).toBe(0)

  const signer = await site.visit({ js: false })
  await signIn(signer, 'signer')
  await signer.go('/desk/reports/2017')
  const { page } = signer
  const printed = await numberIn(page.locator('.mj-prose a.mj-figure[href*="disclosure.total"] .mj-figure__value').first())
  await page.locator('#legal_day').fill('2017-03-31')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.locator('.govuk-error-summary a[href="#legal_day"]').waitFor() // a year is reported when it is over
  await page.locator('#legal_day').fill('2018-03-31')
  await page.getByRole('button', { name: '发布', exact: true }).dblclick()
  await page
    .getByRole('link', { name: '查看公开页面' })
    .or(page.getByRole('link', { name: '查看公开页' }))
    .first()
    .click()
  await page.waitForURL(/\/reports\/2017$/)
  const releases = await site.database.db.selectFrom('reports.releases').select('id').where('year', '=', 2017).execute()
  expect(releases).toHaveLength(1)

  await citizen.go('/reports/2017')
  expect(await numberIn(citizen.page.locator('.mj-prose a.mj-figure[href*="disclosure.total"] .mj-figure__value').first())).toBe(printed)
  expect(await citizen.page.locator('.mj-difference').count()).toBe(0)
  const charts = citizen.page.locator('.mj-report__body img')
  expect(await charts.count()).toBeGreaterThan(2)
  for (const chart of await charts.all()) {
    await chart.scrollIntoViewIfNeeded()
    await expect.poll(() => chart.evaluate(image => image instanceof HTMLImageElement && image.naturalWidth)).toBeGreaterThan(100)
    expect((await chart.getAttribute('alt'))?.length).toBeGreaterThan(10)
  }
  const word = await citizen.context.request.get(`${site.origin}/reports/2017.docx`)
  expect((await word.body()).subarray(0, 2).toString()).toBe('PK')
})
