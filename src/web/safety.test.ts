import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { noFiles } from '../../test/files.ts'
import { testKeys } from '../../test/keys.ts'
import { type World, world } from '../../test/world.ts'
import { type AppParts, createApp } from '../app.ts'
import { health } from '../operations/health.ts'
import { metrics } from '../operations/metrics.ts'
import { readerOf } from '../operations/proxies.ts'
import { createDoor, type Door, type DoorParts } from '../serve.ts'
import { noteIncident } from './incidents.ts'
import { log } from './log.ts'

// The door over real connections: what it sends along, whom it believes, and how long it waits.

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const doors: Door[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const door of doors.splice(0)) {
    door.closeAllConnections()
    await new Promise(resolve => door.close(resolve))
  }
})

const lines: string[] = []
async function opened(parts: Partial<AppParts> = {}, doorParts: DoorParts = {}) {
  const app = createApp({
    ...w.database,
    keys: testKeys,
    enqueue: async () => {},
    clock: w.clock.now,
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
    asset: name => name,
    siteCode: '6203000001',
    demo: true,
    publicOrigin: undefined,
    files: noFiles,
    cachePages: true,
    ...parts,
  })
  const door = createDoor(app, (req, res, _started, id) => void lines.push(`${id} ${req.url} ${res.statusCode}`), doorParts)
  doors.push(door)
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
  const { port } = door.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  return {
    door,
    port,
    base,
    get: (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers, redirect: 'manual' }),
    post: (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(base + path, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: base, ...headers },
      }),
  }
}

describe('the headers', () => {
  it('of pages, files, refusals and redirects forbid scripts of others, frames and guessing', async () => {
    const { get } = await opened()
    for (const path of [
      '/',
      '/columns',
      '/figures/disclosure.total.json?year=2018',
      '/nothing',
      '/desk',
      '/desk/sign-in',
      '/robots.txt',
      '/favicon.ico',
    ]) {
      const { headers } = await get(path)
      expect(headers.get('content-security-policy'), path).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-frame-options'), path).toBe('DENY')
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
      expect(headers.get('permissions-policy'), path).toContain('camera=()')
      expect(headers.get('referrer-policy'), path).toBe('same-origin')
      expect(headers.get('strict-transport-security'), path).toBeNull()
      expect(headers.get('x-powered-by'), path).toBeNull()
    }
  })

  it('ask for https for ever only where the operator says so and readers come by it', async () => {
    const hsts = async (parts: Partial<AppParts>) => (await (await opened(parts)).get('/')).headers.get('strict-transport-security')
    expect(await hsts({ hstsSeconds: 31_536_000, publicOrigin: 'https://www.example.gov.cn' })).toBe('max-age=31536000; includeSubDomains')
    expect(await hsts({ hstsSeconds: 31_536_000, publicOrigin: 'http://www.example.gov.cn' })).toBeNull()
    expect(await hsts({ publicOrigin: 'https://www.example.gov.cn' })).toBeNull()
  })
})

describe('what machines ask for', () => {
  it('robots are told where nothing is for them', async () => {
    const answer = await (await opened()).get('/robots.txt')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=UTF-8'])
    expect(await answer.text()).toMatch(/^User-agent: \*\nDisallow: \/desk\n/)
  })

  it('the tab gets its picture', async () => {
    const answer = await (await opened()).get('/favicon.ico')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  })

  it('who finds a weakness is told where to write, for half a year from now', async () => {
    const of = await opened({ securityContact: 'mailto:security@example.gov.cn', publicOrigin: 'https://www.example.gov.cn' })
    const answer = await of.get('/.well-known/security.txt')
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(text).toContain('Contact: mailto:security@example.gov.cn\n')
    expect(text).toContain('Canonical: https://www.example.gov.cn/.well-known/security.txt\n')
    const until = Temporal.Instant.from(/Expires: (\S+)/.exec(text)?.[1] ?? '')
    expect(Temporal.Now.instant().until(until).total('hours')).toBeGreaterThan(24 * 170)
    expect(Temporal.Now.instant().until(until).total('hours')).toBeLessThan(24 * 365)
  })
})

