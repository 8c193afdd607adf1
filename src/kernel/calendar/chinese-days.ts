import days from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Transaction } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import type { Notice } from './calendar.ts'
import type { Day } from './day.ts'

/** Where the first days come from, written beside each notice. The package is a transcription, not the authority. */
export const packageSource = 'npm chinese-days 1.5.7'

const dayShape = /^\d{4}-\d{2}-\d{2}$/

/**
 * The notices of 2004–2026 as the package transcribes them, one per year, versions 1, 2, 3, … A New Year's holiday that begins
 * in December belongs to the notice of the new year, as it did in fact (2018-12-31 came with the arrangement for 2019).
 */
export function packageNotices(): Notice[] {
  const spoken = [...daysOf(days.holidays, 'off'), ...daysOf(days.workdays, 'work')]
  const byYear = Map.groupBy(spoken, row => noticeYear(row.day, row.name))
  return [...byYear.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([year, rows], index) => ({
      version: index + 1,
      title: `国务院办公厅节假日安排（${year}年）`,
      years: [year],
      days: rows.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    }))
}

/**
 * Gives a new city its calendar: the package's notices. Does nothing when the city already has notices, which may be corrections.
 * Their legal day is 1 January of their year: the package does not say when each was issued.
 */
export async function seedCalendar(tx: Transaction<Tables>): Promise<void> {
  const present = await tx.selectFrom('kernel.calendar_notices').select('version').limit(1).executeTakeFirst()
  if (present) return
  const notices = packageNotices()
  await tx
    .insertInto('kernel.calendar_notices')
    .values(
      notices.map(({ version, title, years }) => ({
        version,
        title,
        years: [...years],
        source: packageSource,
        legal_day: `${years[0]}-01-01`,
      })),
    )
    .execute()
  await tx
    .insertInto('kernel.calendar_days')
    .values(notices.flatMap(notice => notice.days.map(({ day, kind, name }) => ({ version: notice.version, day, kind, name }))))
    .execute()
}

/** The package's table: day → 'English name,中文名,days of the holiday by law'. */
function daysOf(table: Readonly<Record<string, string>>, kind: 'off' | 'work') {
  return Object.entries(table).map(([day, names]) => {
    const name = names.split(',')[1]
    if (!name || !dayShape.test(day)) throw new Error(`chinese-days changed its format: ${day} ${names}`)
    return { day, kind, name }
  })
}

function noticeYear(day: Day, name: string): number {
  const year = Number(day.slice(0, 4))
  return name === '元旦' && day.slice(5, 7) === '12' ? year + 1 : year
}
