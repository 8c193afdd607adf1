import { createHash } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { routeOf } from './arrival.ts'
import type { Env } from './env.ts'
import { localeCookie } from './locale.ts'

type Encoding = 'identity' | 'br' | 'gzip'

/** One encoding of an answer: header lists as node writes them fastest. A strong ETag names bytes, so each encoding has its own. */
type Form = { readonly etag: string; readonly body: Buffer; readonly headers: readonly string[] }

/** An answer ready to send, under the pattern of the route that made it. */
type Entry = {
  readonly route: string
  readonly etags: Readonly<Record<Encoding, string>>
  /** All but those that differ by encoding: ETag, Content-Encoding, Content-Length. */
  readonly headers: readonly string[]
  readonly identity: Form
  br?: Form
  gzip?: Form
}

const entries_max = 4_000
const bytes_max = 64_000_000
/** A larger answer would drive out many pages. */
const page_bytes_max = 4_000_000

const br = promisify(brotliCompress)
const gz = promisify(gzip)

export type PageCache = ReturnType<typeof pageCache>

/**
 * Pages that are the same for every reader, kept until something public changes. It answers at the door, before the
 * router, from memory: with 304 when the reader has the page, else precompressed.
 */
export function pageCache(options: { readonly enabled: boolean; readonly entries_max?: number }) {
  let version = 0
  let bytes = 0
  let listening = true
  const entries = new Map<string, Entry>()
  const lasting = new Map<string, Entry>()

  const clear = (): void => {
    version += 1
    entries.clear()
    bytes = 0
  }

  /** Without word of other processes' changes nothing may be kept. */
  const trust = (heard: boolean): void => {
    listening = heard
    clear()
  }

  const keep = (key: string, entry: Entry): void => {
    const size = entry.identity.body.length * 2
    if (size > page_bytes_max) return
    const before = entries.get(key)
    if (before) bytes -= before.identity.body.length * 2 // several readers may have missed the page at once
    entries.delete(key)
    for (const [oldest, old] of entries) {
      if (entries.size < (options.entries_max ?? entries_max) && bytes + size <= bytes_max) break
      entries.delete(oldest)
      bytes -= old.identity.body.length * 2
    }
    entries.set(key, entry)
    bytes += size
  }

  /** Answers from memory and tells the pattern of the route that made the answer; undefined when the router has to. */
  const answer = (req: IncomingMessage, res: ServerResponse): string | undefined => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return undefined
    const url = req.url ?? '/'
    const entry = lasting.get(url) ?? entries.get(keyOf(url, req.headers.cookie))
    if (entry === undefined) return undefined
    reply(req, res, entry)
    return entry.route
  }

  /** Hono middleware: marks cacheable pages with their ETag and keeps them, unless the world changed while they were made. */
  const store: MiddlewareHandler<Env> = async (c, next) => {
    const started = version
    c.set('cacheable', false)
    await next()
    if (!c.get('cacheable') || (c.req.method !== 'GET' && c.req.method !== 'HEAD') || c.res.status !== 200) return
    const text = texts.get(c.res)
    const body = text === undefined ? Buffer.from(await c.res.arrayBuffer()) : Buffer.from(text)
    const { headers } = c.res
    headers.set('cache-control', 'no-cache')
    headers.set('vary', 'Cookie, Accept-Encoding')
    const entry = entryOf(routeOf(matchedRoutes(c)) ?? 'none', headers, body)
    if (options.enabled && listening && version === started && !headers.has('set-cookie')) {
      const url = new URL(c.req.url)
      // By the language in which it was made, however the cookie was written: no page is kept under another.
      keep(`${c.var.locale} ${url.pathname + url.search}`, entry)
      void compress(entry)
    }
    respond(c, entry, headers)
  }

  /** A file whose name carries its hash: kept for as long as the process runs, and by readers for a year. */
  const keepForever = async (url: string, body: Buffer, type: string): Promise<void> => {
    const headers = new Headers({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    })
    const entry = entryOf('/assets/*', headers, body)
    await compress(entry)
    lasting.set(url, entry)
  }

  return { answer, store, clear, trust, keepForever, size: () => entries.size }
}

// Exactly the locale's own test: a page must never be kept under a language that it was not made in.
const english = new RegExp(`(?:^|;\\s*)${localeCookie}=en\\s*(?:;|$)`)
const keyOf = (url: string, cookie: string | undefined): string =>
  cookie !== undefined && english.test(cookie) ? `en ${url}` : `zh-CN ${url}`

function entryOf(route: string, headers: Headers, body: Buffer): Entry {
  const list: string[] = []
  headers.forEach((value, name) => {
    if (name !== 'content-length' && name !== 'etag') list.push(name, value)
  })
  const name = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  const etags = { identity: `"${name}"`, br: `"${name}-br"`, gzip: `"${name}-gzip"` }
  return { route, etags, headers: list, identity: formOf(list, etags.identity, body) }
}

