import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { shareCounts, todaysSalt } from '../kernel/limits/share.ts'
import { giveBack, spend } from '../kernel/limits/spend.ts'
import { type Actor, thePublic } from '../kernel/org/actor.ts'
import type { Env } from './env.ts'
import { onError } from './errors.tsx'
import { type Limit, limit } from './limit.ts'
import { type LimitSettings, limitsOf, neighbourhoodOf } from './limits.ts'
import { type SharedCounts, type SharedParts, sharedCounts } from './shared-counts.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

let now = 0
/** The counts of one process on this database; it tells the others only when told to. */
const process = (changes: Partial<SharedParts> = {}): SharedCounts =>
  sharedCounts({
    now: () => now,
    salt: async () => (await w.run(thePublic, todaysSalt, null)).salt,
    share: told => w.run(thePublic, shareCounts, told),
    every_ms: 0,
    ...changes,
  })

/** A route with a limit; the reader's address stands in a header here, and whether it succeeds. */
function limited(of: Partial<Limit>, parts: { settings?: LimitSettings; actor?: Actor; run?: World['run']; shared?: SharedCounts } = {}) {
  const run = parts.run ?? w.run
  const everywhere = {
    take: (spending: Parameters<typeof spend>[1]) => run(thePublic, spend, spending),
    giveBack: (spending: Parameters<typeof spend>[1]) => run(thePublic, giveBack, spending),
  }
  const limits = limitsOf(parts.settings ?? new Map(), { everywhere, shared: parts.shared ?? process() })
  const app = new Hono<Env>()
  app.onError(onError)
  app.use(async (c, next) => {
    c.set('house', { ...w.house, limits })
    c.set('locale', c.req.header('x-lang') === 'en' ? 'en' : 'zh-CN')
    c.set('actor', parts.actor ?? thePublic)
    c.set('arrival', { id: 'ab', address: c.req.header('x-from'), scheme: undefined, route: undefined, cacheable: false, streaming: false })
    await next()
  })
  app.get('/', limit({ name: `test-${Math.random()}`, per: 'address', points: 3, seconds: 60, ...of }), c =>
    c.text('done', c.req.header('x-bad') ? 422 : 200),
  )
  return (from: string | undefined, headers: Record<string, string> = {}) =>
    app.request('http://mingjing.test/', { headers: { ...(from && { 'x-from': from }), ...headers } })
}
const statuses = async (get: ReturnType<typeof limited>, from: string | undefined, times: number, headers = {}) => {
  const found: number[] = []
  for (let i = 0; i < times; i++) found.push((await get(from, headers)).status)
  return found
}

