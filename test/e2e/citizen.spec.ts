import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { numberIn, openSite, type Site, withAndWithoutScript } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

describe.each(withAndWithoutScript)('a citizen, %s', (_, js) => {
  it('goes from a number on the home page to its records, to an article, and back', async () => {
    const { page, go } = await site.visit({ js })
    await go('/')
    const tile = page.locator('.mj-tile__link').first()
    const shown = await numberIn(tile.locator('.mj-tile__value'))
    await tile.click()
    await page.waitForURL(/\/figures\//)
    expect(await numberIn(page.locator('p.mj-number'))).toBe(shown)
    const records = new URL(page.url())
    const title = await page.locator('#records .mj-list__title a').first().innerText()
    await page.locator('#records .mj-list__title a').first().click()
    await page.waitForURL(/\/articles\/\d+$/)
    expect(await page.locator('h1').innerText()).toBe(title)
    await page.goBack()
    expect(page.url()).toBe(records.href)
  })

  it('reads in English and goes on in English, until they choose Chinese again', async () => {
    const { page, go } = await site.visit({ js })
    await go('/columns?page=1')
    const language = () => page.locator('html').getAttribute('lang')
    expect(await language()).toBe('zh-CN')
    await page.getByRole('link', { name: 'English' }).click()
    await page.waitForURL(/\/columns\?page=1$/)
    expect(await language()).toBe('en')
    await page.getByRole('link', { name: 'Gazette' }).first().click()
    await page.waitForURL(/\/gazette$/)
    expect(await language()).toBe('en')
    await page.getByRole('link', { name: '中文' }).click()
    await expect.poll(language).toBe('zh-CN')
  })

  it('pages through a column: no item twice, none left out', async () => {
    const column = await site.database.db
      .selectFrom('kernel.publications as p')
      .innerJoin('kernel.columns as c', 'c.id', 'p.column_id')
      .select(({ fn }) => ['c.code', fn.countAll<number>().as('items')])
      .groupBy('c.code')
      .orderBy('items', 'desc')
      .executeTakeFirstOrThrow()
    const { page, go } = await site.visit({ js })
    await go(`/columns/${column.code}`)
    const total = Number((await page.locator('.mj-pager__count').innerText()).match(/共 (\d+) 条/)?.[1])
    const seen: (string | null)[] = []
    for (;;) {
      seen.push(...(await page.locator('.mj-list__title').evaluateAll(links => links.map(link => link.getAttribute('href')))))
      const next = page.locator('.govuk-pagination__next a')
      if ((await next.count()) === 0) break
      const to = await next.getAttribute('href')
      await next.click()
      await page.waitForURL(url => url.pathname + url.search === to)
    }
    expect(new URL(page.url()).search).toMatch(/page=\d+/) // there was more than one page
    expect(seen).toHaveLength(total)
    expect(new Set(seen).size).toBe(total)
  })

  it('reads the report of 2018, opens a number of its text and finds as many records', async () => {
    const { page, go } = await site.visit({ js })
    await go('/reports')
    await page.getByRole('link', { name: '2018年度报告', exact: true }).click()
    await page.waitForURL(/\/reports\/2018$/)
    const number = page.locator('.mj-prose a.mj-figure').first()
    const printed = await numberIn(number.locator('.mj-figure__value'))
    await number.click()
    await page.waitForURL(/\/figures\/.*year=2018/)
    expect(Number((await page.locator('#records strong').innerText()).replaceAll(/\D/g, ''))).toBe(printed)
  })

  it('sees why an address leads nowhere, and the way home', async () => {
    const { page } = await site.visit({ js })
    const answer = await page.goto(`${site.origin}/articles/999999999`)
    expect(answer?.status()).toBe(404)
    expect(await page.locator('h1').innerText()).toBe('没有找到此页')
    await page.locator('.mj-error a').click()
    await page.waitForURL(`${site.origin}/`)
  })
})

it('a page that was read before comes from the cache, unchanged', async () => {
  const { context } = await site.visit()
  const first = await context.request.get(`${site.origin}/columns`)
  const etag = first.headers().etag ?? ''
  const again = await context.request.get(`${site.origin}/columns`, { headers: { 'if-none-match': etag } })
  expect([first.status(), again.status()]).toEqual([200, 304])
})
