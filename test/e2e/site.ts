import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Database } from '../../src/db/connect.ts'
import { jobQueue } from '../../src/jobs.ts'
import type { Locale } from '../../src/kernel/words.ts'
import { hearPublicChanges } from '../../src/public-changes.ts'
import { createDoor } from '../../src/serve.ts'
import { loadAssets } from '../../src/web/assets.ts'
import { openBrowser } from '../browser.ts'
import { builtCheckout } from '../checkout.ts'
import { cloneDatabase, type Template } from '../database.ts'
import { demoToday } from '../demo-city.ts'
import { testFiles } from '../files.ts'
import { testKeys } from '../keys.ts'
import { TestClock } from '../world.ts'

/** Every journey in a real browser runs both ways: islands only enhance pages that already work. */
export const withAndWithoutScript = [
  ['with JavaScript', true],
  ['without JavaScript', false],
] as const

export type Visit = { readonly js?: boolean; readonly locale?: Locale; readonly width?: number }

export type Visitor = { readonly page: Page; readonly context: BrowserContext; readonly go: (path: string) => Promise<void> }

export type Site = {
  readonly origin: string
  readonly database: Database
  readonly clock: TestClock
  /** Does the queued jobs that wait; how many. */
  readonly drain: () => Promise<number>
  readonly visit: (how?: Visit) => Promise<Visitor>
  /** What no page may do: break the CSP, throw, miss an asset, answer 5xx. Asked after every test, and emptied. */
  readonly faults: () => string[]
  /** Ends all visits. */
  readonly leave: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A server on a port of its own, with the door of production in front: page cache, built assets, news of public changes. */
export async function openSite(template: Template = 'demo'): Promise<Site> {
  const [checkout, database] = [await builtCheckout(), await cloneDatabase(template)]
  const files = await testFiles()
  const clock = new TestClock()
  clock.move(clock.now().until(Temporal.Instant.from(`${demoToday}T10:00:00+08:00`)))
  const asset = { of: (name: string) => name }
  const queue = jobQueue(database.db)
  const parts = { clock: clock.now, random: (bytes: number) => randomBytes(bytes), keys: testKeys }
  const app = createApp({
    ...database,
    ...parts,
    enqueue: queue.enqueue,
    asset: name => asset.of(name),
    siteCode: '6203000001',
    demo: true,
    publicOrigin: undefined,
    files,
    cachePages: true,
  })
  asset.of = await loadAssets(join(checkout, 'dist/assets'), app.cache)
  await app.services.site.refresh()
  const changes = hearPublicChanges(database.connection, app.cache, app.services.live)
  const server = createDoor(app, () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const origin = `http://127.0.0.1:${address.port}`
  const browser = await openBrowser()
  const visits = visitsOf(browser, origin)
  return {
    ...visits,
    origin,
    database,
    clock,
    drain: () => queue.drain({ ...app.services, ...database, ...parts }),
    close: async () => {
      await browser.close()
      app.services.live.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await changes.stop()
      await queue.stop()
      await database.drop()
      await files.drop()
    },
  }
}

function visitsOf(browser: Browser, origin: string): Pick<Site, 'visit' | 'faults' | 'leave'> {
  const found: string[] = []
  const open = new Set<BrowserContext>()
  return {
    visit: async ({ js = true, locale = 'zh-CN', width = 1280 } = {}) => {
      const context = await browser.newContext({ javaScriptEnabled: js, viewport: { width, height: 900 } })
      context.setDefaultTimeout(20_000)
      open.add(context)
      await context.addCookies([{ name: 'mj_lang', value: locale, url: origin }])
      const page = await context.newPage()
      watch(page, found)
      const go = async (path: string): Promise<void> => {
        const answer = await page.goto(origin + path)
        expect(answer?.status(), path).toBeLessThan(400)
      }
      return { page, context, go }
    },
    faults: () => found.splice(0),
    leave: async () => {
      for (const context of open) await context.close()
      open.clear()
    },
  }
}

function watch(page: Page, found: string[]): void {
  const at = () => new URL(page.url()).pathname
  page.on('console', message => {
    // Chromium also logs each answer of 400 and above; those are judged below, where one sees what was asked for.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(`${at()}: ${message.text()}`)
  })
  page.on('pageerror', error => found.push(`${at()}: ${error.message}`))
  page.on('requestfailed', request => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') found.push(`${request.url()}: ${request.failure()?.errorText}`) // left before it came
  })
  page.on('response', answer => {
    const asset = answer.request().resourceType() !== 'document'
    if (answer.status() >= 500 || (asset && answer.status() >= 400)) found.push(`${answer.url()} answered ${answer.status()}`)
  })
}

/** What a script of a test asks of the page; works without JavaScript of the page's own. */
export const widthFault = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return null
    const wide = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > room + 1)
    return (
      wide
        .slice(0, 5)
        .map(element => `${element.tagName}.${element.className}`)
        .join(', ') || 'something invisible is too wide'
    )
  })

/** The number that a place on a page prints: with separators, among words. */
export async function numberIn(place: Locator): Promise<number> {
  const text = await place.innerText()
  const digits = text.replaceAll(/[,，\s]/g, '').match(/\d+/)?.[0]
  expect(digits, `a number in “${text}”`).toBeDefined()
  return Number(digits)
}
