import type { Gun, Target } from './children.ts'
import { cpuSeconds } from './process.ts'

export type Side = Target & { readonly pid: number | undefined; readonly during?: () => () => Promise<void> }
/** The median of a side's volleys. `busy`: share of one processor that its process used; far below 1, and it was not the one that was measured. */
export type Measured = { readonly rate: number; readonly p50_ms: number; readonly busy: number; readonly cpu_us: number }
export type Compared = { readonly sides: readonly Measured[]; readonly ratios: readonly number[] }

const warm_s = 1

/**
 * Fires at the sides in turn, A B B A A B …, after warming each up. The machine is shared: so each round's ratios to the first side are
 * taken between volleys a few seconds apart, and the medians of the rounds count.
 */
export async function compare(gun: Gun, sides: readonly Side[], { rounds, seconds }: Rounds): Promise<Compared> {
  for (const side of sides) await gun.fire(side, warm_s)
  const volleys: Measured[][] = sides.map(() => [])
  for (let round = 0; round < rounds; round++) {
    const order = sides.map((_, i) => i)
    if (round % 2 === 1) order.reverse()
    for (const i of order) {
      const side = sides[i]
      if (side) volleys[i]?.push(await volleyOf(gun, side, seconds))
    }
  }
  const first = volleys[0] ?? []
  return {
    sides: volleys.map(list => ({
      rate: median(list.map(one => one.rate)),
      p50_ms: median(list.map(one => one.p50_ms)),
      busy: median(list.map(one => one.busy)),
      cpu_us: median(list.map(one => one.cpu_us)),
    })),
    ratios: volleys.map(list => median(list.map((one, round) => one.rate / (first[round]?.rate ?? Number.NaN)))),
  }
}

export type Rounds = { readonly rounds: number; readonly seconds: number }

async function volleyOf(gun: Gun, side: Side, seconds: number): Promise<Measured> {
  const end = side.during?.()
  const [cpu, started] = [cpuSeconds(side.pid), performance.now()]
  const fired = await gun.fire(side, seconds)
  const [used, took_s] = [(cpuSeconds(side.pid) ?? Number.NaN) - (cpu ?? Number.NaN), (performance.now() - started) / 1000]
  await end?.()
  return { rate: fired.rate, p50_ms: fired.p50_ms, busy: used / took_s, cpu_us: (used / fired.answered) * 1e6 }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The smallest value that so large a share of all does not exceed; the mean of the middle two for the median of an even number. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * sorted.length
  const upper = sorted[Math.min(Math.floor(at), sorted.length - 1)] ?? Number.NaN
  if (share !== 0.5) return sorted[Math.max(0, Math.ceil(at) - 1)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[sorted.length / 2 - 1] ?? Number.NaN)) / 2
}
