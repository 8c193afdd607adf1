import { randomBytes } from 'node:crypto'
import { IncomingMessage } from 'node:http'

/** What the door knows of a request before the router sees it, and what the router tells the door about it. */
export type Arrival = {
  /** The request's number: in its line of the access log, in lines about its faults, on the page that says so. 12 hexadecimal digits. */
  readonly id: string
  /** The reader's address; of what a trusted proxy forwards, the one that it saw. Undefined where there is no connection (tests). */
  readonly address: string | undefined
  /** The scheme that the browser used, as far as a trusted proxy says so. */
  readonly scheme: 'http' | 'https' | undefined
  /** The pattern of the route that answered, such as '/articles/:id'; one of few, so it can be a label. */
  route: string | undefined
  /** The answer is one of those that the page cache keeps. */
  cacheable: boolean
  /** The answer is a stream of events that stays open. */
  streaming: boolean
}

const process_part = randomBytes(2).toString('hex')
let last = randomBytes(4).readUInt32BE()

/** A number for a request: this process's part and a count, so that two are alike only after four thousand million. */
export function nextRequestId(): string {
  last = (last + 1) >>> 0
  return process_part + last.toString(16).padStart(8, '0')
}

const arrivals = new WeakMap<IncomingMessage, Arrival>()

/** Told by the door before it hands the request to the router. */
export const arrive = (req: IncomingMessage, arrival: Arrival): void => void arrivals.set(req, arrival)

const unannounced = (): Arrival => ({
  id: nextRequestId(),
  address: undefined,
  scheme: undefined,
  route: undefined,
  cacheable: false,
  streaming: false,
})

export const arrivalOf = (incoming: unknown): Arrival =>
  (incoming instanceof IncomingMessage ? arrivals.get(incoming) : undefined) ?? unannounced()

/** The request of node's server behind a context; undefined where there is none (tests). */
export function incomingOf(c: { readonly env: unknown }): unknown {
  const { incoming }: { incoming?: unknown } = c.env ?? {}
  return incoming
}

/** The reader closed the connection in the middle of sending: nobody waits for an answer, and nothing is broken. */
export const wentAway = (incoming: unknown): boolean => incoming instanceof IncomingMessage && incoming.destroyed && !incoming.complete

/** The pattern of the last route that is not middleware; undefined when no route answered. */
export const routeOf = (matched: readonly { readonly method: string; readonly path: string }[]): string | undefined =>
  matched.findLast(({ method }) => method !== 'ALL')?.path
