import { readChange } from '../kernel/changes.ts'
import { lineageOf, standing } from '../kernel/notices/live.ts'
import { type Actor, thePublic } from '../kernel/org/actor.ts'
import { can, type Right } from '../kernel/org/can.ts'
import type { Clock, Read } from '../kernel/work.ts'
import { log } from './log.ts'

/** Readers told at once by one process; one more is asked to come again later. */
export const live_readers_max = 2_000
/** Pages that one person keeps open at once. */
export const live_pages_max = 8
/** Changes are told together, not one by one: a person cannot read faster. */
const gather_ms = 500
/** Proxies end a silent connection after a minute or so; and so often it is asked whether sessions still stand. */
const heartbeat_ms = 20_000
const units_known_max = 10_000
const cases_told_max = 99

export type Reader = {
  readonly actor: Actor
  readonly token_hash: Uint8Array
  /** Takes a text of the event stream. */
  readonly tell: (text: string) => void
  /** Ends the stream. */
  readonly end: () => void
}

type Joined = Reader & { grants: Actor['grants'] }

export type LiveHub = {
  /** A payload from the database. */
  readonly hear: (payload: string) => void
  /** Word may have been missed: everybody is told to look. */
  readonly missed: () => void
  /** Adds a reader; undefined when there are too many. Gives the way to leave. */
  readonly join: (reader: Reader) => (() => void) | undefined
  readonly count: () => number
  /** Ends all streams: before the process stops, since an open stream is a request in hand. */
  readonly close: () => void
}

type HubParts = {
  readonly read: Read
  readonly clock: Clock
  readonly rights: readonly Right[]
  readonly readers_max?: number
  readonly gather_ms?: number
}

/**
 * One ear for the whole process, many readers. Each is told no more than how many cases of units in which they hold a right have changed, and
 * whether they have new notices: never which, never what.
 */
export function liveHub({ read, clock, rights, ...limits }: HubParts): LiveHub {
  const readers = new Set<Joined>()
  const lineages = new Map<number, readonly number[]>()
  let cases = new Map<string, { readonly unit_id: number; readonly case_id: number }>()
  let people = new Set<number>()
  let everything = false
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const heartbeat = setInterval(() => void beat(), heartbeat_ms)
  heartbeat.unref()

  const soon = (): void => {
    if (timer === undefined && readers.size > 0) timer = setTimeout(() => void flush(), limits.gather_ms ?? gather_ms)
  }

  async function flush(): Promise<void> {
    timer = undefined
    const [changed, told, all] = [[...cases.values()], people, everything]
    cases = new Map()
    people = new Set()
    everything = false
    try {
      await learn(changed.map(({ unit_id }) => unit_id))
    } catch (error) {
      log.warn({ err: error }, 'live readers could not be told exactly')
      return broadcast()
    }
    if (all) return broadcast()
    for (const reader of readers) {
      const seen = new Set(changed.filter(({ unit_id }) => sees(reader, unit_id)).map(({ case_id }) => case_id))
      const mine = reader.actor.person_id !== null && told.has(reader.actor.person_id)
      if (seen.size > 0 || mine) send(reader, { cases: Math.min(seen.size, cases_told_max), notices: mine })
    }
  }

  const broadcast = (): void => {
    for (const reader of readers) send(reader, { cases: 1, notices: true })
  }

  const send = (reader: Joined, word: { readonly cases: number; readonly notices: boolean }): void => {
    reader.tell(`event: change\ndata: ${JSON.stringify(word)}\n\n`)
  }

  /** The lineages of units not met before; they never change. */
  async function learn(units: readonly number[]): Promise<void> {
    if (lineages.size > units_known_max) lineages.clear()
    for (const unit of new Set(units)) {
      if (!lineages.has(unit)) lineages.set(unit, await read(thePublic, lineageOf, unit))
    }
  }

  const sees = (reader: Joined, unit_id: number): boolean => {
    const lineage = lineages.get(unit_id)
    return lineage !== undefined && rights.some(right => can({ ...reader.actor, grants: reader.grants }, right, { lineage }))
  }

  async function beat(): Promise<void> {
    const asked = [...readers]
    if (asked.length === 0) return
    try {
      const stand = await read(thePublic, standing, { token_hashes: asked.map(({ token_hash }) => token_hash), now: clock() })
      for (const reader of asked) {
        const grants = stand.get(Buffer.from(reader.token_hash).toString('hex'))
        if (grants === undefined) leave(reader)
        else {
          reader.grants = grants
          reader.tell(': here\n\n')
        }
      }
    } catch (error) {
      log.warn({ err: error }, 'the sessions of live readers could not be asked for')
    }
  }

  const leave = (reader: Joined): void => {
    if (!readers.delete(reader)) return
    reader.end()
  }

  return {
    hear: payload => {
      const change = readChange(payload)
      if (change === undefined || readers.size === 0) return
      if (change.kind === 'notice') people.add(change.person_id)
      else if (cases.size < 1000) cases.set(payload, change)
      else everything = true
      soon()
    },
    missed: () => {
      everything = true
      soon()
    },
    join: reader => {
      if (closed || readers.size >= (limits.readers_max ?? live_readers_max)) return undefined
      const pages = [...readers].filter(({ actor }) => actor.person_id === reader.actor.person_id)
      // Of too many pages of one person the oldest goes quiet: a tab forgotten long ago, mostly.
      if (pages.length >= live_pages_max && pages[0]) leave(pages[0])
      const joined: Joined = { ...reader, grants: reader.actor.grants }
      readers.add(joined)
      return () => leave(joined)
    },
    count: () => readers.size,
    close: () => {
      closed = true
      clearInterval(heartbeat)
      clearTimeout(timer)
      for (const reader of [...readers]) leave(reader)
    },
  }
}