describe('a form of another site', () => {
  const form = 'sign_in_name=a&password=b'
  it.each<[string, Record<string, string>]>([
    ['that names itself', { origin: 'https://evil.example' }],
    ['that hides its name', { origin: 'null' }],
    ['that calls itself our own and names itself', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['of a neighbour', { origin: '', 'sec-fetch-site': 'same-site' }],
    ['in other clothing', { origin: 'https://evil.example', 'content-type': 'application/json' }],
    ['in no clothing', { origin: 'https://evil.example', 'content-type': '' }],
  ])('%s is refused', async (_, headers) => {
    const { post } = await opened()
    expect((await post('/desk/sign-in', form, headers)).status).toBe(403)
  })

  it('that says nothing of where it comes from is refused', async () => {
    const { base } = await opened()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await fetch(`${base}/desk/sign-in`, { method: 'POST', body: form, headers })).status).toBe(403)
    const fetched = { ...headers, 'sec-fetch-site': 'same-origin' }
    expect((await fetch(`${base}/desk/sign-in`, { method: 'POST', body: form, headers: fetched })).status).toBe(422)
  })

  it('is refused for any verb that may change something', async () => {
    const { base } = await opened()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await fetch(`${base}/desk`, { method, headers: { origin: 'https://evil.example' } })).status, method).toBe(403)
  })
})

describe('behind a proxy', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' }
  const signIn = 'sign_in_name=nobody&password=b'

  it('that is trusted, our own origin is the one that browsers see', async () => {
    const { post, port } = await opened({}, { readerOf: readerOf(['127.0.0.1']) })
    expect((await post('/desk/sign-in', signIn, { origin: `https://127.0.0.1:${port}`, ...forwarded })).status).toBe(422)
    expect((await post('/desk/sign-in', signIn, { origin: `http://127.0.0.1:${port}`, ...forwarded })).status).toBe(403)
  })

  it('that nobody trusts, what it says changes nothing', async () => {
    const { post, port } = await opened()
    expect((await post('/desk/sign-in', signIn, { origin: `https://127.0.0.1:${port}`, ...forwarded })).status).toBe(403)
  })

  it('limits count the reader, not the proxy; an invented address is worth nothing', async () => {
    const rateLimits = new Map([['sign-in', { points: 2, seconds: 600 }]])
    const { post } = await opened({ rateLimits }, { readerOf: readerOf(['127.0.0.1']) })
    const from = async (address: string) => (await post('/desk/sign-in', signIn, { 'x-forwarded-for': address })).status
    expect([await from('203.0.113.50'), await from('203.0.113.50'), await from('203.0.113.50')]).toEqual([422, 422, 429])
    expect(await from('198.51.100.1, 203.0.113.50')).toBe(429)
    expect(await from('203.0.113.51')).toBe(422)
    const direct = await opened({ rateLimits })
    for (const address of ['203.0.113.60', '203.0.113.61']) await direct.post('/desk/sign-in', signIn, { 'x-forwarded-for': address })
    const third = await direct.post('/desk/sign-in', signIn, { 'x-forwarded-for': '203.0.113.62' })
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(500)
  })

  it('the session’s cookie is bound to https', async () => {
    const https = { publicOrigin: 'https://www.example.gov.cn' }
    const { get } = await opened(https)
    const plain = (await w.cookie(w.cast.li)).replace('mj_session=', '')
    expect((await get('/desk', { cookie: `__Secure-mj_session=${plain}` })).status).toBe(200)
    expect((await get('/desk', { cookie: `mj_session=${plain}` })).status).toBe(303) // could have been planted on the way
    const { createAccount } = await import('../kernel/org/people.ts')
    const { thePublic } = await import('../kernel/org/actor.ts')
    const { id } = await w.db.insertInto('kernel.people').values({ name: '秦某' }).returning('id').executeTakeFirstOrThrow()
    await w.run(thePublic, createAccount, { person_id: id, sign_in_name: 'qin', password: 'a long password' })
    const { post } = await opened(https)
    const answer = await post('/desk/sign-in', 'sign_in_name=qin&password=a+long+password')
    expect(answer.status).toBe(303)
    const cookie = answer.headers.get('set-cookie') ?? ''
    for (const part of ['__Secure-mj_session=', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/desk']) expect(cookie).toContain(part)
  })
})

describe('a form sent twice', () => {
  const draft = (changes: Record<string, string> = {}) => ({
    ...{
      unit_id: String(w.cast.education.id),
      column_id: String(w.cast.column.id),
      title: '关于收发的通知',
      body_text: '一段',
      genre: '通知',
    },
    ...{ theme: '11', category: '15', openness: 'service', formed_on: '2018-12-28', source: '测试市教育局', ...changes },
  })

  it('with the same content gives the first result; with other content it is refused in words, and what was typed is shown', async () => {
    const form_id = randomUUID()
    const first = await w.post('/desk/drafts', { form_id, ...draft() }, { as: w.cast.li })
    const again = await w.post('/desk/drafts', { form_id, ...draft() }, { as: w.cast.li })
    expect([first.status, again.status]).toEqual([303, 303])
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    const other = await w.post('/desk/drafts', { form_id, ...draft({ title: '另一个题目' }) }, { as: w.cast.li })
    expect(other.status).toBe(409)
    const text = await other.text()
    expect(text).toContain('这次的内容与上次不同')
    expect(text).toContain('另一个题目')
    expect(text).toContain('<title>错误：')
    const en = await w.post('/desk/drafts', { form_id, ...draft({ title: '另一个题目' }) }, { as: w.cast.li, lang: 'en' })
    expect(await en.text()).toMatch(/<title>Error: .*was sent before with other content/s)
  })

  it('to another address does not get the first one’s result', async () => {
    const form_id = randomUUID()
    const first = await w.post('/desk/drafts', { form_id, ...draft() }, { as: w.cast.li })
    const to = first.headers.get('location') ?? ''
    const one = { form_id: randomUUID(), note: '' }
    expect((await w.post(`${to}/submissions`, one, { as: w.cast.li })).status).toBe(303)
    expect((await w.post(`${to}/approvals`, one, { as: w.cast.zhao })).status).toBe(409)
    expect((await w.post(`${to}/abandonments`, { ...one, note: '' }, { as: w.cast.li })).status).toBe(409)
  })

  it('is known by what was typed, not by secrets', async () => {
    const { once: receipt } = await import('./form.ts')
    const form_id = randomUUID()
    const hash = (typed: Record<string, string>) => Buffer.from(receipt({ form_id, ...typed })?.inputHash ?? []).toString('hex')
    expect(hash({ a: '1', new_password: 'x' })).toBe(hash({ new_password: 'y', a: '1' }))
    expect(hash({ a: '1', b: '2' })).not.toBe(hash({ a: '2', b: '1' }))
  })
})

describe('a form', () => {
  it('with fields named after what every object has is a form like any other', async () => {
    const { post } = await opened()
    const answer = await post(
      '/desk/sign-in',
      '__proto__=x&constructor=x&toString=x&hasOwnProperty=x&__proto__[polluted]=yes&sign_in_name=a&password=b',
    )
    expect(answer.status).toBe(422)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('of a million fields is too large', async () => {
    const { post } = await opened()
    expect((await post('/desk/sign-in', 'a=1&'.repeat(200_000))).status).toBe(413)
  })

  it('that comes back with faults says so first of all in its title', async () => {
    const { post, get } = await opened()
    expect(await (await post('/desk/sign-in', 'sign_in_name=&password=')).text()).toContain('<title>错误：')
    expect(await (await get('/desk/sign-in')).text()).not.toContain('错误：')
  })
})

describe('a number for each request', () => {
  it('stands in the access log, in the fault’s line and on the page', async () => {
    const told = vi.spyOn(log, 'error').mockImplementation(() => {})
    const { get } = await opened({
      readonly: new Proxy(w.database.readonly, {
        get: () => () => {
          throw new Error('secret detail')
        },
      }),
    })
    lines.length = 0
    const text = await (await get('/?name=secret')).text()
    const id = /编号 ([0-9a-f]{12})/.exec(text)?.[1] ?? ''
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id, path: '/' }), 'fault')
    await expect.poll(() => lines).toEqual([`${id} /?name=secret 500`]) // the log itself drops the query
    await get('/columns')
    await expect.poll(() => new Set(lines.map(line => line.split(' ')[0])).size).toBe(2)
  })
})

