import { sql } from 'kysely'
import { addWorkingDays } from '../../../kernel/calendar/calendar.ts'
import { loadCalendar } from '../../../kernel/calendar/load.ts'
import type { Process } from '../../../kernel/cases/process.ts'
import { type Ruling, ruleOn } from '../../../kernel/law/define.ts'
import { houseRules } from '../../../kernel/law/house-rules.ts'
import { lawSettings } from '../../../kernel/law/settings.ts'
import type { Look } from '../../../kernel/work.ts'
import type { Which } from '../links.ts'
import { dueOf, type Urgency } from '../rules.ts'
import { type OpenWork, supervised, urged, waitingWork } from './open-work.ts'

/** Cases on a page. */
export const page_size = 50
const lately_events = 10

export type MyWorkData = Awaited<ReturnType<typeof myWork>>
type Row = Omit<OpenWork, 'unit_id' | 'holder_id' | 'received_on'> & {
  readonly unit: string
  readonly urged: boolean
  readonly supervised: boolean
}
type Lately = {
  readonly step: string
  readonly legal_day: string
  readonly case_id: number
  readonly title: string
  readonly business: string
}
type Found = Counts & { readonly rows: readonly Row[]; readonly lately: readonly Lately[] }
export type Counts = Readonly<Record<Which, number>>

/** How urgency is judged today in this city. */
export async function urgencyOf(look: Look, _input?: undefined): Promise<Urgency & { readonly warning: Ruling<number> }> {
  const calendar = await loadCalendar(look.db)
  const warning = ruleOn(houseRules, 'clock.warning', look.today, await lawSettings(look.db))
  return { today: look.today, calendar, soon_days: warning.value, warning }
}

/**
 * What waits for this person in all businesses, most urgent first, with its counts, and what the person did lately: one statement. Open
 * cases are found by (business, state, due_on) of those not ended; the person's events by (person_id, legal_day).
 */
export async function myWork(look: Look, input: { readonly processes: readonly Process[]; readonly which: Which; readonly page: number }) {
  const urgency = await urgencyOf(look)
  const found = await look.db
    .selectFrom(
      sql<Found>`(${marked(look, input.processes, urgency)}
    select ${counted},
      (select coalesce(json_agg(page), '[]') from (
        select m.kind, m.case_id, m.task_id, m.business, m.number, m.title, m.state, m.what, m.due_on::text as due_on, m.urged,
          ${supervised(sql`m.case_id`)} as supervised, u.short_name as unit
        from marked as m join kernel.units as u on u.id = m.unit_id
        where case ${input.which} when 'today' then m.today when 'overdue' then m.overdue when 'soon' then m.soon when 'urged' then m.urged else true end
        order by m.today desc, m.due_on nulls last, m.case_id, m.task_id
        limit ${page_size} offset ${(input.page - 1) * page_size}) as page) as rows,
      (select coalesce(json_agg(event), '[]') from (
        select e.step, e.legal_day::text as legal_day, c.id as case_id, c.title, c.business
        from kernel.case_events as e join kernel.cases as c on c.id = e.case_id
        where e.person_id = ${look.actor.person_id ?? -1}
        order by e.legal_day desc, e.recorded_at desc, e.case_id desc, e.seq desc limit ${lately_events}) as event) as lately)`.as('found'),
    )
    .selectAll()
    .executeTakeFirstOrThrow()
  const counts: Counts = { today: found.today, overdue: found.overdue, soon: found.soon, urged: found.urged, all: found.all }
  return {
    which: input.which,
    soon_days: urgency.soon_days,
    warning: urgency.warning,
    page: input.page,
    pages: Math.max(1, Math.ceil(counts[input.which] / page_size)),
    counts,
    rows: found.rows.map(row => ({ ...row, due: row.due_on === null ? null : dueOf(row.due_on, urgency) })),
    lately: found.lately,
  }
}

/** How much of what waits is overdue, and how much is due by the next working day: for the digest of the morning. */
export async function dueCounts(look: Look, processes: readonly Process[]): Promise<{ readonly overdue: number; readonly soon: number }> {
  const urgency = { ...(await urgencyOf(look)), soon_days: 1 }
  const { overdue, soon } = await look.db
    .selectFrom(sql<Counts>`(${marked(look, processes, urgency)} select ${counted})`.as('found'))
    .selectAll()
    .executeTakeFirstOrThrow()
  return { overdue, soon }
}

/** What waits, each with its marks. 'today': it is late, due today, or somebody urges it. */
function marked(look: Look, processes: readonly Process[], { today, calendar, soon_days }: Urgency) {
  const soon = addWorkingDays(calendar, today, soon_days).day
  return sql`with mine as (${waitingWork(look, processes)}),
    marked as (
      select mine.*, coalesce(due_on < ${today}::date, false) as overdue,
        coalesce(due_on between ${today}::date and ${soon}::date, false) as soon,
        hurried.case_id is not null as urged, coalesce(due_on <= ${today}::date, false) or hurried.case_id is not null as today
      from mine left join (
        select case_id from (select distinct case_id from mine) as each where ${urged(sql`each.case_id`)}) as hurried on hurried.case_id = mine.case_id)`
}

const counted = sql`(select count(*) from marked) as "all", (select count(*) from marked where overdue) as overdue,
  (select count(*) from marked where soon) as soon, (select count(*) from marked where urged) as urged,
  (select count(*) from marked where today) as today`
