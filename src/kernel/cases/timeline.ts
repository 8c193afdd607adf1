import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Day } from '../calendar/day.ts'
import { loadCalendar } from '../calendar/load.ts'
import { notFound } from '../refusal.ts'
import type { Look } from '../work.ts'
import { type ClockReading, readClock } from './clock.ts'
import { type LedgerRow, ledger } from './ledger.ts'
import { marksOf } from './marks.ts'

/** The longest timeline that a page shows. */
const eventsMax = 500

/**
 * What happened to a case, oldest first, with who did it (and for whom, if they stood in) and the tasks that a step handed out. `late`: recorded after its legal day (补录).
 * Says nothing about who may see it: the room asks that before.
 */
export async function timeline({ db }: Look, caseId: number) {
  return await db
    .selectFrom('kernel.case_events as event')
    .leftJoin('kernel.people as person', 'person.id', 'event.person_id')
    .leftJoin('kernel.people as away', 'away.id', 'event.for_person_id')
    .select(['event.seq', 'event.step', 'event.from_state', 'event.to_state', 'event.legal_day', 'event.note', 'event.detail'])
    .select(['event.recorded_at', 'person.name as person', 'away.name as for_person'])
    .select(eb => eb(eb.fn<Day>('kernel.day_of', ['event.recorded_at']), '>', eb.ref('event.legal_day')).as('late'))
    .select(eb =>
      jsonArrayFrom(
        eb
          .selectFrom('kernel.case_tasks as task')
          .innerJoin('kernel.units as unit', 'unit.id', 'task.unit_id')
          .leftJoin('kernel.people as doer', 'doer.id', 'task.done_by')
          .select(['task.id', 'unit.name as unit', 'task.what', 'task.due_on', 'task.done_on', 'task.outcome', 'doer.name as done_by'])
          .select(['task.kind', 'task.agrees'])
          .whereRef('task.case_id', '=', 'event.case_id')
          .whereRef('task.group_seq', '=', 'event.seq')
          .orderBy('task.id'),
      ).as('tasks'),
    )
    .where('event.case_id', '=', caseId)
    .orderBy('event.seq')
    .limit(eventsMax)
    .execute()
}

/** The clock of a case with the working behind its date. */
export type CaseClock = ClockReading & { readonly rows: readonly LedgerRow[]; readonly calendar_version: number }

/**
 * The clock of a case as its due date was computed: with the calendar of that day. The ledger goes to today, or to the due day when that
 * is later. Refusal 'not_found' for an unknown case.
 */
export async function caseClock({ db, today }: Look, caseId: number): Promise<CaseClock> {
  const row = await db.selectFrom('kernel.cases').select('calendar_version').where('id', '=', caseId).executeTakeFirst()
  if (!row) throw notFound()
  const calendar = await loadCalendar(db, row.calendar_version)
  const marks = await marksOf(db, caseId)
  const reading = readClock(marks, calendar)
  const until = reading.due_on !== null && reading.due_on > today ? reading.due_on : today
  return { ...reading, rows: ledger(marks, calendar, until), calendar_version: row.calendar_version }
}
