import { type Kysely, sql, type Transaction } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import { type Calendar, calendarOf, emptyCalendar } from './calendar.ts'

/** What loading needs of a connection: both a pool and a query's `look.db` have it. */
export type CalendarSource = Pick<Kysely<Tables>, 'selectFrom' | 'fn'>

/**
 * Calendars by connection and version. A version never changes once its notice is committed, so it is read once; only the
 * question "which is the newest?" is asked each time, answered by the primary key's last entry.
 */
const loaded = new WeakMap<CalendarSource, Map<number, Calendar>>()
const versionsKeptMax = 50

/**
 * The calendar of a version; without one, the newest: one look at an index.
 * A database without notices gives the empty calendar (version 0), in which every computed day is uncertain.
 */
export async function loadCalendar(db: CalendarSource, version?: number): Promise<Calendar> {
  return await calendarOfVersion(db, version ?? (await newestVersion(db)), db)
}

/** The newest calendar as the transaction sees it at its beginning, asked in one journey with its begin. Kept by the `pool` it is of. */
export async function loadCalendarIn(tx: Transaction<Tables>, pool: CalendarSource): Promise<Calendar> {
  // Written out, since every command sends it.
  const { rows } = await sql<{ version: number }>`select version from kernel.calendar_notices order by version desc limit 1`.execute(tx)
  return await calendarOfVersion(tx, rows[0]?.version ?? 0, pool)
}

async function calendarOfVersion(db: CalendarSource, wanted: number, pool: CalendarSource): Promise<Calendar> {
  if (wanted === 0) return emptyCalendar
  const known = loaded.get(pool) ?? new Map<number, Calendar>()
  const before = known.get(wanted)
  if (before) return before
  const calendar = await readCalendar(db, wanted)
  if (known.size >= versionsKeptMax) known.clear()
  known.set(wanted, calendar)
  loaded.set(pool, known)
  return calendar
}

/** Queries that begin at one moment ask once: while a question is out, those who come share its answer. */
const asking = new WeakMap<CalendarSource, Promise<number>>()

function newestVersion(db: CalendarSource): Promise<number> {
  const asked = asking.get(db)
  if (asked) return asked
  const asks = askNewest(db).finally(() => asking.delete(db))
  asking.set(db, asks)
  return asks
}

async function askNewest(db: CalendarSource): Promise<number> {
  const row = await db.selectFrom('kernel.calendar_notices').select('version').orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row?.version ?? 0
}

async function readCalendar(db: CalendarSource, version: number): Promise<Calendar> {
  const notices = await db
    .selectFrom('kernel.calendar_notices')
    .select(['version', 'title', 'years'])
    .where('version', '<=', version)
    .orderBy('version')
    .execute()
  const days = await db
    .selectFrom('kernel.calendar_days')
    .select(['version', 'day', 'kind', 'name'])
    .where('version', '<=', version)
    .execute()
  const byVersion = Map.groupBy(days, row => row.version)
  return calendarOf(
    notices.map(notice => ({
      ...notice,
      days: (byVersion.get(notice.version) ?? []).map(({ day, kind, name }) => ({ day, name, kind: kind === 'work' ? 'work' : 'off' })),
    })),
  )
}
