import { type Calendar, statusOf } from './calendar.ts'
import { addDays, type Day, daysBetween, isDay } from './day.ts'

/** A day of which a notice speaks. */
export type NoticeDay = { readonly day: Day; readonly kind: 'off' | 'work'; readonly name: string }

/** A notice before it is recorded: the arrangement of a year, or a correction of some days of it. */
export type NewNotice = {
  readonly title: string
  readonly source: string
  readonly legal_day: Day
  /** The years for which the calendar is complete with this notice. */
  readonly years: readonly number[]
  readonly days: readonly NoticeDay[]
}

/** Days of one notice: a year has some forty. */
export const notice_days_max = 400
const range_days_max = 31

/** What is wrong with a day of a notice. */
export type NoticeFault = { readonly day: Day; readonly what: 'twice' | 'other_year' | 'work_on_weekday' }

/**
 * What no notice can say: a day twice, a day of another year, a make-up day that is a working day anyway. A weekday that an earlier
 * notice made a day off may be taken back. December before the first year belongs to its New Year (2018-12-31 came with 2019).
 */
export function faultsOf(notice: Pick<NewNotice, 'years' | 'days'>, calendar: Calendar): NoticeFault[] {
  const seen = new Set<Day>()
  const first = Math.min(...notice.years)
  return notice.days.flatMap(({ day, kind }): NoticeFault[] => {
    const year = Number(day.slice(0, 4))
    const faults: NoticeFault[] = []
    if (seen.has(day)) faults.push({ day, what: 'twice' })
    seen.add(day)
    const within = notice.years.includes(year) || (year === first - 1 && day.slice(5, 7) === '12')
    if (!within) faults.push({ day, what: 'other_year' })
    const weekend = Temporal.PlainDate.from(day).dayOfWeek > 5
    if (kind === 'work' && !weekend && statusOf(calendar, day).working) faults.push({ day, what: 'work_on_weekday' })
    return faults
  })
}

/** The holidays that every arrangement names (全国年节及纪念日放假办法): by the part of the name that never varies. */
export const statutoryHolidays = ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'] as const

/** Holidays of which the notice says nothing in a year that it completes for the first time: a warning, since some fall on a weekend. */
export function missingHolidays(notice: Pick<NewNotice, 'years' | 'days'>, calendar: Calendar): { year: number; name: string }[] {
  return notice.years
    .filter(year => !calendar.years.has(year))
    .flatMap(year => {
      const ofYear = (day: Day) => Number(day.slice(0, 4)) === year || day.startsWith(`${year - 1}-12`)
      const named = notice.days.filter(({ day, kind }) => kind === 'off' && ofYear(day)).map(({ name }) => name)
      return statutoryHolidays.filter(holiday => !named.some(name => name.includes(holiday))).map(name => ({ year, name }))
    })
}

const kinds: Readonly<Record<string, 'off' | 'work'>> = { 休: 'off', 放假: 'off', off: 'off', 班: 'work', 上班: 'work', work: 'work' }
export const kindOf = (text: string): 'off' | 'work' | undefined => kinds[text.trim().toLowerCase()]

export type ReadDays = { readonly days: NoticeDay[]; readonly wrong: number[] }

/**
 * Days from typed lines: a day or two with ~ between them, then 休 or 班, then the holiday's name. `wrong`: numbers of the lines that
 * could not be read, from 1. Empty lines fall out.
 */
export function daysOfLines(text: string): ReadDays {
  const lines = text.split(/\r?\n/).map(line => line.trim())
  return readDays(
    lines.flatMap((line, index) => {
      if (line === '') return []
      const parts = line.match(/^(\S+?)(?:\s*[~\u81f3\u2014\u2013]+\s*(\S+))?\s+(\S+)\s+(.+)$/)
      return [{ line: index + 1, from: parts?.[1] ?? '', to: parts?.[2] ?? '', kind: parts?.[3] ?? '', name: parts?.[4] ?? '' }]
    }),
  )
}

export type DayLine = { readonly line: number; readonly from: string; readonly to: string; readonly kind: string; readonly name: string }

/** Days from lines that are in parts already, of a form or of a sheet. */
export function readDays(lines: readonly DayLine[]): ReadDays {
  const days: NoticeDay[] = []
  const wrong: number[] = []
  for (const { line, from, to, kind: word, name } of lines) {
    const kind = kindOf(word)
    const last = to === '' ? from : to
    const right = isDay(from) && isDay(last) && kind !== undefined && name.trim() !== '' && name.length <= 50
    const length = right ? daysBetween(from, last) : -1
    if (!right || !kind || length < 0 || length >= range_days_max) wrong.push(line)
    else for (let ahead = 0; ahead <= length; ahead += 1) days.push({ day: addDays(from, ahead), kind, name: name.trim() })
  }
  return { days: days.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)), wrong }
}
