import { sql } from 'kysely'
import type { Day } from '../../../kernel/calendar/day.ts'
import type { FigureBook } from '../../../kernel/figures/book.ts'
import { counter, type Value } from '../../../kernel/figures/evaluate.ts'
import { slicedRows } from '../../../kernel/figures/record-set.ts'
import { yearSlice } from '../../../kernel/figures/slice.ts'
import type { Look } from '../../../kernel/work.ts'
import { type Difference, sameValue } from '../rules/difference.ts'
import { type ReportDocument, reportDocument } from '../rules/document.ts'
import { reportFigure } from '../rules/figure.ts'

export type Release = {
  readonly id: number
  readonly year: number
  readonly form: string
  readonly legal_day: Day
  readonly recorded_at: string
  /** Recorded after the day on which the report counts as released (补录). */
  readonly late: boolean
  readonly content_hash: string
  readonly document: ReportDocument
}

/** The report of a year as it was released; undefined when it was not. */
export async function release(look: Look, input: { readonly year: number; readonly form: string }): Promise<Release | undefined> {
  const row = await look.db
    .selectFrom('reports.releases as r')
    .where('r.year', '=', input.year)
    .where('r.form', '=', input.form)
    .select(['r.id', 'r.year', 'r.form', 'r.legal_day', 'r.recorded_at', 'r.document'])
    .select([lateRelease, sql<string>`encode(r.content_hash, 'hex')`.as('content_hash')])
    .executeTakeFirst()
  return row && { ...row, document: reportDocument.parse(row.document) }
}

const lateRelease = sql<boolean>`kernel.day_of(r.recorded_at) > r.legal_day`.as('late')

/** The values of a released report, by figure; empty when there is none. */
export async function releasedValues(look: Look, year: number, form: string): Promise<Map<string, string | null>> {
  const rows = await look.db
    .selectFrom('reports.releases as r')
    .innerJoin('reports.release_values as v', 'v.release_id', 'r.id')
    .where('r.year', '=', year)
    .where('r.form', '=', form)
    .select(['v.figure', 'v.value'])
    .execute()
  return new Map(rows.map(row => [row.figure, row.value]))
}

/** What the records say today where it is not what the report says: figures whose value has changed since the release. */
export async function differences(look: Look, input: { readonly release: Release; readonly book: FigureBook }): Promise<Difference[]> {
  const { release: released, book } = input
  const { evaluate } = counter(look)
  const slice = yearSlice(released.year)
  const frozen = released.document.figures
  const values = await Promise.all(
    frozen.map(async figure => {
      const booked = book.get(figure.id)?.figure
      return booked && { figure, now: await evaluate(booked, slice) }
    }),
  )
  const changed = values.flatMap(entry => (entry && !sameValue(entry.figure.value, entry.now.value) ? [entry] : []))
  const since = sinceWhen(look, released.recorded_at)
  return await Promise.all(changed.map(async ({ figure, now }) => ({ released: figure, now: reportFigure(now), since: await since(now) })))
}

/** Records looked at, newest first, to find the first that came after the release. */
const newest_max = 200

/**
 * When the first record that the release does not know was recorded; null when no record explains the change (a setting, an end of
 * validity). Ids are given in the order of recording, so the newest are the last.
 */
function sinceWhen(look: Look, released_at: string) {
  const asked = new Map<string, Promise<string | null>>()
  const ofList = async ({ set, slice }: Value['lists'][number]): Promise<string | null> => {
    const ids = await slicedRows(look.db, set, slice).select('r.id').orderBy('r.id', 'desc').limit(newest_max).execute()
    if (ids.length === 0) return null
    const rows = await set.show(
      look.db,
      ids.map(row => row.id),
    )
    return earliest(rows.map(row => row.recorded_at).filter(instant => isAfter(instant, released_at)))
  }
  return async (value: Value): Promise<string | null> => {
    const each = value.lists.map(list => {
      const key = `${list.set.id}|${list.slice.from}|${list.slice.to}`
      const found = asked.get(key) ?? ofList(list)
      asked.set(key, found)
      return found
    })
    return earliest((await Promise.all(each)).flatMap(instant => instant ?? []))
  }
}

const isAfter = (a: string, b: string): boolean => Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) > 0
const earliest = (instants: readonly string[]): string | null =>
  instants.reduce<string | null>((first, one) => (first === null || isAfter(first, one) ? one : first), null)

export type ReportYear = {
  readonly year: number
  /** The year's last day is past: before that there is nothing to report. */
  readonly over: boolean
  readonly release: { readonly legal_day: Day; readonly recorded_at: string; readonly late: boolean } | null
}

/** Every year that has records or a released report, newest first. A year that has not begun counting cannot be on it. */
export async function reportYears(look: Look, input: { readonly form: string }): Promise<ReportYear[]> {
  const thisYear = Number(look.today.slice(0, 4))
  const [years, releases] = await Promise.all([
    yearsWithRecords(look),
    look.db
      .selectFrom('reports.releases as r')
      .where('r.form', '=', input.form)
      .select(['r.year', 'r.legal_day', 'r.recorded_at', lateRelease])
      .execute(),
  ])
  const all = [...new Set([...years, ...releases.map(row => row.year)])].sort((a, b) => b - a)
  return all.map(year => {
    const found = releases.find(row => row.year === year)
    const { legal_day, recorded_at, late } = found ?? {}
    const released = legal_day === undefined || recorded_at === undefined ? null : { legal_day, recorded_at, late: late === true }
    return { year, over: year < thisYear, release: released }
  })
}

/** Whether anything was published or delivered in a year: looked up by index, year by year between the first and the last. */
async function yearsWithRecords(look: Look): Promise<number[]> {
  const years = look.db
    .selectFrom(eb =>
      eb
        .selectFrom('kernel.deliveries as d')
        .select([
          sql<number>`extract(year from min(d.delivered_on))::int`.as('first'),
          sql<number>`extract(year from max(d.delivered_on))::int`.as('last'),
        ])
        .as('span'),
    )
    .innerJoinLateral(sql<{ year: number }>`generate_series(span.first, span.last)`.as<'y'>(sql`y(year)`), join => join.onTrue())
    .select('y.year')
  const rows = await years
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('kernel.deliveries as e')
          .select('e.id')
          .where('e.delivered_on', '>=', sql<Day>`make_date(y.year, 1, 1)`)
          .where('e.delivered_on', '<=', sql<Day>`make_date(y.year, 12, 31)`),
      ),
    )
    .execute()
  return rows.map(row => row.year)
}
