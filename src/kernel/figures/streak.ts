import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Look } from '../work.ts'
import type { StreakFigure } from './figure.ts'
import { slicedRows } from './record-set.ts'
import type { Slice } from './slice.ts'

/** Longest history a streak is looked for in, in years: a limit, so that no request scans for ever. */
const history_years = 10

/** How many periods, and the day on which the first of them began; without any, the day on which the last period began. */
export type Streak = { readonly length: number; readonly from: Day }

/** How many periods, back from the end of the slice, have records of which every one passed. A period without records ends it. */
export async function streakOf(look: Look, figure: StreakFigure, slice: Slice): Promise<Streak> {
  const months = figure.by === 'quarter' ? 3 : 1
  const newest = startOfPeriod(slice.to, months)
  const oldest = Temporal.PlainDate.from(newest).subtract({ years: history_years }).toString()
  const periods = await slicedRows(look.db, figure.set, { ...slice, from: oldest })
    .select([
      sql<Day>`date_trunc(${sql.lit(figure.by)}, r.day)::date`.as('period_start'),
      sql<boolean>`bool_and(r.passed)`.as('all_passed'),
    ])
    .groupBy('period_start')
    .orderBy('period_start', 'desc')
    .execute()
  const before = (day: Day) => Temporal.PlainDate.from(day).subtract({ months }).toString()
  let from = newest
  let length = 0
  for (const period of periods) {
    const expected = length === 0 ? newest : before(from)
    if (period.period_start !== expected || !period.all_passed) break
    from = expected
    length += 1
  }
  return { length, from }
}

function startOfPeriod(day: Day, months: number): Day {
  const date = Temporal.PlainDate.from(day)
  const month = Math.floor((date.month - 1) / months) * months + 1
  return date.with({ month, day: 1 }).toString()
}
