/** A legal day, 'YYYY-MM-DD': a date of the calendar in China, without time or zone. Compares as text. */
export type Day = string

/** The one place that names the zone. */
export const zone = 'Asia/Shanghai'

/** The day in China on which the instant falls. */
export const dayOf = (instant: Temporal.Instant): Day => instant.toZonedDateTimeISO(zone).toPlainDate().toString()

/** The time of day in China, 'HH:MM'. */
export const timeOf = (instant: Temporal.Instant): string => instant.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString()

/** Calendar days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days

/** Whether the text is a day that exists: '2026-02-30' is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** '2018年3月1日', as documents write a day. */
export function chineseDay(day: Day): string {
  const { year, month, day: date } = Temporal.PlainDate.from(day)
  return `${year}年${month}月${date}日`
}