describe('what is turned away', () => {
  const told = () => {
    const lines: [unknown, unknown][] = []
    vi.spyOn(log, 'warn').mockImplementation((about: unknown, what?: unknown) => void lines.push([what, about]))
    return lines
  }

  it('is told in the log by number, never by name', async () => {
    const lines = told()
    await w.get('/desk/drafts', { as: w.cast.audit })
    await w.post('/desk/sign-out', {}, { headers: { origin: 'https://evil.example' } })
    expect(lines).toEqual([
      [
        'right missing',
        {
          id: expect.stringMatching(/^[0-9a-f]{12}$/),
          path: '/desk/drafts',
          person_id: w.cast.audit.person_id,
          right: 'publication.write',
        },
      ],
      ['form of another site', { id: expect.any(String), path: '/desk/sign-out', person_id: null }],
    ])
  })

  it('does not flood the log', async () => {
    const lines = told()
    for (let i = 0; i < 500; i++) noteIncident('limit reached', { id: 'ab', path: '/', person_id: null })
    expect(lines.length).toBeLessThan(100)
  })
})

it('what stays Chinese on an English page says so', async () => {
  const text = await (await w.get('/columns', { lang: 'en' })).text()
  expect(text).toContain('ICP record: <span lang="zh-CN">陇ICP备00000000号</span> (placeholder)')
  expect(await (await w.get('/columns')).text()).not.toContain('<span lang="zh-CN">陇')
})

