import type { Context, MiddlewareHandler } from 'hono'
import type { Spending } from '../kernel/limits/spend.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Env } from './env.ts'
import { noteIncident } from './incidents.ts'
import { neighbourhoodOf } from './limits.ts'

export type Limit = {
  /** By this name the operator sets another allowance (RATE_LIMITS). */
  readonly name: string
  readonly per: 'address' | 'person'
  /** So many in so many seconds; the defaults are ours. [D] */
  readonly points: number
  readonly seconds: number
  /**
   * All processes count together. 'everywhere': in PostgreSQL at each request, for the few that matter, which nobody makes often. Otherwise in
   * memory, told to the others every second: no request waits for the database or writes to it.
   */
  readonly counted?: 'shared' | 'everywhere'
  /** 'refused': what succeeds is not counted, so that a whole office behind one address may sign in of a morning. */
  readonly counts?: 'all' | 'refused'
}

/**
 * Turns away who does something too often, with 429 and the seconds to wait. Stands on a route after its right. `per: 'person'` counts
 * people who are not signed in by their address. Where no address is known (the app without a server) nothing is counted.
 */
export function limit(of: Limit): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { limits } = c.var.house
    const allowance = limits.allowanceOf(of.name, of)
    const who = allowance && whoIs(c, of.per)
    if (allowance === undefined || who === undefined) return next()
    const counts = of.counted === 'everywhere' ? limits.everywhere : limits.shared
    const spending: Spending = { name: of.name, who, ...allowance }
    const wait_s = await counts.take(spending)
    if (wait_s > 0) {
      noteIncident('limit reached', { id: c.var.arrival.id, path: c.req.path, person_id: c.var.actor.person_id, limit: of.name })
      throw tooMany(c, wait_s)
    }
    await next()
    if (of.counts === 'refused' && c.error === undefined && c.res.status < 400) await counts.giveBack(spending)
  }
}

function whoIs(c: Context<Env>, per: Limit['per']): string | undefined {
  const { person_id } = c.var.actor
  if (per === 'person' && person_id !== null) return `person ${person_id}`
  const { address } = c.var.arrival
  return address === undefined ? undefined : `address ${neighbourhoodOf(address)}`
}

function tooMany(c: Context<Env>, wait_s: number): Refusal {
  c.header('Retry-After', String(wait_s))
  const minutes = Math.ceil(wait_s / 60)
  return wait_s < 60
    ? new Refusal('too_many', {
        'zh-CN': `操作过于频繁，请${wait_s}秒后再试。`,
        en: `You did this too often. Try again in ${wait_s} seconds.`,
      })
    : new Refusal('too_many', {
        'zh-CN': `操作过于频繁，请${minutes}分钟后再试。`,
        en: `You did this too often. Try again in ${minutes} minutes.`,
      })
}