describe.each(['shared', 'everywhere'] as const)('a limit counted %s', counted => {
  it('turns away the fourth of three, with a page in the reader’s language and the time to wait', async () => {
    const get = limited({ counted })
    expect(await statuses(get, '203.0.113.1', 3)).toEqual([200, 200, 200])
    const zh = await get('203.0.113.1')
    expect(zh.status).toBe(429)
    expect(Number(zh.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(zh.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(await zh.text()).toContain('操作过于频繁')
    expect(await (await get('203.0.113.1', { 'x-lang': 'en' })).text()).toContain('You did this too often')
  })

  it('counts each reader alone, and an IPv6 household as one', async () => {
    const get = limited({ counted })
    expect(await statuses(get, '203.0.113.2', 4)).toEqual([200, 200, 200, 429])
    expect((await get('203.0.113.3')).status).toBe(200)
    for (const host of [1, 2, 3]) await get(`2001:db8:1:2::${host}`)
    expect((await get('2001:db8:1:2:ffff::9')).status).toBe(429)
    expect((await get('2001:db8:1:3::9')).status).toBe(200)
  })

  it('of what was refused lets any number succeed', async () => {
    const get = limited({ counted, counts: 'refused' })
    expect(await statuses(get, '203.0.113.4', 6)).toEqual([200, 200, 200, 200, 200, 200])
    expect(await statuses(get, '203.0.113.5', 4, { 'x-bad': 'yes' })).toEqual([422, 422, 422, 429])
  })

  it('per person follows the person through addresses', async () => {
    const get = limited({ counted, per: 'person' }, { actor: w.cast.li })
    expect([...(await statuses(get, '203.0.113.6', 2)), ...(await statuses(get, '203.0.113.7', 2))]).toEqual([200, 200, 200, 429])
  })
})

it('two processes count together what is counted everywhere', async () => {
  const [one, other] = [limited({ name: 'both', counted: 'everywhere' }), limited({ name: 'both', counted: 'everywhere' })]
  expect([...(await statuses(one, '198.51.100.1', 2)), ...(await statuses(other, '198.51.100.1', 2))]).toEqual([200, 200, 200, 429])
  const rows = await w.db.selectFrom('kernel.rate_counts').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain('198.51.100')
})

describe('what processes count in memory', () => {
  const reader = { name: 'shared', who: 'address 198.51.100.7', points: 3, seconds: 60 }
  const taken = async (counts: SharedCounts, times: number, who = reader) => {
    const found: number[] = []
    for (let i = 0; i < times; i++) found.push(await counts.take(who))
    return found
  }
  const rows = () => w.db.selectFrom('kernel.rate_counts').selectAll().execute()

  it('is one sum as soon as they have told each other', async () => {
    const [one, other] = [process(), process()]
    expect(await taken(one, 2)).toEqual([0, 0])
    await one.shareNow()
    expect(await taken(other, 1)).toEqual([0])
    await other.shareNow() // and hears of the two
    expect((await taken(other, 1))[0]).toBeGreaterThan(50)
    expect(await taken(one, 1)).toEqual([0]) // within the second it knows of three only
    await one.shareNow()
    expect((await taken(one, 1))[0]).toBeGreaterThan(50)
    expect(JSON.stringify(await rows())).not.toContain('198.51.100')
  })

  it('costs the database one statement for any number of requests, and none for none', async () => {
    let told = 0
    const counting = process({
      share: async batch => {
        told += 1
        return await w.run(thePublic, shareCounts, batch)
      },
    })
    for (let who = 0; who < 50; who++) await taken(counting, 20, { ...reader, who: `address ${who}` })
    await counting.shareNow()
    expect(told).toBe(1)
    await counting.shareNow()
    expect(told).toBe(1)
  })

  it('is told by itself after a while', async () => {
    const [one, other] = [process({ every_ms: 20 }), process()]
    const who = { ...reader, who: 'address 198.51.100.8' }
    await taken(one, 3, who)
    await expect
      .poll(async () => {
        await other.take({ ...who, points: 1000 })
        await other.shareNow()
        return await other.take(who)
      })
      .toBeGreaterThan(0)
  })

  it('loses nothing that came while it was telling', async () => {
    const who = { ...reader, who: 'address 198.51.100.9', points: 5 }
    const one: SharedCounts = process({
      share: async batch => {
        await taken(one, 2, who)
        return await w.run(thePublic, shareCounts, batch)
      },
    })
    await taken(one, 2, who)
    await one.shareNow()
    expect(await taken(one, 1, who)).toEqual([0])
    expect((await taken(one, 1, who))[0]).toBeGreaterThan(0)
  })

  it('goes on in each alone while the database is away', async () => {
    const faults: unknown[] = []
    const away = () => Promise.reject(new Error('away'))
    const alone = process({ salt: away, share: away, onFault: error => faults.push(error) })
    const who = { ...reader, who: 'address 198.51.100.10' }
    expect(await taken(alone, 3, who)).toEqual([0, 0, 0])
    await alone.shareNow()
    expect((await taken(alone, 1, who))[0]).toBeGreaterThan(0)
    expect(faults.length).toBeGreaterThan(1)
  })

  it('ends with its window in all', async () => {
    const [one, other] = [process(), process()]
    const who = { ...reader, who: 'address 198.51.100.11', seconds: 1 }
    await taken(one, 3, who)
    await one.shareNow()
    await new Promise(resolve => setTimeout(resolve, 1100)) // the window in the database is over by its own clock
    now += 1100
    expect(await taken(other, 1, who)).toEqual([0])
    await other.shareNow()
    expect(await taken(other, 2, who)).toEqual([0, 0])
  })
})

it('begins anew when its time is over', async () => {
  const get = limited({})
  expect(await statuses(get, '203.0.113.8', 4)).toEqual([200, 200, 200, 429])
  now += 60_000
  expect((await get('203.0.113.8')).status).toBe(200)
})

it('is what the operator sets', async () => {
  const tight = limited({ name: 'set' }, { settings: new Map([['set', { points: 1, seconds: 10 }]]) })
  expect(await statuses(tight, '203.0.113.9', 2)).toEqual([200, 429])
  expect(await statuses(limited({}, { settings: 'off' }), '203.0.113.9', 9)).toEqual(Array(9).fill(200))
})

it('counts nobody where there is no connection', async () => {
  expect(await statuses(limited({}), undefined, 9)).toEqual(Array(9).fill(200))
})

it('remembers a bounded number of readers, those whose time is over first to go', async () => {
  const counts = process({ keys_max: 10 })
  const of = (who: number, seconds = 60) => ({ name: 'x', who: String(who), points: 1, seconds })
  for (let who = 0; who < 9; who++) await counts.take(of(who, 1))
  await counts.take(of(99))
  now += 2000
  for (let who = 100; who < 109; who++) await counts.take(of(who))
  expect(counts.size()).toBeLessThanOrEqual(10)
  expect(await counts.take(of(99))).toBeGreaterThan(0) // still known: nine others were over
  for (let who = 0; who < 1000; who++) await counts.take(of(who))
  expect(counts.size()).toBeLessThanOrEqual(10)
})

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['2001:0DB8:0001::', '2001:db8:1:0::/64'],
])('%s stands for %s', (address, of) => expect(neighbourhoodOf(address)).toBe(of))
