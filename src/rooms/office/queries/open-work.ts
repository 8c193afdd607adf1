import { type RawBuilder, sql } from 'kysely'
import type { Process } from '../../../kernel/cases/process.ts'
import { type Seen, seenBy } from '../../../kernel/cases/visible.ts'
import { unitsWhere } from '../../../kernel/org/can.ts'
import type { Look } from '../../../kernel/work.ts'
import { waitingFor } from '../rules.ts'

/** A case or a task that is open. `what`: the task's words. `holder_id`: who has it; nobody means whoever of the unit has the right. */
export type OpenWork = {
  readonly kind: 'case' | 'task'
  readonly case_id: number
  readonly task_id: number | null
  readonly business: string
  readonly number: string | null
  readonly title: string
  readonly state: string
  readonly what: string | null
  readonly unit_id: number
  readonly holder_id: number | null
  readonly received_on: string
  readonly due_on: string | null
}

type Part = RawBuilder<unknown>

const caseColumns = sql`'case' as kind, c.id as case_id, null::bigint as task_id, c.business, c.number, c.title, c.state, null::text as what,
  c.unit_id, c.holder_id, c.received_on, c.due_on`
const taskColumns = sql`'task' as kind, c.id as case_id, t.id as task_id, c.business, c.number, c.title, c.state, t.what,
  t.unit_id, t.person_id as holder_id, kernel.day_of(t.recorded_at) as received_on, t.due_on`
const openTasks = sql`kernel.case_tasks as t join kernel.cases as c on c.id = t.case_id
  where t.done_on is null and t.closed_on is null and c.ended_on is null`

/** Open, and neither suspended nor waiting for an opinion: somebody can take a step. */
const goesOn = sql`c.ended_on is null and c.suspended_seq is null
  and not exists (select from kernel.case_tasks as o where o.case_id = c.id and o.kind <> 'step' and o.closed_on is null)`

const anyOf = (parts: readonly Part[]): Part => (parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`)

/** The ids once, as an array: in a join the planner takes the subtree for one unit, and reads the cases anew for each of 200. */
const below = (units: readonly number[]): Part => sql`array(select id from kernel.units where lineage && ${[...units]}::integer[])`

/** Oneself, and those for whom one stands in today. */
const self = ({ actor, today }: Look): Part => sql`array(select ${actor.person_id ?? -1}::integer
  union all select kernel.acts_for(${actor.person_id ?? -1}::integer, ${today}::date))`

/**
 * What waits for this person: open cases from whose state they may take a step and that nobody else holds, cases that they hold
 * themselves, and tasks for them or for their units. By (business, state, due_on), (holder_id), (unit_id, due_on) and (person_id) of those open.
 */
export function waitingWork(look: Look, processes: readonly Process[]): Part {
  const person = look.actor.person_id ?? -1
  const waiting = waitingFor(look.actor, processes).map(({ business, states, whose, units }) => {
    // 先审后发, each by another person: neither one's own, nor what one brought into this state oneself.
    const mine =
      whose === 'own'
        ? sql`and (c.opened_by = ${person}::integer or c.holder_id = any(${self(look)}))`
        : whose === 'others'
          ? sql`and c.opened_by is distinct from ${person}::integer and (
              select e.person_id from kernel.case_events as e
              where e.case_id = c.id and e.from_state is distinct from e.to_state order by e.seq desc limit 1) is distinct from ${person}::integer`
          : sql``
    return sql`(c.business = ${business} and c.state = any(${[...states]}::text[]) and c.unit_id = any(${below(units)}) ${mine})`
  })
  return sql`
    select ${caseColumns} from kernel.cases as c
    where ${goesOn} and (c.holder_id is null or c.holder_id = any(${self(look)})) and ${anyOf(waiting)}
    union
    select ${caseColumns} from kernel.cases as c
    where ${goesOn} and c.holder_id = any(${self(look)})
    union all
    select ${taskColumns} from ${openTasks} and (t.person_id = any(${self(look)}) or (t.person_id is null and ${tasksOfUnits(look, processes)}))`
}

/** Tasks for a unit are for whoever has there the right that completes them: of the step that handed them out, or of signing for the unit. */
function tasksOfUnits({ actor }: Look, processes: readonly Process[]): Part {
  return anyOf(
    processes.flatMap(process => {
      const { add_reviewer, countersign } = process.common ?? {}
      const rights = {
        step: Object.values(process.steps).flatMap(({ hands_out }) => (hands_out ? [hands_out.by] : [])),
        review: add_reviewer ? [add_reviewer.reviewer] : [],
        countersign: countersign ? [countersign.signer] : [],
      }
      return Object.entries(rights).flatMap(([kind, of]) => {
        const units = [...new Set(of.flatMap(right => unitsWhere(actor, right)))]
        if (units.length === 0) return []
        return [sql`(c.business = ${process.business} and t.kind = ${kind} and t.unit_id = any(${below(units)}))`]
      })
    }),
  )
}

/** Units for each business. */
export type SeenIn = readonly Seen[]

/**
 * All that is open where this person holds any right of the business, or in the units said; with what each row asks for (the state of a case, '/kind' of a task),
 * who opened it and whether it is held up on purpose. By (business, …) and (unit_id, due_on) of those open.
 */
export function seenWork(look: Look, processes: readonly Process[], within?: SeenIn): Part {
  const seen = within ?? seenBy(look.actor, processes)
  const where = (unit: Part) => anyOf(seen.map(({ business, units }) => sql`(c.business = ${business} and ${unit} = any(${below(units)}))`))
  return sql`
    select ${caseColumns}, c.state as asks, c.opened_by, not (${goesOn}) as suspended
    from kernel.cases as c where c.ended_on is null and ${where(sql`c.unit_id`)}
    union all
    select ${taskColumns}, '/' || t.kind as asks, c.opened_by, c.suspended_seq is not null as suspended
    from ${openTasks} and ${where(sql`t.unit_id`)}`
}

/** Whether a case was urged since its state last changed. By the index of 催办 and the events' key. */
export const urged = (case_id: Part): Part => sql`exists (
  select from kernel.case_events as u where u.case_id = ${case_id} and u.step = 'urge' and u.seq > coalesce((
    select max(s.seq) from kernel.case_events as s where s.case_id = u.case_id and s.from_state is distinct from s.to_state), 0))`

/** Whether an answer is demanded of whoever has it (督办). */
export const supervised = (case_id: Part): Part =>
  sql`exists (select from kernel.case_supervisions as s where s.case_id = ${case_id} and s.ended_seq is null)`
