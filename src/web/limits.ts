import { createHmac, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Allowance, Spending } from '../kernel/limits/spend.ts'

/** Where what was done is counted. `take` answers 0 or the seconds to wait. */
export type Counts = {
  readonly take: (spending: Spending) => Promise<number>
  readonly giveBack: (spending: Spending) => Promise<void>
}

export type Limits = {
  /** What the operator allows in place of the route's own; undefined: no limit. */
  readonly allowanceOf: (name: string, own: Allowance) => Allowance | undefined
  /** Counted in this process, and for all processes together. */
  readonly here: Counts
  readonly everywhere: Counts
}

/** The operator's settings: name → allowance, or 'off' for no limits at all. */
export type LimitSettings = ReadonlyMap<string, Allowance> | 'off'

export const limitsOf = (settings: LimitSettings, everywhere: Counts, now: () => number = () => performance.now()): Limits => ({
  allowanceOf: (name, own) => (settings === 'off' ? undefined : (settings.get(name) ?? own)),
  here: countsHere({ now }),
  everywhere,
})

/** Keys that are counted at once; beyond it the oldest are forgotten. */
const keys_max = 50_000
const day_ms = 24 * 3600 * 1000

type Count = { points: number; readonly ends_at: number }

/** Counts in memory, bounded. Addresses are kept as hashes under a salt that lives a day. */
export function countsHere(parts: { readonly now: () => number; readonly keys_max?: number }): Counts & { readonly size: () => number } {
  const counts = new Map<string, Count>()
  const most = parts.keys_max ?? keys_max
  let salt = randomBytes(32)
  let salted_at = parts.now()
  const keyOf = ({ name, who }: Spending): string => {
    if (parts.now() - salted_at >= day_ms) {
      salt = randomBytes(32)
      salted_at = parts.now()
      counts.clear()
    }
    return createHmac('sha256', salt).update(`${name}\n${who}`).digest('base64url')
  }
  const makeRoom = (): void => {
    if (counts.size < most) return
    for (const [key, { ends_at }] of counts) if (ends_at <= parts.now()) counts.delete(key)
    for (const key of counts.keys()) {
      if (counts.size < most) return
      counts.delete(key)
    }
  }
  return {
    take: async spending => {
      const key = keyOf(spending)
      const now = parts.now()
      const count = counts.get(key)
      if (count === undefined || count.ends_at <= now) {
        counts.delete(key)
        makeRoom()
        counts.set(key, { points: 1, ends_at: now + spending.seconds * 1000 })
        return spending.points >= 1 ? 0 : spending.seconds
      }
      count.points += 1
      return count.points <= spending.points ? 0 : Math.max(1, Math.ceil((count.ends_at - now) / 1000))
    },
    giveBack: async spending => {
      const count = counts.get(keyOf(spending))
      if (count !== undefined && count.points > 0) count.points -= 1
    },
    size: () => counts.size,
  }
}

/** The part of an address that stands for one reader: a whole IPv4 address; of IPv6 the /64, which one household has to itself. */
export function neighbourhoodOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4)
  return `${groups.map(group => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
