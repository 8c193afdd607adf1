import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isNetwork, readerOf } from './proxies.ts'

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage // only these two are read
const trusting = (...networks: string[]) => readerOf(networks)

describe('what a proxy forwards', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }

  it('is believed from a trusted network only', () => {
    expect(trusting('10.0.0.0/8')(from('10.1.2.3', forwarded))).toEqual({ address: '203.0.113.7', scheme: 'https' })
    expect(trusting('10.0.0.0/8')(from('11.1.2.3', forwarded))).toEqual({ address: '11.1.2.3', scheme: undefined })
    expect(trusting()(from('127.0.0.1', forwarded))).toEqual({ address: '127.0.0.1', scheme: undefined })
  })

  it('counts from the end: what stands before the last stranger may be invented', () => {
    const chain = { 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 10.0.0.2' }
    expect(trusting('10.0.0.0/8')(from('10.0.0.1', chain)).address).toBe('203.0.113.7')
  })

  it('that is no address is left out, and what stands before it too', () => {
    expect(trusting('10.0.0.1')(from('10.0.0.1', { 'x-forwarded-for': '203.0.113.7, unknown' })).address).toBe('10.0.0.1')
    expect(trusting('10.0.0.1')(from('10.0.0.1', { 'x-forwarded-for': '' })).address).toBe('10.0.0.1')
  })

  it.each([
    ['::ffff:10.0.0.1', '198.51.100.4:5123', '198.51.100.4'],
    ['10.0.0.1', '[2001:db8::7]:443', '2001:db8::7'],
    ['fd00::5', '2001:db8::8', '2001:db8::8'],
  ])('from %s, %s is %s', (remote, told, address) => {
    expect(trusting('10.0.0.0/8', 'fd00::/8')(from(remote, { 'x-forwarded-for': told })).address).toBe(address)
  })

  it('names a scheme that there is', () => {
    const scheme = (told: string) => trusting('10.0.0.1')(from('10.0.0.1', { 'x-forwarded-proto': told })).scheme
    expect([scheme('https'), scheme('http, https'), scheme('gopher'), scheme('')]).toEqual(['https', 'https', undefined, undefined])
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
