import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { home } from '../../test/kept.ts'
import { testKeys } from '../../test/keys.ts'
import { type World, world } from '../../test/world.ts'
import { createApp } from '../app.ts'
import type { Actor } from '../kernel/org/actor.ts'
import { createDoor, type Door } from '../serve.ts'

// Every limit stands on the routes that it is for: with an allowance of one, the second request is turned away.

let w: World
let door: Door
let base: string
let limits: string[]
beforeAll(async () => {
  w = await world()
  limits = [...(await limitNames())]
  const app = createApp({
    ...w.database,
    keys: testKeys,
    enqueue: async () => {},
    clock: w.clock.now,
    random: bytes => randomBytes(bytes),
    asset: name => name,
    siteCode: '6203000001',
    demo: true,
    publicOrigin: undefined,
    files: w.files,
    cachePages: true,
    rateLimits: new Map(limits.map(name => [name, { points: 1, seconds: 600 }])),
  })
  door = createDoor(app, () => {})
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
})
afterAll(async () => {
  door.closeAllConnections()
  await new Promise(resolve => door.close(resolve))
  await w.drop()
})

/** Of all limits that the source speaks of. */
async function limitNames(): Promise<Set<string>> {
  const names = new Set<string>()
  for await (const file of glob('src/**/*.{ts,tsx}', { cwd: home })) {
    if (file.includes('.test.')) continue
    const text = readFileSync(join(home, file), 'utf8')
    for (const [, name = ''] of text.matchAll(/limit\(\{\s*name: '([^']+)'/g)) names.add(name)
  }
  return names
}

type Asked = { readonly path: string; readonly form?: Readonly<Record<string, string>>; readonly as?: () => Actor; readonly sheet?: true }

const asked: Readonly<Record<string, readonly Asked[]>> = {
  'sign-in': [{ path: '/desk/sign-in', form: { sign_in_name: 'nobody', password: 'wrong' } }],
  'set-up': [{ path: '/desk/setup?token=wrong' }],
  'sign-in-stage': [{ path: '/desk/sign-in/passkeys', form: { credential: '{}' } }],
  'passkey-challenge': [{ path: '/desk/sign-in/passkeys/challenges', form: {} }],
  'account-proof': [{ path: '/desk/account/factors', form: { password: 'wrong' }, as: () => w.cast.li }],
  export: [{ path: '/figures/disclosure.total/records.csv?year=2018' }],
  search: [{ path: '/desk/publications?q=a', as: () => w.cast.zhou }],
  proof: [{ path: '/proofs/of?subject=publication:1' }],
  upload: [{ path: '/desk/drafts/1/attachments', as: () => w.cast.li, sheet: true }],
  import: [{ path: '/desk/publications/imports', as: () => w.cast.zhou, sheet: true }],
}

async function send({ path, form, as, sheet }: Asked): Promise<Response> {
  const cookie = as === undefined ? '' : await w.cookie(as())
  const headers = { origin: base, cookie }
  if (sheet) {
    const body = new FormData()
    body.append('file', new File(['x'], 'a.csv'))
    return await fetch(base + path, { method: 'POST', body, headers, redirect: 'manual' })
  }
  if (form === undefined) return await fetch(base + path, { headers, redirect: 'manual' })
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return await fetch(base + path, { method: 'POST', body: new URLSearchParams(form), headers: { ...headers, ...type }, redirect: 'manual' })
}

it('each limit of the source is asked here', () => {
  expect(limits.toSorted()).toEqual(Object.keys(asked).toSorted())
})

it.each(Object.keys(asked))('%s turns the second away, with the seconds to wait', async name => {
  for (const request of asked[name] ?? []) {
    const first = await send(request)
    expect([first.status, first.headers.get('retry-after')], await first.text()).toEqual([expect.any(Number), null])
    const second = await send(request)
    expect(second.status, `${name}: ${(await second.text()).slice(0, 300)}`).toBe(429)
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0)
  }
})

it('per person another person is not held up; per address everybody behind it is', async () => {
  const factors = (as: () => Actor): Asked => ({ path: '/desk/account/factors', form: { password: 'wrong' }, as })
  await send(factors(() => w.cast.li))
  expect((await send(factors(() => w.cast.li))).status).toBe(429)
  expect((await send(factors(() => w.cast.sun))).status).not.toBe(429)
})
