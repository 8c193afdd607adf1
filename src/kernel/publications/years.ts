import { sql } from 'kysely'
import type { Look } from '../work.ts'

/** No record is older: the Regulation came into force in 2008. */
const first_year = 2008

/**
 * The newest past year in each of whose quarters something was delivered to the public: neither the running year nor one of
 * which only some months were ever recorded. Null when there is none.
 */
export async function latestFullYear(look: Look, _input: null): Promise<number | null> {
  const running = Number(look.today.slice(0, 4))
  const row = await look.db
    .selectNoFrom(
      sql<number | null>`(
        select y from generate_series(${running - 1}::int, ${first_year}::int, -1) as y
        where not exists (
          select from generate_series(0, 3) as q
          where not exists (
            select from kernel.deliveries as d
            where d.delivered_on >= make_date(y, q * 3 + 1, 1) and d.delivered_on < make_date(y, q * 3 + 1, 1) + interval '3 months'
          )
        )
        order by y desc limit 1
      )`.as('year'),
    )
    .executeTakeFirstOrThrow()
  return row.year
}
