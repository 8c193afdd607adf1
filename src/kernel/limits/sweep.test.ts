import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { thePublic } from '../org/actor.ts'
import { spend } from './spend.ts'
import { receipt_days, sweep } from './sweep.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

it('takes away what has had its time, and leaves the rest', async () => {
  const account = await w.db.selectFrom('kernel.accounts').select('id').limit(1).executeTakeFirstOrThrow()
  const ago = (days: number) => sql<string>`now() - ${`${days} days`}::interval`
  for (const days of [0, receipt_days - 1, receipt_days + 1]) {
    await w.db
      .insertInto('kernel.form_receipts')
      .values({ form_id: randomUUID(), person_id: null, result: 'null', recorded_at: ago(days) })
      .execute()
  }
  for (const days of [-1, 1])
    await w.db
      .insertInto('kernel.sessions')
      .values({ token_hash: randomBytes(32), account_id: account.id, expires_at: ago(days) })
      .execute()
  for (const days of [0, 2])
    await w.db
      .insertInto('kernel.sign_in_failures')
      .values({ name_hash: randomBytes(32), failed_count: 1, last_at: ago(days) })
      .execute()
  await w.db
    .insertInto('kernel.rate_counts')
    .values({ key: randomBytes(32), points: 1, ends_at: ago(1) })
    .execute()
  await w.db
    .insertInto('kernel.daily_salts')
    .values({ day: '2018-01-01', salt: randomBytes(32) })
    .execute()
  await w.run(thePublic, spend, { name: 'x', who: 'somebody', points: 1, seconds: 60 })
  expect(await w.run(thePublic, sweep, null)).toEqual({ receipts: 1, sessions: 1, failures: 1, counts: 1, salts: 1 })
  expect(await w.run(thePublic, sweep, null)).toEqual({ receipts: 0, sessions: 0, failures: 0, counts: 0, salts: 0 })
  expect(await w.run(thePublic, spend, { name: 'x', who: 'somebody', points: 1, seconds: 60 })).toBeGreaterThan(0)
})
