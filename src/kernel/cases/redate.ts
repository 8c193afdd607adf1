import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import { loadCalendar } from '../calendar/load.ts'
import type { Actor } from '../org/actor.ts'
import { Refusal } from '../refusal.ts'
import type { Look, Run, Work } from '../work.ts'
import { type ClockMark, readClock } from './clock.ts'
import { markOf } from './marks.ts'

// When a calendar notice is recorded, the due dates of open cases are computed anew; closed cases keep the calendar by which they were judged.

/** The most cases that one look or one batch goes through. */
export const batch_max = 1000

/** A due date that a new calendar moves. */
export type Redated = {
  readonly id: number
  readonly business: string
  readonly title: string
  readonly old: Day | null
  readonly new: Day | null
}

/**
 * Which open cases a calendar version would move (with `calendar`, one that is not recorded yet), without writing: goes through up to a thousand cases after the id `after`; `next` is where to go on,
 * null at the end.
 */
export async function previewRedating(
  { db }: Look,
  input: { readonly calendar_version: number; readonly calendar?: Calendar; readonly after?: number },
): Promise<{ readonly rows: Redated[]; readonly examined: number; readonly next: number | null }> {
  const calendar = input.calendar ?? (await loadCalendar(db, input.calendar_version))
  const cases = await openBefore(db, input.calendar_version)
    .where('c.id', '>', input.after ?? 0)
    .execute()
  const rows = cases.flatMap(one => {
    const due = dueWith(calendar, one.marks.map(markOf))
    return due === undefined || due === one.due_on
      ? []
      : [{ id: one.id, business: one.business, title: one.title, old: one.due_on, new: due }]
  })
  return { rows, examined: cases.length, next: cases.length < batch_max ? null : (cases.at(-1)?.id ?? null) }
}

const openBefore = (db: Look['db'] | Work['tx'], version: number, limit = batch_max) =>
  db
    .selectFrom('kernel.cases as c')
    .select(['c.id', 'c.business', 'c.title', 'c.unit_id', 'c.due_on', 'c.last_seq', 'c.calendar_version'])
    .select(eb => [
      eb
        .selectFrom('kernel.case_events as e')
        .select(fn => fn.fn.max('e.seq').as('seq'))
        .whereRef('e.case_id', '=', 'c.id')
        .as('newest_seq'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.clock_marks as m')
          .select(['m.seq', 'm.effect', 'm.legal_day', 'm.days', 'm.until', 'm.unit', 'm.why', 'm.undoes'])
          .whereRef('m.case_id', '=', 'c.id')
          .orderBy('m.seq'),
      ).as('marks'),
    ])
    .where('c.ended_on', 'is', null)
    .where('c.calendar_version', '<', version)
    .orderBy('c.id')
    .limit(Math.min(limit, batch_max))

/** The due day by this calendar; undefined for marks that it makes impossible, whose case keeps its day. */
function dueWith(calendar: Calendar, marks: readonly ClockMark[]): Day | null | undefined {
  try {
    return readClock(marks, calendar).due_on
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

export type Batch = { readonly calendar_version: number; readonly limit?: number }

/**
 * Computes the due dates of up to `limit` open cases by the newest calendar: where the day moves, an event 'redate' with both days and a notice for
 * the applicant. Run it again until `remaining` is 0; a case on which somebody works at this moment is left to the next batch. Asks no right: the
 * route of the administration has. Refusal 'conflict' when the version is not the newest.
 */
export async function redateBatch(
  work: Work,
  { calendar_version, limit = batch_max }: Batch,
): Promise<{ readonly examined: number; readonly moved: number; readonly remaining: number }> {
  if (calendar_version !== work.calendar.version) {
    throw new Refusal('conflict', { 'zh-CN': '日历已有更新的版本，请按最新版本计算。', en: 'There is a newer calendar. Use that one.' })
  }
  const cases = await openBefore(work.tx, calendar_version, limit).forNoKeyUpdate('c').skipLocked().execute()
  // What changed between the statement's beginning and the lock has a newer event than its marks: next time.
  const still = cases.filter(({ last_seq, newest_seq }) => last_seq === newest_seq)
  const rows = still.map(one => {
    const due = dueWith(work.calendar, one.marks.map(markOf))
    const moves = due !== undefined && due !== one.due_on
    return {
      id: one.id,
      unit_id: one.unit_id,
      seq: one.last_seq + 1,
      moves,
      old: one.due_on,
      new: moves ? due : one.due_on,
      was: one.calendar_version,
      ...noticeOf(one.due_on, due),
    }
  })
  if (rows.length > 0) await writeRedated(work, rows)
  const changed = rows.filter(({ moves }) => moves)
  for (const { id, unit_id } of changed) work.deskChanged({ kind: 'case', unit_id, case_id: id })
  const moved = changed.map(({ id }) => id)
  if (rows.length > 0) await work.log('redate_cases', 'case:many', { ids: moved, examined: rows.length, calendar_version })
  return { examined: rows.length, moved: moved.length, remaining: await countBefore(work, calendar_version) }
}

const writeRedated = (work: Work, rows: readonly object[]) =>
  sql`
    with redated as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id bigint, seq integer, moves boolean, old date, "new" date, was integer, zh text, en text)
    ), events as (
      insert into kernel.case_events (case_id, seq, step, from_state, to_state, person_id, legal_day, detail)
      select r.id, r.seq, 'redate', c.state, c.state, ${work.actor.person_id}::integer, ${work.today}::date,
        jsonb_build_object('old', r.old, 'new', r."new", 'from_version', r.was, 'to_version', ${work.calendar.version}::integer)
      from redated as r join kernel.cases as c on c.id = r.id where r.moves
    ), notices as (
      insert into kernel.case_notices (case_id, seq, audience, words_zh, words_en) select id, seq, 'applicant', zh, en from redated where moves
    )
    update kernel.cases as c set due_on = r."new", calendar_version = ${work.calendar.version}, last_seq = case when r.moves then r.seq else c.last_seq end
    from redated as r where c.id = r.id`.execute(work.tx)

function noticeOf(old: Day | null, due: Day | null | undefined) {
  return {
    zh: `因节假日安排有变，本事项的期限由${old ?? '无'}改为${due ?? '无'}。`,
    en: `The arrangement of holidays has changed: the case is due on ${due ?? 'no day'} in place of ${old ?? 'no day'}.`,
  }
}

/** All batches by the newest calendar, each its own transaction. Stops when a batch finds nothing: what is left is being worked on. */
export async function redateCases(
  house: { readonly run: Run },
  actor: Actor,
  batch: Batch,
): Promise<{ readonly moved: number; readonly remaining: number }> {
  let sum = 0
  for (;;) {
    const { examined, moved, remaining } = await house.run(actor, redateBatch, batch)
    sum += moved
    if (examined === 0 || remaining === 0) return { moved: sum, remaining }
  }
}

async function countBefore(work: Work, version: number): Promise<number> {
  const { count } = await work.tx
    .selectFrom('kernel.cases')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('ended_on', 'is', null)
    .where('calendar_version', '<', version)
    .executeTakeFirstOrThrow()
  return count
}
