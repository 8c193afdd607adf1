import type { Work } from '../work.ts'

/** A form is not sent again after this long; until then its second sending gets the first one's result. [D] */
export const receipt_days = 7

/** How many rows of each were taken away. */
export type Swept = Readonly<Record<'receipts' | 'sessions' | 'failures' | 'counts' | 'salts', number>>

/** Takes away what has had its time: receipts of forms, sessions that ended, sign-ins half done, failed sign-ins of a day ago, counts of limits, salts of past days. */
export async function sweep({ tx, now, today }: Work): Promise<Swept> {
  const before = (time: Temporal.DurationLike): string => now.subtract(time).toString()
  const receipts = await tx
    .deleteFrom('kernel.form_receipts')
    .where('recorded_at', '<', before({ hours: receipt_days * 24 }))
    .executeTakeFirst()
  const sessions = await tx.deleteFrom('kernel.sessions').where('expires_at', '<', now.toString()).executeTakeFirst()
  const failures = await tx
    .deleteFrom('kernel.sign_in_failures')
    .where('last_at', '<', before({ hours: 24 }))
    .executeTakeFirst()
  await tx.deleteFrom('kernel.pending_sign_ins').where('expires_at', '<', now.toString()).execute()
  await tx.deleteFrom('kernel.passkey_challenges').where('expires_at', '<', now.toString()).execute()
  const counts = await tx.deleteFrom('kernel.rate_counts').where('ends_at', '<', now.toString()).executeTakeFirst()
  const salts = await tx.deleteFrom('kernel.daily_salts').where('day', '<', today).executeTakeFirst()
  return {
    receipts: Number(receipts.numDeletedRows),
    sessions: Number(sessions.numDeletedRows),
    failures: Number(failures.numDeletedRows),
    counts: Number(counts.numDeletedRows),
    salts: Number(salts.numDeletedRows),
  }
}
