import { expect, it } from 'vitest'
import type { Site } from '../kernel/site/site.ts'
import { log } from './log.ts'
import { siteKeeper } from './site-facts.ts'

log.level = 'silent'
const site: Site = {
  ...{ name_zh: '某市', name_en: 'Some city', sponsor_zh: '', sponsor_en: '', contact_zh: '', contact_en: '' },
  ...{ icp: '某ICP备1号', police: '', site_code: null, domain: 'www.some.gov.cn' },
}
const defaults = { siteCode: '6203000001', demo: true }

it('says the demo’s placeholders until the city says something, and those again when it takes it back', async () => {
  let row: Site | undefined
  let changes = 0
  const keeper = siteKeeper(
    async () => row,
    defaults,
    () => {
      changes += 1
    },
  )
  expect(keeper.facts().words['zh-CN'].marks.join()).toContain('占位')
  row = site
  await keeper.refresh()
  expect(keeper.facts().words.en.title).toBe('Some city')
  expect(keeper.facts().words['zh-CN'].marks).toContain('ICP备案号：某ICP备1号')
  expect(keeper.facts().tags).toEqual({ SiteName: '某市', SiteDomain: 'www.some.gov.cn', SiteIDCode: '6203000001' })
  const { version } = keeper.facts()
  await keeper.refresh()
  expect(keeper.facts().version).toBe(version) // nothing has changed, nothing is made anew
  expect(changes).toBe(1)
  row = undefined
  await keeper.refresh()
  expect(keeper.facts().words['zh-CN'].marks.join()).toContain('占位')
})

it('a city that is no demo never bears the demo’s name', () => {
  const text = JSON.stringify(
    siteKeeper(
      async () => undefined,
      { ...defaults, demo: false },
      () => {},
    ).facts(),
  )
  expect(text).not.toContain('金昌')
  expect(text).not.toContain('占位')
})

it('what cannot be read changes nothing', async () => {
  let fails = false
  const keeper = siteKeeper(
    async () => {
      if (fails) throw new Error('no database')
      return site
    },
    defaults,
    () => {},
  )
  await keeper.refresh()
  fails = true
  await keeper.refresh()
  expect(keeper.facts().words['zh-CN'].title).toBe('某市')
})

it('a change while it is being read is read as well', async () => {
  const rows = [site, { ...site, name_zh: '改名' }]
  let reads = 0
  const gates: (() => void)[] = []
  const keeper = siteKeeper(
    async () => {
      const row = rows[Math.min(reads, 1)]
      reads += 1
      await new Promise<void>(resolve => gates.push(resolve))
      return row
    },
    defaults,
    () => {},
  )
  const first = keeper.refresh()
  const second = keeper.refresh()
  gates.shift()?.()
  await new Promise(resolve => setImmediate(resolve))
  gates.shift()?.()
  await Promise.all([first, second])
  expect(keeper.facts().words['zh-CN'].title).toBe('改名')
})
