import type { Work } from '../work.ts'

/** Which row of numbers, e.g. { scope: 'foi:12', year: 2026 }: one per unit and year. */
export type NumberSeries = { readonly scope: string; readonly year: number }

/**
 * Takes the next number of a series without gaps, in the last statements before commit: the counter's row is locked from then on,
 * so commands of one series stand in line only for those. A command that rolls back gives its number back.
 * `assign` writes the number where it belongs; it must do nothing slow.
 */
export function numberAtEnd(work: Work, { scope, year }: NumberSeries, assign: (number: number) => Promise<void>): void {
  work.atEnd(async () => {
    const { last } = await work.tx
      .insertInto('kernel.counters')
      .values({ scope, year, last: 1 })
      .onConflict(conflict => conflict.columns(['scope', 'year']).doUpdateSet(eb => ({ last: eb('kernel.counters.last', '+', 1) })))
      .returning('last')
      .executeTakeFirstOrThrow()
    await assign(last)
  })
}
