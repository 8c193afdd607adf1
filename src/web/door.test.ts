import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noFiles } from '../../test/files.ts'
import { someItem, type World, world } from '../../test/world.ts'
import { createApp } from '../app.ts'
import { publish } from '../kernel/publications/publish.ts'
import { amend } from '../kernel/publications/withdraw.ts'
import { createDoor } from '../serve.ts'
import type { Env } from './env.ts'
import { form_bytes_max } from './form.ts'
import { pageCache } from './page-cache.ts'

let w: World
let server: Server
let base: string
let article: number
let app: ReturnType<typeof createApp>

beforeAll(async () => {
  w = await world()
  app = createApp({
    db: w.database.db,
    readonly: w.database.readonly,
    clock: w.clock.now,
    random: bytes => new Uint8Array(bytes),
    asset: name => `/assets/${name}`,
    siteCode: '6203000001',
    demo: true,
    publicOrigin: 'https://www.example.gov.cn',
    cachePages: true,
    files: noFiles,
  })
  server = createDoor(app, () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  article = (await w.run(w.cast.public, publish, someItem(w.cast))).id
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await w.drop()
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers, redirect: 'manual' })
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(base + path, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { origin: base, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

describe('the page cache', () => {
  it('answers the second reader before the router, with the same bytes and headers', async () => {
    const plain = { 'accept-encoding': 'identity' } // what is compressed has an ETag of its own
    const first = await get(`/articles/${article}`, plain)
    const text = await first.text()
    const kept = app.cache.size()
    expect(kept).toBeGreaterThan(0)
    const second = await get(`/articles/${article}`, plain)
    expect(await second.text()).toBe(text)
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
    for (const name of ['content-type', 'content-security-policy', 'cache-control', 'vary', 'x-content-type-options'])
      expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(app.cache.size()).toBe(kept)
  })

  it('answers 304 to a reader who has the page, cached or not', async () => {
    const etag = (await get(`/articles/${article}`)).headers.get('etag') ?? ''
    expect((await get(`/articles/${article}`, { 'if-none-match': etag })).status).toBe(304)
    app.cache.clear()
    expect((await get(`/articles/${article}`, { 'if-none-match': etag })).status).toBe(304)
  })

  it('sends what was compressed once', async () => {
    await get(`/articles/${article}`)
    await expect
      .poll(async () => (await get(`/articles/${article}`, { 'accept-encoding': 'br' })).headers.get('content-encoding'))
      .toBe('br')
    expect((await get(`/articles/${article}`, { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull()
  })

  it('keeps languages apart', async () => {
    const zh = await (await get('/columns')).text()
    const en = await (await get('/columns', { cookie: 'mj_lang=en' })).text()
    expect(zh).toContain('lang="zh-CN"')
    expect(en).toContain('lang="en"')
    expect(await (await get('/columns')).text()).toBe(zh)
  })

  it.each(['mj_lang=english', 'x_mj_lang=en', 'mj_lang="en"', 'mj_lang=EN', 'mj_lang=en-GB'])(
    'is not misled by the cookie %s',
    async cookie => {
      app.cache.clear()
      await get('/columns', { cookie })
      expect(await (await get('/columns', { cookie: 'mj_lang=en' })).text()).toContain('<html lang="en"')
      expect(await (await get('/columns')).text()).toContain('<html lang="zh-CN"')
    },
  )

  it('never shows a page from before a public change', async () => {
    await get(`/articles/${article}`)
    await app.services.run(w.cast.zhou, amend, { publication_id: article, title: '更正后的标题', body_html: '<p>新</p>', reason: '更正' })
    expect(await (await get(`/articles/${article}`)).text()).toContain('更正后的标题')
  })

  it('keeps nothing while word of other processes’ changes cannot be heard', async () => {
    app.cache.trust(false)
    await get('/columns')
    expect(app.cache.size()).toBe(0)
    app.cache.trust(true)
  })

  it('keeps no desk page and no refusal', async () => {
    app.cache.clear()
    await get('/desk/sign-in')
    await get('/articles/999999')
    expect(app.cache.size()).toBe(0)
    expect((await get('/desk/sign-in')).headers.get('cache-control')).toBe('no-store')
  })

  it('is bounded: the oldest page makes room', async () => {
    const small = pageCache({ enabled: true, entries_max: 2 })
    const pages = new Hono<Env>()
    pages.use(async (c, next) => {
      c.set('locale', 'en')
      await next()
    })
    pages.use(small.store)
    pages.get('/:page', c => {
      c.set('cacheable', true)
      return c.text(c.req.param('page'))
    })
    for (const page of ['a', 'b', 'c', 'c']) await pages.request(`http://mingjing.test/${page}`)
    expect(small.size()).toBe(2)
  })
})

describe('the door', () => {
  it('turns away a form of another site, and does nothing with it', async () => {
    for (const origin of ['https://evil.example', 'null', `${base}.evil.example`]) {
      const response = await post('/desk/sign-in', 'sign_in_name=a&password=b', { origin })
      expect(response.status, origin).toBe(403)
      expect(await response.text()).toContain('不是从本站页面提交')
    }
  })

  it('takes a form from the address that the proxy shows', async () => {
    const response = await post('/desk/sign-in', 'sign_in_name=a&password=b', { origin: 'https://www.example.gov.cn' })
    expect(response.status).toBe(422)
  })

  it('turns away a body over the limit with a page, in any clothing', async () => {
    const big = `title=${'x'.repeat(form_bytes_max + 1)}`
    const plain = await post('/desk/sign-in', big)
    expect(plain.status).toBe(413)
    expect(await plain.text()).toContain('过大')
  })

  it.each([
    ['broken UTF-8 in a field', 'sign_in_name=%ff%fe&password=b'],
    ['a broken escape', 'sign_in_name=%E4%B8&password=b'],
    ['a NUL', 'sign_in_name=a%00b&password=b'],
  ])('answers %s with words', async (_what, body) => {
    const response = await post('/desk/sign-in', body)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('无法处理')
  })

  it('answers raw bytes that are no UTF-8 with words', async () => {
    const response = await post('/desk/sign-in', new Uint8Array([0x61, 0x3d, 0xff, 0xfe]))
    expect(response.status).toBe(422)
  })

  it('answers another content type with words', async () => {
    const response = await post('/desk/sign-in', '{"sign_in_name":"a"}', { 'content-type': 'application/json' })
    expect([403, 422]).toContain(response.status)
  })

  it.each(['/nothing/here', '/articles/', '/%', '/%E0%A4%A', `/${'x'.repeat(5000)}`])('GET %s is a humane 404', async path => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('没有找到')
  })

  it('answers what only machines ask with JSON', async () => {
    const response = await get('/figures/no.such.json')
    expect(response.status).toBe(404)
    expect(await response.json()).toHaveProperty('error')
  })

  it('sends the headers that keep a page safe', async () => {
    const { headers } = await get('/')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('tells nobody what broke: a fault is a calm page with a number', async () => {
    const broken = createApp({
      db: w.database.db,
      readonly: new Proxy(w.database.readonly, {
        get: () => () => {
          throw new Error('secret detail')
        },
      }),
      clock: w.clock.now,
      random: bytes => new Uint8Array(bytes),
      asset: name => name,
      siteCode: '6203000001',
      demo: true,
      publicOrigin: undefined,
      cachePages: true,
      files: noFiles,
    })
    const response = await broken.app.request('http://mingjing.test/')
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).toMatch(/编号 [0-9a-f]{8}/)
    expect(text).not.toContain('secret detail')
  })
})
