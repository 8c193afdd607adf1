import { sql } from 'kysely'
import type { Look } from '../work.ts'
import { quotient, rounded } from './decimal.ts'
import type { Figure } from './figure.ts'
import { asOfDay, countRows, type RecordList, type RecordSet, slicedRows } from './record-set.ts'
import { type Slice, yearBefore } from './slice.ts'
import { streakOf } from './streak.ts'

/**
 * A counted figure. `value` is exact to the digits printed (98.18 for 98.18 %), as a decimal text; null means that the
 * records give no value (a ratio of nothing), which a report prints as "no data", never as 0 or 100.
 * `operands` are the figures that it was computed from, in the order of its formula; `lists` the records behind all of it.
 */
export type Value = {
  readonly figure: Figure
  readonly slice: Slice
  readonly value: string | null
  readonly operands: readonly Value[]
  readonly lists: readonly RecordList[]
}

/**
 * Counting leaves room for readers: of a whole report's queries so many run at once, the others wait here and not in the pool.
 * One at a time costs a report a fifth of a second and leaves one of two cores to the readers, who keep more of their throughput.
 */
const queries_max = 1

/** Counts figures for one reader. Within one counting every set and slice is counted once, however many figures use it. */
export function counter(look: Look) {
  const asked = new Map<string, Promise<unknown>>()
  const turn = turnstile(queries_max)

  const once = <T>(what: string, set: RecordSet, slice: Slice, ask: () => Promise<T>): Promise<T> => {
    const key = `${what}|${set.id}|${slice.from}|${slice.to}|${slice.unit_id ?? ''}`
    const known = asked.get(key) as Promise<T> | undefined // the key names what is asked, and so its type
    if (known) return known
    const fresh = turn(ask)
    asked.set(key, fresh)
    return fresh
  }

  const list = async (set: RecordSet, slice: Slice): Promise<RecordList> => ({
    set,
    slice,
    total: await once('count', set, slice, () => countRows(look, set, slice)),
  })

  const aggregate = (what: 'sum' | 'distinct', set: RecordSet, column: string, slice: Slice): Promise<string> => {
    const of = sql.ref(`r.${column}`)
    const expression = what === 'sum' ? sql<string>`coalesce(sum(${of}), 0)::numeric::text` : sql<string>`count(distinct ${of})::text`
    const ask = () => slicedRows(look.db, set, slice).select(expression.as('total')).executeTakeFirstOrThrow()
    return once(`${what} ${column}`, set, slice, async () => (await ask()).total)
  }

  const both = (a: Figure, a_slice: Slice, b: Figure, b_slice: Slice) => Promise.all([evaluate(a, a_slice), evaluate(b, b_slice)])

  async function evaluate(figure: Figure, slice: Slice): Promise<Value> {
    const counted = (value: string | null, ...lists: readonly RecordList[]): Value => ({ figure, slice, value, operands: [], lists })
    const computed = (value: string | null, ...operands: readonly Value[]): Value => {
      return { figure, slice, value, operands, lists: operands.flatMap(operand => operand.lists) }
    }
    switch (figure.kind) {
      case 'count': {
        const records = await list(figure.set, slice)
        return counted(String(records.total), records)
      }
      case 'as_of': {
        const records = await list(asOfDay(figure.stock, slice.to), { ...slice, from: slice.to })
        return counted(String(records.total), records)
      }
      case 'sum': {
        const [records, total] = await Promise.all([list(figure.set, slice), aggregate('sum', figure.set, figure.column, slice)])
        return counted(rounded(total, figure.digits), records)
      }
      case 'distinct': {
        const [records, total] = await Promise.all([list(figure.set, slice), aggregate('distinct', figure.set, figure.column, slice)])
        return counted(total, records)
      }
      case 'limit': {
        const rule = figure.on(slice.to)
        return counted(rule ? String(rule.value) : null)
      }
      case 'streak': {
        const streak = await once(`streak ${figure.by}`, figure.set, slice, () => streakOf(look, figure, slice))
        return counted(String(streak.length), await list(figure.set, { ...slice, from: streak.from }))
      }
      case 'ratio': {
        const [part, whole] = await both(figure.part, slice, figure.whole, slice)
        return computed(percentOf(part.value, whole.value, figure.digits), part, whole)
      }
      case 'growth': {
        const [now, before] = await both(figure.of, slice, figure.of, yearBefore(slice))
        return computed(percentOf(minus(now.value, before.value), before.value, figure.digits), now, before)
      }
      case 'difference': {
        const [now, before] = await both(figure.of, slice, figure.of, yearBefore(slice))
        if (figure.decrease) return computed(minus(before.value, now.value), before, now)
        return computed(minus(now.value, before.value), now, before)
      }
      case 'at_least':
      case 'about': {
        const exact = await evaluate(figure.of, slice)
        return computed(exact.value, exact)
      }
    }
  }

  return { evaluate }
}

/** Lets so many through at once, the others in the order in which they came. */
function turnstile(places: number) {
  let free = places
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}

const fractionDigits = (decimal: string): number => decimal.split('.')[1]?.length ?? 0
const scaled = (decimal: string, digits: number): bigint => BigInt(rounded(decimal, digits).replace('.', ''))

/** Exact difference of two decimal texts; null when either has no value. */
export function minus(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null
  const digits = Math.max(fractionDigits(a), fractionDigits(b))
  return quotient(scaled(a, digits) - scaled(b, digits), 10n ** BigInt(digits), digits)
}

/** part / whole in percent, half up; null when there is no whole to divide by. */
export function percentOf(part: string | null, whole: string | null, digits: number): string | null {
  if (part === null || whole === null) return null
  const common = Math.max(fractionDigits(part), fractionDigits(whole))
  const denominator = scaled(whole, common)
  return denominator === 0n ? null : quotient(scaled(part, common) * 100n, denominator, digits)
}
