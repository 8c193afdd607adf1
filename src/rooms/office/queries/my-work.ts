import { type Expression, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { addWorkingDays } from '../../../kernel/calendar/calendar.ts'
import { loadCalendar } from '../../../kernel/calendar/load.ts'
import type { Process } from '../../../kernel/cases/process.ts'
import { ruleOn } from '../../../kernel/law/define.ts'
import { law } from '../../../kernel/law/law.ts'
import { lawSettings } from '../../../kernel/law/settings.ts'
import type { Look } from '../../../kernel/work.ts'
import type { Which } from '../links.ts'
import { dueOf, waitingFor } from '../rules.ts'

/** Cases on a page. */
export const page_size = 50
const lately_events = 10

export type MyWorkData = Awaited<ReturnType<typeof myWork>>

/**
 * The cases that wait for this person in all businesses, most urgent first, with their counts, and what the person did lately: one
 * statement. Open cases are found by (business, state, due_on) of those not ended; the person's events by (person_id, legal_day).
 */
export async function myWork(look: Look, input: { readonly processes: readonly Process[]; readonly which: Which; readonly page: number }) {
  const calendar = await loadCalendar(look.db)
  const soon_days = ruleOn(law, 'clock.warning', look.today, await lawSettings(look.db)).value
  const urgency = { today: look.today, calendar, soon_days }
  const soon = addWorkingDays(calendar, look.today, soon_days).day
  const person = look.actor.person_id ?? -1
  const found = await look.db
    .with('mine', () => casesWaiting(look, input.processes))
    .selectNoFrom(eb => [
      eb
        .selectFrom('mine')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .as('all'),
      eb
        .selectFrom('mine')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('due_on', '<', look.today)
        .as('overdue'),
      eb
        .selectFrom('mine')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('due_on', '>=', look.today)
        .where('due_on', '<=', soon)
        .as('soon'),
      jsonArrayFrom(
        eb
          .selectFrom('mine')
          .innerJoin('kernel.units as u', 'u.id', 'mine.unit_id')
          .select(['mine.id', 'mine.business', 'mine.title', 'mine.state', 'mine.due_on', 'u.short_name as unit'])
          .$if(input.which === 'overdue', query => query.where('due_on', '<', look.today))
          .$if(input.which === 'soon', query => query.where('due_on', '>=', look.today).where('due_on', '<=', soon))
          .orderBy(sql`due_on nulls last`)
          .orderBy('mine.id')
          .limit(page_size)
          .offset((input.page - 1) * page_size),
      ).as('rows'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.case_events as e')
          .innerJoin('kernel.cases as c', 'c.id', 'e.case_id')
          .where('e.person_id', '=', person)
          .select(['e.step', 'e.legal_day', 'c.id as case_id', 'c.title', 'c.business'])
          .orderBy('e.legal_day', 'desc')
          .orderBy('e.recorded_at', 'desc')
          .orderBy('e.case_id', 'desc')
          .orderBy('e.seq', 'desc')
          .limit(lately_events),
      ).as('lately'),
    ])
    .executeTakeFirstOrThrow()
  const counts = { all: found.all ?? 0, overdue: found.overdue ?? 0, soon: found.soon ?? 0 }
  const rows = found.rows.map(row => ({ ...row, due: row.due_on === null ? null : dueOf(row.due_on, urgency) }))
  return {
    which: input.which,
    soon_days,
    page: input.page,
    pages: Math.max(1, Math.ceil(counts[input.which] / page_size)),
    counts,
    rows,
    lately: found.lately,
  }
}

/** Open cases in a state from which the person may take a step, in units of their subtrees. */
function casesWaiting({ db, actor }: Look, processes: readonly Process[]) {
  const waiting = waitingFor(actor, processes)
  const person = actor.person_id ?? -1
  return db
    .selectFrom('kernel.cases as c')
    .select(['c.id', 'c.business', 'c.title', 'c.state', 'c.due_on', 'c.unit_id'])
    .where('c.ended_on', 'is', null)
    .where(eb => {
      // 先审后发, each by another person: neither one's own, nor what one brought into this state oneself.
      const byOthers = (): Expression<SqlBool>[] => [
        eb('c.opened_by', 'is distinct from', person),
        eb(
          eb
            .selectFrom('kernel.case_events as e')
            .select('e.person_id')
            .whereRef('e.case_id', '=', 'c.id')
            .whereRef('e.from_state', 'is distinct from', 'e.to_state')
            .orderBy('e.seq', 'desc')
            .limit(1),
          'is distinct from',
          person,
        ),
      ]
      return eb.or(
        waiting.map(({ business, states, whose, units }) =>
          eb.and([
            eb('c.business', '=', business),
            eb('c.state', 'in', [...states]),
            // The ids once, as an array: in a join the planner takes the subtree for one unit, and reads the cases anew for each of 200.
            sql<SqlBool>`c.unit_id = any(array(select id from kernel.units where lineage && ${[...units]}::integer[]))`,
            ...(whose === 'own' ? [eb('c.opened_by', '=', person)] : whose === 'others' ? byOthers() : []),
          ]),
        ),
      )
    })
}
