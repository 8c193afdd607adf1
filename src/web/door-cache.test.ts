import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noFiles } from '../../test/files.ts'
import { type World, world } from '../../test/world.ts'
import { createApp } from '../app.ts'
import { createDoor, type Door } from '../serve.ts'

// What HTTP says of ETags, encodings and HEAD (RFC 9110), asked over a real connection.

let w: World
let door: Door
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  w = await world()
  app = createApp({
    ...w.database,
    clock: w.clock.now,
    random: bytes => new Uint8Array(bytes),
    asset: name => name,
    siteCode: '6203000001',
    demo: true,
    publicOrigin: undefined,
    files: noFiles,
    cachePages: true,
  })
  door = createDoor(app, () => {})
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  door.closeAllConnections()
  await new Promise(resolve => door.close(resolve))
  await w.drop()
})

type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }

/** As node sends it: fetch would add encodings of its own and undo them. */
const ask = (headers: Record<string, string> = {}, method = 'GET', path = '/columns') =>
  new Promise<Answer>((resolve, reject) => {
    const { port } = door.address() as AddressInfo
    request({ port, host: '127.0.0.1', path, method, headers }, res => {
      const parts: Buffer[] = []
      res
        .on('data', part => parts.push(part))
        .on('end', () => {
          resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) })
        })
    })
      .on('error', reject)
      .end()
  })
const warm = async () => {
  await ask()
  await expect.poll(async () => (await ask({ 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br')
}
const etag = async (encoding: string) => String((await ask({ 'accept-encoding': encoding })).headers.etag)

describe('an ETag', () => {
  beforeEach(warm)

  it('names bytes: each encoding has its own, and all unpack to the same page', async () => {
    const [plain, br, gzip] = [await ask(), await ask({ 'accept-encoding': 'br' }), await ask({ 'accept-encoding': 'gzip' })]
    expect(new Set([plain, br, gzip].map(({ headers }) => headers.etag)).size).toBe(3)
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true)
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    for (const { headers, body } of [plain, br, gzip]) {
      expect(headers['content-length']).toBe(String(body.length))
      expect(headers.vary).toBe('Cookie, Accept-Encoding')
    }
  })

  it.each(['br', 'gzip', 'identity'])('that the reader holds in %s is answered 304 with the same ETag', async encoding => {
    const held = await etag(encoding)
    const answer = await ask({ 'accept-encoding': encoding, 'if-none-match': held })
    expect([answer.status, answer.headers.etag, answer.body.length]).toEqual([304, held, 0])
    expect(answer.headers['content-encoding']).toBeUndefined()
  })

  it('counts in a list, as a weak one, and as a star', async () => {
    const held = await etag('br')
    for (const tags of [`"other", ${held}`, `W/${held}`, `"a,b" , W/${held}`, '*'])
      expect((await ask({ 'accept-encoding': 'br', 'if-none-match': tags })).status, tags).toBe(304)
  })

  it('of something else, or half a one, does not count', async () => {
    const held = await etag('br')
    for (const tags of ['"other"', held.slice(0, -2), held.replaceAll('"', ''), 'W/', ''])
      expect((await ask({ 'accept-encoding': 'br', 'if-none-match': tags })).status, tags).toBe(200)
  })

  it('of an encoding that the reader refuses now does not count', async () => {
    expect((await ask({ 'accept-encoding': 'gzip', 'if-none-match': await etag('br') })).status).toBe(200)
  })

  it('holds also for a page that has to be made first', async () => {
    const held = await etag('br')
    app.cache.clear()
    expect((await ask({ 'accept-encoding': 'br', 'if-none-match': held })).status).toBe(304)
  })
})

describe('Accept-Encoding', () => {
  beforeEach(warm)

  it.each([
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0, br;q=0', undefined],
    ['*;q=0', undefined],
    ['br; q=0.000', undefined],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['abrupt', undefined],
    ['identity', undefined],
    ['gzip, deflate, br, zstd', 'br'],
  ])('%s gets %s', async (accepted, encoding) => {
    expect((await ask({ 'accept-encoding': accepted })).headers['content-encoding']).toBe(encoding)
  })
})

describe('HEAD', () => {
  it.each([
    ['from memory', warm],
    ['when the page has to be made', async () => app.cache.clear()],
  ])('has the headers of GET and no body, %s', async (_, prepare) => {
    await prepare()
    const head = await ask({}, 'HEAD')
    const get = await ask()
    expect([head.status, head.body.length]).toEqual([200, 0])
    const told = ({ headers }: Answer) => Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'date'))
    expect(told(head)).toEqual(told(get))
    expect((await ask({ 'if-none-match': String(get.headers.etag) }, 'HEAD')).status).toBe(304)
  })

  it('of an article that is not there is a 404 without a body', async () => {
    const answer = await ask({}, 'HEAD', '/articles/999999')
    expect([answer.status, answer.body.length]).toEqual([404, 0])
  })
})
