import type { Look, Work } from '../work.ts'

/** What the city itself asks of its staff. [D] */
export const policies = ['administrators_second_factor'] as const
export type Policy = (typeof policies)[number]

/** Whether the policy holds today; none does until it is set. */
export async function policyHolds(look: Pick<Look, 'db' | 'today'> | { db: Work['tx']; today: string }, key: Policy): Promise<boolean> {
  const row = await look.db
    .selectFrom('kernel.policies')
    .select('value')
    .where('key', '=', key)
    .where('valid_from', '<=', look.today)
    .orderBy('valid_from', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.value ?? false
}

/** Sets a policy from today on. The route asks the right. */
export async function setPolicy(
  work: Work,
  input: { readonly key: Policy; readonly value: boolean; readonly reason: string },
): Promise<void> {
  await work.tx
    .insertInto('kernel.policies')
    .values({ ...input, valid_from: work.today, recorded_by: work.actor.person_id })
    .execute()
  await work.log('set_policy', `policy:${input.key}`, { value: input.value, reason: input.reason })
}
