import { type RawBuilder, sql } from 'kysely'
import type { Process } from '../../../kernel/cases/process.ts'
import { rights as allRights, type Right, separation, unitsWhere } from '../../../kernel/org/can.ts'
import type { Look } from '../../../kernel/work.ts'
import { type SeenIn, seenWork } from './open-work.ts'

type Part = RawBuilder<unknown>

/** Why nobody attends to a case or task: whoever has it is away with no B; nobody in its unit could take it on; it is late and nobody touched it. */
export const unattendedWhys = ['away', 'vacant', 'untouched'] as const
export type UnattendedWhy = (typeof unattendedWhys)[number]

/** Who could act: for each business, what is asked (a state of a case, a kind of task) and the roles that have the right. `own`: only who opened it. */
type Watched = { readonly business: string; readonly asks: string; readonly roles: readonly string[]; readonly own: boolean }

const rolesOf = (rights: readonly Right[]): string[] => [...new Set(rights.flatMap((right): readonly string[] => allRights[right]))]

function watched(processes: readonly Process[]): Watched[] {
  return processes.flatMap(process => {
    const { business, states, steps, ends, common = {} } = process
    const all = Object.values(steps)
    const ofStates = Object.keys(states).flatMap(state => {
      const rights = all.filter(step => step.from.includes(state)).map(({ by }) => by)
      if (ends.includes(state) || rights.length === 0) return []
      return [{ business, asks: state, roles: rolesOf(rights), own: rights.every(right => separation[right] === 'own') }]
    })
    const outs = all.flatMap(({ hands_out }) => (hands_out ? [hands_out.by] : []))
    const ofTasks = [
      ['/step', outs],
      ['/review', common.add_reviewer ? [common.add_reviewer.reviewer] : []],
      ['/countersign', common.countersign ? [common.countersign.signer] : []],
    ] as const
    return [...ofStates, ...ofTasks.map(([asks, rights]) => ({ business, asks, roles: rolesOf(rights), own: false }))]
  })
}

/** Of the people `who`: not there today (absent, or the account closed), and no B of theirs is. */
const nobodyFor = (who: Part, today: string): Part => sql`(
  (kernel.is_absent(${who}, ${today}::date) or exists (
    select from kernel.accounts as acc where acc.person_id = ${who} and acc.disabled_on <= ${today}::date))
  and not exists (select from kernel.stand_ins_of(${who}, ${today}::date) as b(id) where not kernel.is_absent(b.id, ${today}::date)))`

/**
 * The WITH part of lists that say why nobody attends: `seen` (what the person sees), `vacant` and `away`. Asked once for each unit and state, and
 * once for each person, not for each case.
 */
export function attendance(look: Look, processes: readonly Process[], within?: SeenIn): Part {
  const { today } = look
  const rules = JSON.stringify(watched(processes))
  return sql`seen as (${seenWork(look, processes, within)}),
    watched as materialized (select * from jsonb_to_recordset(${rules}::jsonb) as w(business text, asks text, roles jsonb, own boolean)),
    attended as (
      select s.*, coalesce(s.holder_id, case when w.own then s.opened_by end) as attendant, w.roles
      from seen as s left join watched as w on w.business = s.business and w.asks = s.asks),
    away as materialized (
      select who.id from (select distinct attendant as id from attended where attendant is not null) as who
      where ${nobodyFor(sql`who.id`, today)}),
    vacant as materialized (
      select place.* from (select distinct business, asks, unit_id, roles from attended where attendant is null and roles is not null) as place
      join kernel.units as u on u.id = place.unit_id
      where not exists (
        select from kernel.grants as g join kernel.accounts as acc on acc.person_id = g.person_id
        where g.unit_id = any(u.lineage) and place.roles ? g.role
          and g.valid_from <= ${today}::date and (g.valid_to is null or g.valid_to > ${today}::date)
          and (acc.disabled_on is null or acc.disabled_on > ${today}::date)
          and not ${nobodyFor(sql`g.person_id`, today)}))`
}

/** Of a row `s` of `attended`: why nobody attends to it, or null. What is suspended waits on purpose. */
export const unattendedWhy = (today: string): Part => sql`case
  when s.suspended then null
  when s.attendant in (select id from away) then 'away'
  when s.attendant is null and exists (
    select from vacant as v where v.business = s.business and v.asks = s.asks and v.unit_id = s.unit_id) then 'vacant'
  when s.due_on < ${today}::date and (
    select kernel.day_of(e.recorded_at) from kernel.case_events as e where e.case_id = s.case_id order by e.seq desc limit 1) <= s.due_on
    then 'untouched' end`

/** More than this is simply many. */
const counted_max = 1000

/**
 * How much nobody attends to in the units that this person leads: where they may hand cases on, or supervise. Null for who leads none. At most
 * a thousand.
 */
export async function unattendedCount(look: Look, processes: readonly Process[]): Promise<number | null> {
  const led = processes.map(process => {
    const by = process.common?.hand_on?.by
    const rights = by === undefined ? [] : typeof by === 'string' ? [by] : Object.values(by).flatMap(right => right ?? [])
    const units = [...new Set([...rights, 'case.supervise' as const].flatMap(right => unitsWhere(look.actor, right)))]
    return { business: process.business, units }
  })
  const within = led.filter(({ units }) => units.length > 0)
  if (within.length === 0) return null
  const found = await look.db
    .selectFrom(
      sql<{ n: number }>`(with ${attendance(look, processes, within)}
        select count(*)::integer as n from (
          select from attended as s where (${unattendedWhy(look.today)}) is not null limit ${counted_max}) as found_at_all)`.as('found'),
    )
    .select('n')
    .executeTakeFirstOrThrow()
  return found.n
}
