import { sql } from 'kysely'
import { isWorkday, type SpecialDay, statusOf } from '../../../kernel/calendar/calendar.ts'
import { packageNotices } from '../../../kernel/calendar/chinese-days.ts'
import { type Day, daysBetween } from '../../../kernel/calendar/day.ts'
import { loadCalendar } from '../../../kernel/calendar/load.ts'
import { faultsOf, missingHolidays } from '../../../kernel/calendar/notice.ts'
import { noticeDraft } from '../../../kernel/calendar/record.ts'
import { previewNotice } from '../../../kernel/calendar/redating.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'

/** Cases of a preview's page. */
export const page_size = 50
const notices_max = 200

export type DayCell = { readonly day: Day; readonly kind: 'off' | 'work' | 'weekend' | 'workday'; readonly name: string }
export type MonthDays = { readonly month: number; readonly days: readonly DayCell[]; readonly workdays: number }

/** One year as the newest calendar has it, all notices, and what is in preparation. */
export async function calendarYear(look: Look, year: number) {
  const calendar = await loadCalendar(look.db)
  const months = Array.from({ length: 12 }, (_none, index): MonthDays => {
    const first = Temporal.PlainDate.from({ year, month: index + 1, day: 1 })
    const days = Array.from({ length: first.daysInMonth }, (_day, at) => cellOf(calendar, first.add({ days: at }).toString()))
    return { month: index + 1, days, workdays: days.filter(({ day }) => isWorkday(calendar, day)).length }
  })
  const special = [...calendar.days]
    .filter(([day]) => day.startsWith(`${year}-`))
    .map(([day, of]): SpecialDay & { readonly day: Day } => ({ day, ...of }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const [notices, drafts, redatings] = await Promise.all([
    look.db
      .selectFrom('kernel.calendar_notices as n')
      .select(['n.version', 'n.title', 'n.years', 'n.source', 'n.legal_day'])
      .select(sql<number>`(select count(*) from kernel.calendar_days d where d.version = n.version)`.as('days'))
      .orderBy('n.version', 'desc')
      .limit(notices_max)
      .execute(),
    look.db.selectFrom('kernel.calendar_drafts').select(['id', 'title']).orderBy('id', 'desc').limit(20).execute(),
    look.db.selectFrom('kernel.redatings').select(['version', 'finished_at']).orderBy('version', 'desc').limit(notices_max).execute(),
  ])
  return { year, certain: calendar.years.has(year), months, special, notices, drafts, redated: redatings.map(({ version }) => version) }
}
export type CalendarYear = Awaited<ReturnType<typeof calendarYear>>

function cellOf(calendar: Awaited<ReturnType<typeof loadCalendar>>, day: Day): DayCell {
  const { reason, working } = statusOf(calendar, day)
  if (reason.kind === 'holiday') return { day, kind: 'off', name: reason.name }
  if (reason.kind === 'make_up') return { day, kind: 'work', name: reason.name }
  return { day, kind: working ? 'workday' : 'weekend', name: '' }
}

/** Years of which the package knows and no notice of the city speaks yet. */
export async function packageYears(look: Look, _input: null): Promise<number[]> {
  const calendar = await loadCalendar(look.db)
  return packageNotices().flatMap(({ years }) => years.filter(year => !calendar.years.has(year)))
}

/** A notice in preparation: what is wrong with it, what is missing, and a page of the cases that it would move. */
export async function draftPreview(look: Look, input: { readonly id: number; readonly page: number }) {
  const draft = await noticeDraft(look, input.id)
  const calendar = await loadCalendar(look.db)
  const faults = faultsOf(draft, calendar)
  const { looked_at, moves, more } = faults.length > 0 ? { looked_at: 0, moves: [], more: false } : await previewNotice(look, draft)
  const pages = Math.max(1, Math.ceil(moves.length / page_size))
  if (input.page > pages) throw notFound()
  return {
    draft,
    stale: draft.base !== calendar.version,
    faults,
    missing: missingHolidays(draft, calendar),
    ...{ looked_at, more, moved: moves.length, page: input.page, pages },
    moves: moves.slice((input.page - 1) * page_size, input.page * page_size).map(move => ({
      ...move,
      days: move.old !== null && move.new !== null ? daysBetween(move.old, move.new) : 0,
    })),
  }
}
export type DraftPreview = Awaited<ReturnType<typeof draftPreview>>

export async function redatingOf(look: Look, version: number) {
  const row = await look.db
    .selectFrom('kernel.redatings')
    .select(['version', 'total', 'done', 'moved', 'finished_at'])
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}
export type Redating = Awaited<ReturnType<typeof redatingOf>>
