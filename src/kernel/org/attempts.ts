import { sql } from 'kysely'
import { houseNumber } from '../law/settings.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { tokenHash } from './tokens.ts'

/** For so many minutes the name is locked (the setting account.lock). */
export async function locked(work: Work): Promise<Refusal> {
  const minutes = await houseNumber({ db: work.tx, today: work.today }, 'account.lock')
  return new Refusal('too_many', {
    'zh-CN': `登录失败次数过多，请${minutes}分钟后再试。`,
    en: `Too many failed attempts. Try again in ${minutes} minutes.`,
  })
}

export async function isLocked(work: Work, name: string): Promise<boolean> {
  const row = await work.tx
    .selectFrom('kernel.sign_in_failures')
    .select('locked_until')
    .where('name_hash', '=', tokenHash(name))
    .executeTakeFirst()
  return row?.locked_until != null && Temporal.Instant.compare(Temporal.Instant.from(row.locked_until), work.now) > 0
}

type Failure = { readonly name: string; readonly account_id: number | undefined; readonly words: Refusal }

/** One more failure under this name; the fifth (the setting account.failures) locks it. Failures of a day ago count no more. Returns what to answer. */
export async function countFailure(work: Work, { name, account_id, words }: Failure): Promise<Refusal> {
  const now = sql`${work.now.toString()}::timestamptz`
  const a_day_ago = sql`${work.now.subtract({ hours: 24 }).toString()}::timestamptz`
  const { failed_count } = await work.tx
    .insertInto('kernel.sign_in_failures')
    .values({ name_hash: tokenHash(name), failed_count: 1, last_at: work.now.toString() })
    .onConflict(conflict =>
      conflict.column('name_hash').doUpdateSet({
        // A lock that is over begins a new count, and so does a day without failures; a lock that another attempt set at this moment stays.
        failed_count: sql<number>`case when sign_in_failures.locked_until <= ${now} or sign_in_failures.last_at < ${a_day_ago} then 1 else sign_in_failures.failed_count + 1 end`,
        locked_until: sql<string | null>`case when sign_in_failures.locked_until > ${now} then sign_in_failures.locked_until end`,
        last_at: work.now.toString(),
      }),
    )
    .returning('failed_count')
    .executeTakeFirstOrThrow()
  const lock = failed_count >= (await houseNumber({ db: work.tx, today: work.today }, 'account.failures'))
  if (lock) {
    const minutes = await houseNumber({ db: work.tx, today: work.today }, 'account.lock')
    const until = work.now.add({ minutes }).toString()
    await work.tx.updateTable('kernel.sign_in_failures').set({ locked_until: until }).where('name_hash', '=', tokenHash(name)).execute()
  }
  await work.log(lock ? 'lock_sign_in' : 'fail_sign_in', `account:${account_id ?? 'none'}`)
  return lock ? await locked(work) : words
}

export const forgetFailures = async (work: Work, name: string): Promise<void> =>
  void (await work.tx.deleteFrom('kernel.sign_in_failures').where('name_hash', '=', tokenHash(name)).execute())
