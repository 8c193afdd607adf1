import { describe, expect, it } from 'vitest'
import { exchanged } from './exchange.fixture.ts'
import { isNetwork, type Reader, readerOf } from './proxies.ts'

// Every address of 127.0.0.0/8 is this machine: of one network of it we make the trusted proxies, of another the strangers.
const [proxies, proxy, other_proxy, stranger] = ['127.10.0.0/16', '127.10.0.1', '127.10.0.2', '127.11.0.3'] as const
const told = (networks: readonly string[], from: string, headers: Readonly<Record<string, string>> = {}): Promise<Reader> =>
  exchanged({ headers }, from, ({ req }) => readerOf(networks)(req))

describe('what a proxy forwards', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }

  it('is believed from a trusted network only', async () => {
    expect(await told([proxies], proxy, forwarded)).toEqual({ address: '203.0.113.7', scheme: 'https' })
    expect(await told([proxies], stranger, forwarded)).toEqual({ address: stranger, scheme: undefined })
    expect(await told([], proxy, forwarded)).toEqual({ address: proxy, scheme: undefined })
  })

  it('counts from the end: what stands before the last stranger may be invented', async () => {
    const chain = { 'x-forwarded-for': `1.1.1.1, 203.0.113.7, ${other_proxy}` }
    expect((await told([proxies], proxy, chain)).address).toBe('203.0.113.7')
  })

  it('that is no address is left out, and what stands before it too', async () => {
    expect((await told([proxy], proxy, { 'x-forwarded-for': '203.0.113.7, unknown' })).address).toBe(proxy)
    expect((await told([proxy], proxy, { 'x-forwarded-for': '' })).address).toBe(proxy)
  })

  it.each([
    [proxy, '198.51.100.4:5123', '198.51.100.4'],
    [proxy, '[2001:db8::7]:443', '2001:db8::7'],
    ['::1', '2001:db8::8', '2001:db8::8'],
  ])('from %s, %s is %s', async (from, said, address) => {
    expect((await told([proxies, '::1'], from, { 'x-forwarded-for': said })).address).toBe(address)
  })

  it('names a scheme that there is', async () => {
    const scheme = async (said: string) => (await told([proxy], proxy, { 'x-forwarded-proto': said })).scheme
    expect([await scheme('https'), await scheme('http, https'), await scheme('gopher'), await scheme('')]).toEqual([
      'https',
      'https',
      undefined,
      undefined,
    ])
  })
})

it.each([
  ['127.0.0.1', true],
  ['10.0.0.0/8', true],
  ['fd00::/8', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['fd00::/129', false],
  ['10.0.0.0/', false],
  ['10.0.0.0/8/8', false],
  ['localhost', false],
  ['', false],
])('%s is a network: %s', (text, is) => expect(isNetwork(text)).toBe(is))
