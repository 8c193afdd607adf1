import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSite, type Site, widthFault } from './site.ts'

// All journeys trust these eyes: they must see what they are there to see.

let site: Site
beforeAll(async () => {
  site = await openSite('bare')
})
afterAll(() => site.close())

it('a fault of the CSP, of a script, of an asset is seen, and nothing is where nothing is wrong', async () => {
  const { page, go } = await site.visit()
  await go('/')
  expect(site.faults()).toEqual([])
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<p style="color:red">inline</p><img src="/missing.png" alt=""><img src="http://elsewhere.example/a.png" alt="">',
    )
    setTimeout(() => {
      throw new Error('broken island')
    })
  })
  const found: string[] = []
  const seen = (what: RegExp) => expect.poll(() => found.push(...site.faults()) && found.some(fault => what.test(fault)))
  await seen(/inline style violates.*Content Security Policy/).toBe(true)
  await seen(/elsewhere\.example.*Content Security Policy/).toBe(true)
  await seen(/missing\.png answered 404/).toBe(true)
  await seen(/broken island/).toBe(true)
})

it('a page that is wider than the screen is seen', async () => {
  const { page, go } = await site.visit({ width: 360 })
  await go('/')
  expect(await widthFault(page)).toBeNull()
  await page.evaluate(() => {
    const wide = document.createElement('div')
    wide.className = 'too-wide'
    wide.textContent = 'wide'
    wide.style.width = '500px'
    document.querySelector('main')?.append(wide)
  })
  expect(await widthFault(page)).toContain('DIV.too-wide')
})

it('without JavaScript no script of a page runs', async () => {
  const { page, go } = await site.visit({ js: false })
  await go('/')
  expect(await page.locator('body').getAttribute('class')).not.toContain('js-enabled')
  const enhanced = await site.visit()
  await enhanced.go('/')
  expect(await enhanced.page.locator('body').getAttribute('class')).toContain('js-enabled')
})
