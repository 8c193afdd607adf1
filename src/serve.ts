import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { App } from './app.ts'
import type { WriteAccess } from './operations/access-log.ts'
import type { Health } from './operations/health.ts'
import type { Metrics } from './operations/metrics.ts'
import { type Reader, readerOf } from './operations/proxies.ts'
import { type Arrival, arrive, nextRequestId } from './web/arrival.ts'

/** How long the door waits for slow readers, and how much it reads of their headers. */
const patience = {
  /** All headers must be here within this: whoever sends them by the byte holds a connection and nothing else. */
  headersTimeout: 15_000,
  /** The whole request, its body included: the largest file over half a megabit a second. */
  requestTimeout: 900_000,
  /** Longer than a proxy keeps its own connections (nginx: 60 s), so that it never sends into one that is just closing. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
}
const headers_max = 100

export type DoorParts = {
  readonly health?: Health
  readonly metrics?: Metrics
  readonly readerOf?: (req: IncomingMessage) => Reader
  readonly patience?: Partial<typeof patience>
}

export type Door = Server & { readonly open: () => { readonly requests: number; readonly streams: number } }

/** The door: health first, then the cache, and the router for the rest. Each answer is one line of the access log and one measurement. */
export function createDoor({ app, cache }: App, write: WriteAccess, parts: DoorParts = {}): Door {
  const listener = getRequestListener(app.fetch)
  const reader = parts.readerOf ?? readerOf([])
  const open = new Set<Arrival>()
  const answered = (req: IncomingMessage, res: ServerResponse, started: number, id: string, route: string, kept?: 'hit' | 'miss') => {
    write(req, res, started, id)
    parts.metrics?.answered({ method: req.method ?? '', route, status: res.statusCode, ms: performance.now() - started }, kept)
  }
  const server = createServer({ ...patience, ...parts.patience }, (req, res) => {
    if (parts.health?.answer(req, res)) return
    const started = performance.now()
    const route = cache.answer(req, res)
    if (route !== undefined) {
      answered(req, res, started, nextRequestId(), route, 'hit')
      return
    }
    const arrival: Arrival = { id: nextRequestId(), ...reader(req), route: undefined, cacheable: false, streaming: false }
    arrive(req, arrival)
    open.add(arrival)
    res.once('close', () => {
      open.delete(arrival)
      answered(req, res, started, arrival.id, arrival.route ?? 'none', arrival.cacheable && res.statusCode < 400 ? 'miss' : undefined)
    })
    void listener(req, res)
  })
  server.maxHeadersCount = headers_max
  return Object.assign(server, {
    open: () => ({ requests: open.size, streams: [...open].filter(({ streaming }) => streaming).length }),
  })
}
