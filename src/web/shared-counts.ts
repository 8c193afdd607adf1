import { createHmac, randomBytes } from 'node:crypto'
import type { Shared, Told } from '../kernel/limits/share.ts'
import type { Spending } from '../kernel/limits/spend.ts'
import type { Counts } from './limits.ts'

/** Keys that are counted at once; beyond it the oldest are forgotten. */
const counts_max = 50_000
/** So long a process may know of its own readers what the others do not. [D] */
const share_every_ms = 1_000
/** Keys told at once: what is beyond waits for the next time. */
const told_max = 2_000

/** `known`: of all processes, as this one last heard; `own`: counted here since. */
type Count = { known: number; own: number; ends_at: number; readonly seconds: number; readonly key: Buffer }

export type SharedParts = {
  /** Milliseconds that never go back. */
  readonly now: () => number
  /** The salt of the day, the same for all processes. */
  readonly salt: () => Promise<Uint8Array>
  readonly share: (told: readonly Told[]) => Promise<readonly Shared[]>
  readonly onFault?: (error: unknown) => void
  readonly keys_max?: number
  /** 0: only when told to, for tests. */
  readonly every_ms?: number
}

export type SharedCounts = Counts & {
  readonly size: () => number
  /** Tells the others now. */
  readonly shareNow: () => Promise<void>
}

/**
 * Counts in memory, bounded, and tells the other processes every second what was counted: one statement for all readers, however many requests
 * they made, and none while nobody asks. Together the processes so allow at most what comes within that second beyond the allowance. While the
 * database does not answer each counts for itself. Addresses are kept as hashes under the salt of the day.
 */
export function sharedCounts(parts: SharedParts): SharedCounts {
  const counts = new Map<string, Count>()
  const most = parts.keys_max ?? counts_max
  const every_ms = parts.every_ms ?? share_every_ms
  const ownSalt = randomBytes(32)
  let timer: NodeJS.Timeout | undefined
  let sharing: Promise<void> | undefined

  async function keyOf({ name, who }: Spending): Promise<Buffer> {
    const salt = await parts.salt().catch((error: unknown) => {
      parts.onFault?.(error)
      return ownSalt
    })
    return createHmac('sha256', salt).update(`${name}\n${who}`).digest()
  }

  function makeRoom(): void {
    if (counts.size < most) return
    for (const [key, { ends_at }] of counts) if (ends_at <= parts.now()) counts.delete(key)
    for (const key of counts.keys()) {
      if (counts.size < most) return
      counts.delete(key)
    }
  }

  function soon(): void {
    if (timer !== undefined || every_ms === 0) return
    timer = setTimeout(() => {
      timer = undefined
      void shareNow()
    }, every_ms)
    timer.unref()
  }

  const shareNow = (): Promise<void> => {
    sharing ??= tell().finally(() => {
      sharing = undefined
    })
    return sharing
  }

  async function tell(): Promise<void> {
    const told = [...counts.values()].filter(({ own, ends_at }) => own > 0 && ends_at > parts.now()).slice(0, told_max)
    if (told.length === 0) return
    const sent = new Map(told.map(count => [count, count.own]))
    try {
      const shared = await parts.share(told.map(({ key, own, seconds }) => ({ key, added: own, seconds })))
      const byKey = new Map(shared.map(row => [row.key.toString('base64url'), row]))
      for (const [count, own] of sent) {
        const row = byKey.get(count.key.toString('base64url'))
        if (!row) continue
        count.known = row.points
        count.own = Math.max(0, count.own - own)
        count.ends_at = parts.now() + row.left_ms
      }
      if (told.length === told_max) soon()
    } catch (error) {
      parts.onFault?.(error) // each counts for itself until the database answers again
      soon()
    }
  }

  return {
    take: async spending => {
      const key = await keyOf(spending)
      const name = key.toString('base64url')
      const now = parts.now()
      let count = counts.get(name)
      if (count === undefined || count.ends_at <= now) {
        counts.delete(name)
        makeRoom()
        count = { key, known: 0, own: 0, ends_at: now + spending.seconds * 1000, seconds: spending.seconds }
        counts.set(name, count)
      }
      count.own += 1
      soon()
      return count.known + count.own <= spending.points ? 0 : Math.max(1, Math.ceil((count.ends_at - now) / 1000))
    },
    giveBack: async spending => {
      const count = counts.get((await keyOf(spending)).toString('base64url'))
      if (count === undefined) return
      if (count.own > 0) count.own -= 1
      else if (count.known > 0) count.known -= 1
    },
    size: () => counts.size,
    shareNow,
  }
}