function formOf(shared: readonly string[], etag: string, body: Buffer, encoding?: Encoding): Form {
  const headers = [...shared, 'etag', etag, 'content-length', String(body.length)]
  if (encoding !== undefined) headers.push('content-encoding', encoding)
  return { etag, body, headers }
}

// Quality 5 takes about a millisecond for a page of 11 kB; the first readers get it plain meanwhile.
async function compress(entry: Entry): Promise<void> {
  const { body } = entry.identity
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  const [small, smallish] = await Promise.all([br(body, { params }), gz(body, { level: 6 })])
  entry.br = formOf(entry.headers, entry.etags.br, small, 'br')
  entry.gzip = formOf(entry.headers, entry.etags.gzip, smallish, 'gzip')
}

/** Bodies whose text is known, by their responses: it need not be read back out of a stream. */
const texts = new WeakMap<Response, string>()

/** Tells the cache the text that a response was made of. */
export function remember(response: Response, text: string): Response {
  texts.set(response, text)
  return response
}

/**
 * Sends the page as it will be sent from memory, past Response and its streams: with that, and with the frame rendered once, an uncached
 * article takes 435 µs of processor instead of 550. Where there is no node server (the app alone, in tests) it becomes a Response.
 */
function respond(c: Context<Env>, entry: Entry, headers: Headers): void {
  const { incoming, outgoing }: { incoming?: unknown; outgoing?: unknown } = c.env ?? {}
  if (c.req.method === 'GET' && incoming instanceof IncomingMessage && outgoing instanceof ServerResponse) {
    reply(incoming, outgoing, entry)
    c.res = undefined // otherwise Hono copies the headers of the old one into the new one
    c.res = RESPONSE_ALREADY_SENT
    return
  }
  const held = heldForm(c.req.header('if-none-match'), entry, acceptedBy(c.req.header('accept-encoding')))
  headers.set('etag', held ?? entry.identity.etag)
  if (held === undefined) headers.set('content-length', String(entry.identity.body.length))
  c.res = undefined
  c.res = held === undefined ? new Response(new Uint8Array(entry.identity.body), { headers }) : new Response(null, { status: 304, headers })
}

function reply(req: IncomingMessage, res: ServerResponse, entry: Entry): void {
  const accepted = acceptedBy(req.headers['accept-encoding'])
  const held = heldForm(req.headers['if-none-match'], entry, accepted)
  if (held !== undefined) {
    res.writeHead(304, [...entry.headers, 'etag', held])
    res.end()
    return
  }
  const form = (accepted.br ? entry.br : undefined) ?? (accepted.gzip ? entry.gzip : undefined) ?? entry.identity
  res.writeHead(200, form.headers as string[])
  res.end(req.method === 'HEAD' ? undefined : form.body)
}

type Accepted = Readonly<Record<Encoding, boolean>>

const encodings: readonly Encoding[] = ['br', 'gzip', 'identity']

/** The ETag of the form that the reader holds, if it is one that we might send now: an encoding that is refused does not count. */
function heldForm(tags: string | undefined, entry: Entry, accepted: Accepted): string | undefined {
  if (tags === undefined) return undefined
  const one = encodings.find(encoding => tags === entry.etags[encoding]) // what browsers send: one strong tag
  if (one !== undefined) return accepted[one] ? entry.etags[one] : undefined
  if (tags.trim() === '*') return entry.identity.etag
  const list = new Set([...tags.matchAll(/"[^"]*"/g)].map(([tag]) => tag)) // weak tags too: If-None-Match compares weakly
  const among = encodings.find(encoding => accepted[encoding] && list.has(entry.etags[encoding]))
  return among === undefined ? undefined : entry.etags[among]
}

/** Browsers send few different ones, so each is read once. */
const accepted_max = 500
const known = new Map<string, Accepted>()
const nothing: Accepted = { br: false, gzip: false, identity: true }

/** Which encodings the reader takes: those named, or all for '*', and none with q=0. Plain is sent to whoever refuses everything. */
function acceptedBy(header: string | undefined): Accepted {
  if (header === undefined) return nothing
  const before = known.get(header)
  if (before !== undefined) return before
  const weights = new Map(
    header.split(',').map(part => {
      const [coding = '', ...more] = part.toLowerCase().split(';')
      const q = more.map(text => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(text)?.[1]).find(value => value !== undefined)
      return [coding.trim(), Number(q ?? 1)] as const
    }),
  )
  const takes = (coding: string): boolean => (weights.get(coding) ?? weights.get('*') ?? 0) > 0
  const accepted: Accepted = { br: takes('br'), gzip: takes('gzip'), identity: true }
  if (known.size >= accepted_max) known.clear()
  if (header.length <= 200) known.set(header, accepted)
  return accepted
}
