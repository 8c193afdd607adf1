import { type Expression, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Day } from '../calendar/day.ts'
import type { Actor } from '../org/actor.ts'
import { can, type Right, separation } from '../org/can.ts'
import { notFound } from '../refusal.ts'
import type { Look } from '../work.ts'
import { type CommonSituation, commonStepsOpen, quietSteps } from './common.ts'
import { whyHeldUp } from './hold.ts'
import { isEnded, type Process, stateName, tableOf } from './process.ts'
import { holdsHere } from './steps/allowed.ts'
import { passedStates, returnable } from './steps/history.ts'
import { isReversible } from './steps/take-back.ts'

/** How many of each kind a page shows. */
const rowsMax = 200

export type CommonState = Awaited<ReturnType<typeof commonState>>

/**
 * All that the common steps know of a case, for the page that offers them: holder, urges, supervision, copies, who was asked for an opinion,
 * suspension, the states to return to, and what this person may do. Who may see the case is asked here: refusal 'not_found'.
 */
export async function commonState(look: Look, { process, case_id }: { readonly process: Process; readonly case_id: number }) {
  const found = await readCase(look, process.business, case_id)
  if (!found) throw notFound()
  const table = tableOf(process, found.process_version)
  if (!sees(look.actor, table, found)) throw notFound()
  const way = returnable(table, await passedStates(look, case_id))
  const last = found.last ?? null
  const situation: CommonSituation = {
    state: found.state,
    suspended: found.suspension !== null,
    waiting: found.opinions.some(({ closed_on }) => closed_on === null),
    supervised: found.supervisions.some(({ ended_on }) => ended_on === null),
    returnable: way,
    take_back:
      last !== null &&
      last.person_id === look.actor.person_id &&
      !isEnded(table, found.state) &&
      isReversible(table, last) &&
      !found.acted_on,
  }
  const { acts_for, holder, ...rest } = found
  const ended = isEnded(table, found.state)
  const whose = { opened_by: found.opened_by, holder_id: holder?.id ?? null }
  return {
    ...rest,
    table,
    ended,
    /** Whether this person works on it, rather than only reads: by a right of its steps, as its holder, or by what they are asked for. */
    acts: actsOn(look.actor, table, found),
    /** The number of the last event that counts: what a form says it was shown with (`seen`). */
    last_seq: last?.seq ?? 1,
    returnable: way.map(one => ({ ...one, name: stateName(process, one.state) })),
    /** Who has the case. `mine`: this person, or somebody absent for whom they stand in today. */
    holder: holder && { ...holder, mine: acts_for.includes(holder.id) || holder.id === look.actor.person_id },
    unattended: holder?.absent === true && holder.stand_ins.length === 0,
    take_back: situation.take_back,
    /** Why no step of the process itself can be taken now; null: nothing holds it up. */
    held_up: whyHeldUp(situation),
    steps: commonStepsOpen(
      table,
      situation,
      right =>
        can(look.actor, right, found) &&
        (holdsHere(right, look.actor.person_id, whose) ||
          (separation[right] === 'own' && acts_for.some(id => holdsHere(right, id, whose)))),
    ),
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof readCase>>>

/** Whether the person may read the case: as one who acts on it, who supervises, who was asked once, or because it was copied to them. */
function sees(actor: Actor, table: Process, found: Found): boolean {
  if (can(actor, 'case.supervise', found) || actsOn(actor, table, found)) return true
  return [...found.copies, ...found.opinions, ...found.tasks].some(asked => isAsked(actor, found, asked))
}

/** By a right of its steps in its unit, as its holder or their B, or because something is asked of them that is not done. */
function actsOn(actor: Actor, table: Process, found: Found): boolean {
  const rights = new Set<Right>(Object.values(table.steps).map(({ by }) => by))
  if ([...rights].some(right => can(actor, right, found))) return true
  if (isMine(actor, found, found.holder?.id ?? null)) return true
  return [...found.opinions, ...found.tasks].some(task => task.done_on === null && isAsked(actor, found, task))
}

const isMine = (actor: Actor, { acts_for }: Pick<Found, 'acts_for'>, person_id: number | null): boolean =>
  person_id !== null && [actor.person_id, ...acts_for].includes(person_id)

const isAsked = (
  actor: Actor,
  found: Found,
  { person_id, lineage }: { readonly person_id: number | null; readonly lineage: readonly number[] | null },
): boolean => isMine(actor, found, person_id) || (person_id === null && lineage !== null && can(actor, 'desk.open', { lineage }))

const readCase = ({ db, today, actor }: Look, business: string, case_id: number) =>
  db
    .selectFrom('kernel.cases as c')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .select(['c.id', 'c.title', 'c.number', 'c.state', 'c.process_version', 'c.unit_id', 'u.name as unit', 'u.lineage', 'c.opened_by'])
    .select(['c.received_on', 'c.due_on', 'c.ended_on'])
    .select(sql<number[]>`array(select kernel.acts_for(${actor.person_id}::integer, ${today}))`.as('acts_for'))
    .select(eb => [
      jsonObjectFrom(
        eb
          .selectFrom('kernel.people as p')
          .select(['p.id', 'p.name'])
          .select(absence(eb.ref('c.holder_id'), today).as('absent'))
          .select(
            sql<
              { id: number; name: string }[]
            >`(select coalesce(json_agg(json_build_object('id', b.id, 'name', b.name) order by b.id), '[]')
              from kernel.people as b where b.id in (select kernel.stand_ins_of(p.id, ${today})) and not kernel.is_absent(b.id, ${today}))`.as(
              'stand_ins',
            ),
          )
          .whereRef('p.id', '=', 'c.holder_id'),
      ).as('holder'),
      jsonObjectFrom(
        eb
          .selectFrom('kernel.case_events as e')
          .leftJoin('kernel.people as p', 'p.id', 'e.person_id')
          .select(['e.seq', 'e.step', 'e.from_state', 'e.to_state', 'e.legal_day', 'e.person_id', 'p.name as person'])
          .whereRef('e.case_id', '=', 'c.id')
          .where('e.step', 'not in', quietSteps)
          .orderBy('e.seq', 'desc')
          .limit(1),
      ).as('last'),
      jsonObjectFrom(
        eb
          .selectFrom('kernel.case_events as e')
          .leftJoin('kernel.people as p', 'p.id', 'e.person_id')
          .select(['e.seq', 'e.legal_day as since', 'e.note', 'e.detail', 'p.name as person'])
          .whereRef('e.case_id', '=', 'c.id')
          .whereRef('e.seq', '=', 'c.suspended_seq'),
      ).as('suspension'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.case_events as e')
          .leftJoin('kernel.people as p', 'p.id', 'e.person_id')
          .select(['e.seq', 'e.legal_day', 'e.note', 'p.name as person'])
          .whereRef('e.case_id', '=', 'c.id')
          .where('e.step', '=', 'urge')
          .orderBy('e.seq', 'desc')
          .limit(rowsMax),
      ).as('urges'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.case_supervisions as s')
          .leftJoin('kernel.people as p', 'p.id', 's.person_id')
          .select(['s.seq', 's.answer_by', 's.demand', 's.ended_on', 's.result', 'p.name as person'])
          .whereRef('s.case_id', '=', 'c.id')
          .orderBy('s.seq', 'desc')
          .limit(rowsMax),
      ).as('supervisions'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.case_copies as k')
          .leftJoin('kernel.units as to', 'to.id', 'k.unit_id')
          .leftJoin('kernel.people as p', 'p.id', 'k.person_id')
          .leftJoin('kernel.people as reader', 'reader.id', 'k.read_by')
          .select(['k.id', 'k.seq', 'k.unit_id', 'k.person_id', 'to.name as unit', 'to.lineage', 'p.name as person'])
          .select(['k.read_at', 'reader.name as read_by'])
          .whereRef('k.case_id', '=', 'c.id')
          .orderBy('k.id')
          .limit(rowsMax),
      ).as('copies'),
      tasksOf(eb.ref('c.id'), sql`t.kind <> 'step'`).as('opinions'),
      tasksOf(eb.ref('c.id'), sql`t.kind = 'step'`).as('tasks'),
      sql<boolean>`exists (select from kernel.case_tasks as t where t.case_id = c.id and t.outcome <> 'not_needed' and t.group_seq =
        (select max(e.seq) from kernel.case_events as e where e.case_id = c.id and e.step not in (${sql.join(quietSteps)})))`.as(
        'acted_on',
      ),
    ])
    .where('c.id', '=', case_id)
    .where('c.business', '=', business)
    .executeTakeFirst()

const absence = (person: Expression<number | null>, day: Day) => sql<boolean>`kernel.is_absent(${person}, ${day})`

/** A task or a request for an opinion, with the unit and the person asked and what they said. */
export type AskedTask = {
  readonly id: number
  readonly group_seq: number
  readonly kind: 'step' | 'review' | 'countersign'
  readonly needed: number
  readonly unit: string
  readonly lineage: number[]
  readonly person_id: number | null
  readonly person: string | null
  readonly what: string
  readonly due_on: Day | null
  readonly done_on: Day | null
  readonly outcome: string | null
  readonly agrees: boolean | null
  readonly closed_on: Day | null
  readonly done_by: string | null
}

const tasksOf = (caseId: Expression<number>, which: Expression<SqlBool>) => sql<AskedTask[]>`(
  select coalesce(json_agg(t order by t.id), '[]') from (
    select t.id, t.group_seq, t.kind, t.needed, tu.name as unit, tu.lineage, t.person_id, p.name as person, t.what, t.due_on, t.done_on,
      t.outcome, t.agrees, t.closed_on, d.name as done_by
    from kernel.case_tasks as t join kernel.units as tu on tu.id = t.unit_id
    left join kernel.people as p on p.id = t.person_id left join kernel.people as d on d.id = t.done_by
    where t.case_id = ${caseId} and ${which} order by t.id limit ${rowsMax}) as t)`
