import { type ExpressionBuilder, sql } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import type { Day } from '../../kernel/calendar/day.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { review } from './process.ts'

type Here = ExpressionBuilder<Tables & { d: Tables['disclosure.drafts']; c: Tables['kernel.cases'] }, 'd' | 'c'>

/**
 * Whose draft it is now, of `d` (drafts) and `c` (their cases). `owner_id`: the author, or whom it was handed to while it is being written.
 * `writer_id`: the same, or the actor, when the owner is absent and the actor stands in for them. `wrote_before`: the actor has submitted it.
 */
export function writing(eb: Here, { actor, today }: { readonly actor: Actor; readonly today: Day }) {
  const owner = sql<number>`coalesce(case when ${eb.ref('c.state')} = ${review.first} then ${eb.ref('c.holder_id')} end, ${eb.ref('d.author_id')})`
  const me = sql`${actor.person_id}::integer`
  return [
    owner.as('owner_id'),
    sql<number>`case when ${owner} in (select kernel.acts_for(${me}, ${today}::date)) then ${me} else ${owner} end`.as('writer_id'),
    sql<boolean>`exists (select from kernel.case_events as e where e.case_id = ${eb.ref('d.case_id')} and e.step = 'submit' and e.person_id = ${me})`.as(
      'wrote_before',
    ),
  ] as const
}
