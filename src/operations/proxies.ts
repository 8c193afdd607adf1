import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

export type Reader = { readonly address: string | undefined; readonly scheme: 'http' | 'https' | undefined }

/** Whether 'a.b.c.d/n' or 'x::/n' (or a single address) names addresses at all. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/**
 * Who reads, and by which scheme. What `X-Forwarded-For` and `X-Forwarded-Proto` say is believed only from an address of the trusted
 * networks; of a chain the last address that is no trusted proxy counts, since everything before it may be invented by the reader.
 */
export function readerOf(networks: readonly string[]): (req: IncomingMessage) => Reader {
  const trusted = listOf(networks)
  const isTrusted = (address: string): boolean => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return req => {
    const own = plain(req.socket.remoteAddress ?? '')
    if (own === undefined || !isTrusted(own)) return { address: own, scheme: undefined }
    const proto = headerOf(req, 'x-forwarded-proto').split(',').at(-1)?.trim()
    const scheme = proto === 'https' || proto === 'http' ? proto : undefined
    let address = own
    for (const hop of headerOf(req, 'x-forwarded-for').split(',').reverse()) {
      const seen = plain(hop.trim())
      if (seen === undefined) break
      address = seen
      if (!isTrusted(seen)) break
    }
    return { address, scheme }
  }
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const version = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(bits ?? (version === 'ipv6' ? 128 : 32)), version)
  }
  return list
}

const headerOf = (req: IncomingMessage, name: string): string => {
  const value = req.headers[name]
  return Array.isArray(value) ? value.join(',') : (value ?? '')
}

/** An address without what surrounds it: '::ffff:10.0.0.1', '[::1]:80', '10.0.0.1:80'. Undefined for what is none. */
function plain(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  const address = bare.replace(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i, '$1')
  return isIP(address) === 0 ? undefined : address
}
