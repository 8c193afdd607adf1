import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Locale } from '../../src/kernel/words.ts'
import { openSite, type Site, type Visitor, widthFault } from './site.ts'

/** A page by its name and address; an address that only the records know is asked of them. */
export type PageToLookAt = { readonly name: string; readonly path: string | ((site: Site) => Promise<string>) }

/** Every page in both languages: accessible, inside a narrow screen, and (as after every test here) without a fault of the CSP. */
export function lookAtEvery(pages: readonly PageToLookAt[], enter: (visitor: Visitor, site: Site) => Promise<void>): void {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(() => site.close())
  afterEach(() => {
    expect(site.faults()).toEqual([])
  })

  describe.each<Locale>(['zh-CN', 'en'])('in %s', locale => {
    let visitor: Visitor
    beforeAll(async () => {
      visitor = await site.visit({ locale })
      await enter(visitor, site)
    })
    afterAll(() => site.leave())

    it.each(pages)('$name', async ({ path }) => {
      const { page, go } = visitor
      await page.setViewportSize({ width: 1280, height: 900 })
      await go(typeof path === 'string' ? path : await path(site))
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(grave.map(({ id, nodes }) => ({ id, where: nodes.slice(0, 3).map(node => node.html) }))).toEqual([])
      await page.setViewportSize({ width: 360, height: 740 })
      expect(await widthFault(page), 'wider than a screen of 360 px').toBeNull()
    })
  })
}
