import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Work } from '../work.ts'

/** So many times in so many seconds, counted from the first. */
export type Allowance = { readonly points: number; readonly seconds: number }

/** `who`: an address or a person, in any words; only a hash under the day's salt is kept. */
export type Spending = Allowance & { readonly name: string; readonly who: string }

/** One more of what is limited, counted for all processes together. Returns 0 if it is allowed, else the seconds to wait. */
export async function spend(work: Work, { name, who, points, seconds }: Spending): Promise<number> {
  const key = keyOf(await saltOf(work), name, who)
  const now = sql<string>`${work.now.toString()}::timestamptz`
  const ends_at = work.now.add({ seconds }).toString()
  const counted = await work.tx
    .insertInto('kernel.rate_counts')
    .values({ key, points: 1, ends_at })
    .onConflict(conflict =>
      conflict.column('key').doUpdateSet({
        points: sql<number>`case when rate_counts.ends_at <= ${now} then 1 else least(rate_counts.points + 1, 1000000) end`,
        ends_at: sql<string>`case when rate_counts.ends_at <= ${now} then excluded.ends_at else rate_counts.ends_at end`,
      }),
    )
    .returning(['points', 'ends_at'])
    .executeTakeFirstOrThrow()
  if (counted.points <= points) return 0
  return Math.max(1, Math.ceil(work.now.until(Temporal.Instant.from(counted.ends_at)).total('seconds')))
}

/** Takes one back that did no harm, such as a sign-in that succeeded. */
export async function giveBack(work: Work, { name, who }: Pick<Spending, 'name' | 'who'>): Promise<void> {
  const key = keyOf(await saltOf(work), name, who)
  await work.tx
    .updateTable('kernel.rate_counts')
    .set({ points: sql<number>`rate_counts.points - 1` })
    .where('key', '=', key)
    .where('points', '>', 1)
    .execute()
}

const keyOf = (salt: Uint8Array, name: string, who: string): Buffer => createHmac('sha256', salt).update(`${name}\n${who}`).digest()

/** The salt of today, the same for all processes. */
export async function saltOf(work: Work): Promise<Uint8Array> {
  const found = () => work.tx.selectFrom('kernel.daily_salts').select('salt').where('day', '=', work.today).executeTakeFirst()
  const known = await found()
  if (known) return known.salt
  await work.tx
    .insertInto('kernel.daily_salts')
    .values({ day: work.today, salt: Buffer.from(work.random(32)) })
    .onConflict(conflict => conflict.column('day').doNothing())
    .execute()
  const made = await found()
  if (!made) throw new Error('the salt of today was not kept')
  return made.salt
}
