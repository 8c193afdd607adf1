import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import type { Day } from '../calendar/day.ts'
import { thePublic } from '../org/actor.ts'
import { noKeys } from '../sealed/keyring.ts'
import type { Look } from '../work.ts'
import { counter } from './evaluate.ts'
import type { Figure } from './figure.ts'
import { base, countOf, type Made, made, these } from './made.fixture.ts'
import { type RecordSet, recordSet } from './record-set.ts'
import { yearSlice } from './slice.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let look: Look
beforeAll(async () => {
  database = await cloneDatabase()
  look = { db: database.readonly, actor: thePublic, today: '2026-11-24', keys: noKeys }
})
afterAll(async () => {
  await database.drop()
})

test('within one counting the same records are counted once, and few questions are asked at once', async () => {
  let asked = 0
  const set = these('asked', [made(1, '2018-01-01'), made(2, '2017-01-01')])
  const counting: RecordSet<Made> = {
    ...set,
    rows: db => {
      asked += 1
      return set.rows(db)
    },
  }
  const of = countOf(counting)
  const { evaluate } = counter(look)
  const figures: Figure[] = [
    of,
    { ...base('growth'), kind: 'growth', of, digits: 2 },
    { ...base('difference'), kind: 'difference', of },
    { ...base('ratio'), kind: 'ratio', part: of, whole: of, digits: 2 },
    { ...base('distinct'), kind: 'distinct', set: counting, column: 'thing' },
    { ...base('sum'), kind: 'sum', set: counting, column: 'amount', digits: 0 },
    { ...base('sum again'), kind: 'sum', set: counting, column: 'amount', digits: 2 },
  ]
  const values = await Promise.all(figures.map(figure => evaluate(figure, yearSlice(2018))))
  expect(values.map(got => got.value)).toEqual(['1', '0.00', '0', '100.00', '1', '1', '1.00'])
  expect(asked).toBe(4) // the count of two years, the distinct count, the sum
})

test('a failed question does not hold up the others', async () => {
  const broken = recordSet({
    ...these('broken', []),
    rows: db => db.selectFrom('kernel.units as u').select([sql<number>`1/0`.as('id'), sql<Day>`'x'::date`.as('day'), 'u.id as unit_id']),
  })
  const { evaluate } = counter(look)
  const good = countOf(these('good', [made(1, '2018-01-01')]))
  const settled = await Promise.allSettled([
    ...Array.from({ length: 5 }, (_, i) => evaluate(countOf(broken), yearSlice(2010 + i))),
    evaluate(good, yearSlice(2018)),
  ])
  expect(settled.map(one => one.status)).toEqual([...Array.from({ length: 5 }, () => 'rejected'), 'fulfilled'])
})
