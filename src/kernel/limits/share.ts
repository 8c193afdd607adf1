import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Work } from '../work.ts'
import { saltOf } from './spend.ts'

/** What a process counted of one key since it last told, in a window of so many seconds. */
export type Told = { readonly key: Buffer; readonly added: number; readonly seconds: number }
/** What all processes together have counted, and for how long the window goes on. */
export type Shared = { readonly key: Buffer; readonly points: number; readonly left_ms: number }

/** Adds what a process has counted to what the others have, and learns the sums: one statement for all keys, and of one key one row. */
export async function shareCounts(work: Work, told: readonly Told[]): Promise<Shared[]> {
  if (told.length === 0) return []
  const rows = told.map(({ key, added, seconds }) => ({ key: key.toString('hex'), added, ends_at: work.now.add({ seconds }).toString() }))
  const now = sql`${work.now.toString()}::timestamptz`
  const shared = await sql<{ key: Buffer; points: number; ends_at: string }>`
    insert into kernel.rate_counts as c (key, points, ends_at)
    select decode(r.key, 'hex'), greatest(r.added, 1), r.ends_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(key text, added int, ends_at timestamptz) order by r.key
    on conflict (key) do update set
      points = case when c.ends_at <= ${now} then excluded.points else least(c.points + excluded.points, 1000000) end,
      ends_at = case when c.ends_at <= ${now} then excluded.ends_at else c.ends_at end
    returning key, points, ends_at`.execute(work.tx)
  return shared.rows.map(({ key, points, ends_at }) => ({
    key,
    points,
    left_ms: Math.max(0, work.now.until(Temporal.Instant.from(ends_at)).total('milliseconds')),
  }))
}

/** The salt of today with its day: under it every process makes the same keys. */
export const todaysSalt = async (work: Work, _input: null): Promise<{ readonly day: Day; readonly salt: Uint8Array }> => ({
  day: work.today,
  salt: await saltOf(work),
})
