import type { Day } from '../calendar/day.ts'
import type { Look, Work } from '../work.ts'

/** What the city itself asks of its staff. [D] */
export const policies = ['administrators_second_factor'] as const
export type Policy = (typeof policies)[number]
/** What holds until the city decides: administrators show more than a password. */
const defaults: Readonly<Record<Policy, boolean>> = { administrators_second_factor: true }

/** Whether the policy holds today. */
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
  return row?.value ?? defaults[key]
}

export type PolicyChange = { readonly key: Policy; readonly value: boolean; readonly reason: string; readonly valid_from?: Day }

/** Writes a policy, from today on if no day is said. Asks nothing: an agreement of two has, or the demo's loader. */
export async function writePolicy(work: Work, input: PolicyChange): Promise<void> {
  await work.tx
    .insertInto('kernel.policies')
    .values({ ...input, valid_from: input.valid_from ?? work.today, recorded_by: work.actor.person_id })
    .execute()
  await work.log('set_policy', `policy:${input.key}`, { value: input.value, reason: input.reason })
}
