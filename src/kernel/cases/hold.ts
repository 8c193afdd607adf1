import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Day } from '../calendar/day.ts'
import { type Grant, isRole } from '../org/actor.ts'
import { can, type Right } from '../org/can.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Words } from '../words.ts'
import type { Work } from '../work.ts'
import type { ClockMark } from './clock.ts'
import { quietSteps } from './common.ts'
import { markOf } from './marks.ts'
import { type Process, stateName, stepName } from './process.ts'

/** The person who has a case, with what decides whether somebody else may act. */
export type Holder = {
  readonly id: number
  readonly name: string
  readonly grants: readonly Grant[]
  /** Absent today; then those of the B posts who are not. */
  readonly absent: boolean
  readonly stand_ins: readonly number[]
}

/** An event as far as the next one needs it. */
export type LastEvent = {
  readonly seq: number
  readonly step: string
  readonly from_state: string | null
  readonly to_state: string
  readonly legal_day: Day
  readonly person_id: number | null
  readonly person: string | null
}

/** A case whose row this transaction has locked. */
export type HeldCase = {
  readonly id: number
  readonly title: string
  readonly state: string
  readonly process_version: number
  readonly unit_id: number
  readonly unit: string
  readonly lineage: readonly number[]
  readonly opened_by: number | null
  readonly holder: Holder | null
  readonly due_on: Day | null
  readonly calendar_version: number
  readonly suspended_seq: number | null
  /** The number of its newest event, of whatever kind. */
  readonly seq: number
  /** The newest event that changed state, holder or clock: quiet ones (urge, copy …) stand in nobody's way. */
  readonly last: LastEvent
  readonly marks: readonly ClockMark[]
  /** Tasks are open; a review or countersignature is awaited, which holds up the steps. */
  readonly tasks_open: boolean
  readonly waiting: boolean
}

/**
 * Locks the case until commit, and reads what a step needs: one statement. Whoever comes second waits here and then sees what the first one
 * did: the row itself always, the rest by asking again when `last_seq` says that an event came while we waited (PostgreSQL reads other
 * tables as they were when the statement began). `no key update`, so that rows which only refer to the case don't wait.
 * Refusal 'not_found' when this business has no such case.
 */
export async function holdCase(work: Work, process: Process, caseId: number): Promise<HeldCase> {
  const held = await readHeld(work, process, caseId)
  const { last_seq, newest_seq, ...rest } = held.last_seq === held.newest_seq ? held : await readHeld(work, process, caseId)
  const { last, holder_id } = rest
  if (!last) throw new Error(`The case ${caseId} has no event`)
  return {
    ...rest,
    seq: newest_seq ?? last_seq,
    last,
    holder: holder_id === null ? null : await readHolder(work, holder_id),
    marks: rest.marks.map(markOf),
    tasks_open: rest.tasks?.tasks_open ?? false,
    waiting: rest.tasks?.waiting ?? false,
  }
}

/** A row as the statement below gives it. */
type Row = Omit<HeldCase, 'seq' | 'holder' | 'marks' | 'last' | 'tasks_open' | 'waiting'> & {
  readonly holder_id: number | null
  readonly last_seq: number
  readonly newest_seq: number | null
  readonly last: LastEvent | null
  readonly marks: readonly (Omit<ClockMark, 'effect' | 'unit'> & { readonly effect: string; readonly unit: string })[]
  readonly tasks: { readonly tasks_open: boolean; readonly waiting: boolean } | null
}

// Written out: every step of the city sends it, and building it anew each time took longer than PostgreSQL takes to answer it.
async function readHeld(work: Work, { business }: Process, caseId: number): Promise<Row> {
  const { rows } = await sql<Row>`
    select held.id, held.title, held.state, held.process_version, held.unit_id, held.due_on, held.calendar_version, held.suspended_seq,
      held.opened_by, held.holder_id, held.last_seq, unit.lineage, unit.short_name as unit,
      (select max(seq) from kernel.case_events where case_id = held.id) as newest_seq,
      (select to_json(e) from (
        select event.seq, event.step, event.from_state, event.to_state, event.legal_day, event.person_id, person.name as person
        from kernel.case_events as event left join kernel.people as person on person.id = event.person_id
        where event.case_id = held.id and event.step <> all(${quietSteps}::text[])
        order by event.seq desc limit 1) as e) as last,
      (select coalesce(json_agg(m order by m.seq), '[]') from (
        select seq, effect, legal_day, days, until, unit, why, undoes from kernel.clock_marks where case_id = held.id) as m) as marks,
      (select json_build_object('tasks_open', bool_or(done_on is null), 'waiting', bool_or(kind <> 'step' and closed_on is null))
        from kernel.case_tasks where case_id = held.id having count(*) > 0) as tasks
    from kernel.cases as held join kernel.units as unit on unit.id = held.unit_id
    where held.id = ${caseId} and held.business = ${business}
    for no key update of held`.execute(work.tx)
  const [held] = rows
  if (!held) throw notFound()
  return held
}