it('signing out leaves nothing in the browser', async () => {
  const answer = await w.post('/desk/sign-out', {})
  expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"')
})

describe('who goes slowly or goes away', () => {
  const socket = async (port: number): Promise<Socket> => {
    const to = connect(port, '127.0.0.1')
    to.on('error', () => {})
    await once(to, 'connect')
    return to
  }
  const said = async (to: Socket): Promise<string> => {
    let text = ''
    to.on('data', part => {
      text += part
    })
    if (!to.destroyed) await once(to, 'close')
    return text
  }

  it('headers that never end are given up', async () => {
    const { port } = await opened({}, { patience: { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 } })
    const to = await socket(port)
    to.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    expect(await said(to)).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('a body that never ends is given up', async () => {
    const { port } = await opened({}, { patience: { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 } })
    const to = await socket(port)
    to.write(
      `POST /desk/sign-in HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=`,
    )
    expect(await said(to)).toMatch(/^HTTP\/1\.1 408 |^$/)
  })

  it('waits as long as it promises, by default', async () => {
    const { door } = await opened()
    expect([door.headersTimeout, door.requestTimeout, door.keepAliveTimeout, door.maxHeadersCount]).toEqual([15_000, 900_000, 65_000, 100])
  })

  it('headers without end are too large', async () => {
    const { port } = await opened()
    const to = await socket(port)
    to.write(`GET / HTTP/1.1\r\nHost: x\r\n${'X-Much: 0123456789\r\n'.repeat(2000)}\r\n`)
    expect(await said(to)).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('an address without end is turned away', async () => {
    const { port } = await opened()
    const to = await socket(port)
    to.write(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await said(to)).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('two lengths for one body are refused: a proxy might read another request out of it', async () => {
    const { port } = await opened()
    const to = await socket(port)
    to.write(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /desk HTTP/1.1\r\nHost: x\r\n\r\n',
    )
    expect(await said(to)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('an upload that its sender breaks off is no fault', async () => {
    const told = vi.spyOn(log, 'error').mockImplementation(() => {})
    const { port } = await opened()
    lines.length = 0
    const to = await socket(port)
    to.write(
      `POST /desk/sign-in HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nsign_in_name=`,
    )
    await new Promise(resolve => setTimeout(resolve, 50))
    to.destroy()
    await expect.poll(() => lines.length).toBe(1)
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(told).not.toHaveBeenCalled()
  })
})

describe('the door', () => {
  it.each(['TRACE', 'TRACK', 'OPTIONS', 'PROPFIND'])('echoes nothing for %s', async method => {
    const { port } = await opened()
    const to = connect(port, '127.0.0.1')
    to.write(`${method} / HTTP/1.1\r\nHost: x\r\nCookie: mj_session=hush\r\nConnection: close\r\n\r\n`)
    let text = ''
    for await (const part of to) text += part
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(text).not.toContain('hush')
  })

  it('answers health before everything else, and writes no line about it', async () => {
    const { get } = await opened({}, { health: health(async () => undefined) })
    lines.length = 0
    expect((await get('/health/ready')).status).toBe(200)
    expect((await get('/health/live')).status).toBe(200)
    await get('/robots.txt')
    await expect.poll(() => lines.length).toBe(1)
    expect(lines[0]).toContain('/robots.txt')
  })

  it('measures by pattern, from memory or not', async () => {
    const measured = metrics([])
    const { get } = await opened({}, { metrics: measured })
    for (const path of ['/columns', '/columns', '/articles/999999', '/nothing/here', '/nothing/there']) await (await get(path)).text()
    await expect
      .poll(async () => (await measured.text()).split('\n').filter(line => /mingjing_request_duration_seconds_count/.test(line)))
      .toEqual([
        'mingjing_request_duration_seconds_count{method="GET",route="/columns",status="2xx"} 2',
        'mingjing_request_duration_seconds_count{method="GET",route="/articles/:id",status="4xx"} 1',
        'mingjing_request_duration_seconds_count{method="GET",route="none",status="4xx"} 2',
      ])
    expect(await measured.text()).toContain('mingjing_page_cache_total{outcome="hit"} 1')
    expect(await measured.text()).toContain('mingjing_page_cache_total{outcome="miss"} 1')
  })
})
