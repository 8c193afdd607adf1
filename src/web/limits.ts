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
  /** Counted in memory, and told to the other processes every second. */
  readonly shared: Counts
  /** Counted in PostgreSQL at once. */
  readonly everywhere: Counts
}

/** The operator's settings: name → allowance, or 'off' for no limits at all. */
export type LimitSettings = ReadonlyMap<string, Allowance> | 'off'

export const limitsOf = (settings: LimitSettings, counts: Pick<Limits, 'shared' | 'everywhere'>): Limits => ({
  allowanceOf: (name, own) => (settings === 'off' ? undefined : (settings.get(name) ?? own)),
  ...counts,
})

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