/** Who has the case, as they are today; asked only when somebody has it, since most cases are their unit's. */
async function readHolder(work: Work, holder_id: number): Promise<Holder> {
  const { today } = work
  const holder = await work.tx
    .selectFrom('kernel.people as who')
    .select(['who.id', 'who.name', sql<boolean>`kernel.is_absent(who.id, ${today})`.as('absent')])
    .select(
      sql<number[]>`array(select b from kernel.stand_ins_of(who.id, ${today}) as b where not kernel.is_absent(b, ${today}))`.as(
        'stand_ins',
      ),
    )
    .select(eb =>
      jsonArrayFrom(
        eb
          .selectFrom('kernel.grants as g')
          .select(['g.role', 'g.unit_id'])
          .whereRef('g.person_id', '=', 'who.id')
          .where('g.valid_from', '<=', today)
          .where(or => or.or([or('g.valid_to', 'is', null), or('g.valid_to', '>', today)])),
      ).as('grants'),
    )
    .where('who.id', '=', holder_id)
    .executeTakeFirstOrThrow()
  return { ...holder, grants: holder.grants.flatMap(({ role, unit_id }) => (isRole(role) ? [{ role, unit_id }] : [])) }
}

/**
 * For whom the actor takes a step that needs this right: null for themself, or the holder for whom they stand in (AB岗).
 * What the holder may do, only the holder does, or while they are absent their B; what the holder may not do is open to all with the right.
 * Refusal 'forbidden' without the right in the case's unit, or when somebody else has the case.
 */
export function actingFor(work: Work, held: HeldCase, right: Right): number | null {
  const { holder } = held
  if (!can(work.actor, right, held)) throw forbidden()
  if (holder === null || holder.id === work.actor.person_id) return null
  if (!can({ person_id: holder.id, name: holder.name, grants: holder.grants }, right, held)) return null
  if (!holder.absent) throw heldBy(`本事项由${holder.name}办理，需要时请先转办。`, `${holder.name} has this case. Have it handed on first.`)
  if (holder.stand_ins.includes(work.actor.person_id ?? 0)) return holder.id
  if (holder.stand_ins.length > 0) {
    throw heldBy(`${holder.name}不在岗，由其B岗办理。`, `${holder.name} is absent; the stand-in has this case.`)
  }
  throw heldBy(`${holder.name}不在岗且无B岗在岗，请负责人转办。`, `${holder.name} and the stand-in are absent. Have the case handed on.`)
}

export const forbidden = () =>
  new Refusal('forbidden', { 'zh-CN': '您在这个单位没有办理这一步的权限。', en: 'You may not take this step in this unit.' })
const heldBy = (chinese: string, english: string) => new Refusal('forbidden', { 'zh-CN': chinese, en: english })

/** Why no step is taken now: the case is suspended, or awaits a review or countersignature. Null: nothing holds it up. */
export function whyHeldUp(held: { readonly suspended: boolean; readonly waiting: boolean }): Words | null {
  if (held.suspended) return { 'zh-CN': '本事项已挂起，恢复办理后才能办理这一步。', en: 'The case is suspended. Resume it first.' }
  if (!held.waiting) return null
  return {
    'zh-CN': '加签或会签意见尚未齐备，请等待或先撤销。',
    en: 'A review or countersignature is still awaited. Wait for it, or withdraw the request.',
  }
}

/** Refusal 'conflict' while something holds the case up. */
export function refuseHeldUp({ suspended_seq, waiting }: Pick<HeldCase, 'suspended_seq' | 'waiting'>): void {
  const why = whyHeldUp({ suspended: suspended_seq !== null, waiting })
  if (why) throw new Refusal('conflict', why)
}

/** Says what happened meanwhile and who did it, so that nobody has to guess why a button does nothing. */
export function happenedMeanwhile(process: Process, held: HeldCase, wanted: string): Refusal {
  const [step, state, want] = [stepName(process, held.last.step), stateName(process, held.state), stepName(process, wanted)]
  const who = held.last.person
  return new Refusal('conflict', {
    'zh-CN': `${who ?? '系统'}已于${held.last.legal_day}办理“${step['zh-CN']}”，现为“${state['zh-CN']}”，不能再办理“${want['zh-CN']}”。`,
    en: `${who ?? 'The system'} did '${step.en}' on ${held.last.legal_day}; it is now '${state.en}', so '${want.en}' is no longer possible.`,
  })
}
