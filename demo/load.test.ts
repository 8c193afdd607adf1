import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase } from '../test/database.ts'
import { deliveryBudgets } from './budgets.ts'
import { remainders } from './filler.ts'
import { loadDemo } from './load.ts'

type Clone = Awaited<ReturnType<typeof cloneDatabase>>
const options = { demoSeed: 7, demoScale: 0.004, demoToday: '2026-10-15' }
const outside = { clock: () => Temporal.Now.instant(), random: (bytes: number) => randomBytes(bytes) }

async function loaded(
  changes: Partial<typeof options> = {},
): Promise<{ database: Clone; steps: { what: string; done: number; total: number }[] }> {
  const database = await cloneDatabase()
  const steps = []
  for await (const step of loadDemo(database, { ...options, ...changes }, outside)) steps.push(step)
  return { database, steps }
}

/** All that was published and delivered, as one hash: order, words, days and places. */
async function printOf({ db }: Clone): Promise<string> {
  const items = await db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.publication_versions as v', 'v.publication_id', 'p.id')
    .select(['p.id', 'p.index_number', 'p.title', 'p.published_on', 'p.published_time', 'v.body_html', 'p.interprets_id'])
    .orderBy('p.id')
    .execute()
  const deliveries = await db
    .selectFrom('kernel.deliveries')
    .select(['id', 'publication_id', 'outlet_id', 'delivered_on', 'proof'])
    .orderBy('id')
    .execute()
  return createHash('sha256')
    .update(JSON.stringify([items, deliveries]))
    .digest('hex')
}

let first: Awaited<ReturnType<typeof loaded>>
beforeAll(async () => {
  first = await loaded()
})
afterAll(() => first.database.drop())

describe('the demo city', () => {
  it('is the same again from the same seed and day', async () => {
    const second = await loaded()
    expect(await printOf(second.database)).toBe(await printOf(first.database))
    await second.database.drop()
  })

  it('is another from another seed', async () => {
    const other = await loaded({ demoSeed: 8 })
    expect(await printOf(other.database)).not.toBe(await printOf(first.database))
    await other.database.drop()
  })

  it('has exactly the deliveries of its budgets, by year and group', async () => {
    const groups = {
      website: ['website'],
      press: ['gazette', 'newspaper', 'conference', 'broadcast'],
      new_media: ['microblog', 'wechat', 'app', 'news_client'],
    }
    for (const { year, groups: budget } of deliveryBudgets) {
      for (const [group, channels] of Object.entries(groups)) {
        const { n } = await first.database.db
          .selectFrom('kernel.deliveries')
          .where(sql<boolean>`extract(year from delivered_on) = ${year}`)
          .where('channel', 'in', channels)
          .select(sql<number>`count(*)::int`.as('n'))
          .executeTakeFirstOrThrow()
        expect(n, `${year} ${group}`).toBe(Math.max(1, Math.round(budget[group as keyof typeof budget] * options.demoScale)))
      }
    }
  })

  it('fails the load when rooms emit more than the budget', async () => {
    await expect(remainders({ scaled: () => 1 }, first.database)).rejects.toThrow(/more through website in 2017 than the budget/)
  })

  it('recorded nothing in 2018: every recorded instant is of this loading', async () => {
    for (const table of [
      'kernel.publications',
      'kernel.deliveries',
      'kernel.publication_versions',
      'disclosure.press_conferences',
      'disclosure.gazette_issues',
      'kernel.log',
    ] as const) {
      const { oldest } = await first.database.db
        .selectFrom(table)
        .select(sql<string>`min(recorded_at)::text`.as('oldest'))
        .executeTakeFirstOrThrow()
      expect(Date.now() - Date.parse(oldest), table).toBeLessThan(600_000)
    }
  })

  it('ties every interpretation to a policy that was public before it', async () => {
    const rows = await first.database.db
      .selectFrom('kernel.publications as i')
      .innerJoin('kernel.publications as p', 'p.id', 'i.interprets_id')
      .select(['i.published_on', 'p.published_on as policy_on'])
      .execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(row => row.policy_on <= row.published_on)).toBe(true)
  })

  it('re-uses website items in new media: distinct items are fewer than deliveries', async () => {
    const { items, deliveries } = await first.database.db
      .selectFrom('kernel.deliveries')
      .select([sql<number>`count(distinct publication_id)::int`.as('items'), sql<number>`count(*)::int`.as('deliveries')])
      .executeTakeFirstOrThrow()
    expect(items).toBeLessThan(deliveries * 0.75)
  })

  it('publishes on working days, but for some new media', async () => {
    const { share } = await first.database.db
      .selectFrom('kernel.publications')
      .where('published_on', '>=', '2018-01-01')
      .where('published_on', '<=', '2018-12-31')
      .select(sql<string>`avg((extract(isodow from published_on) < 6)::int)`.as('share'))
      .executeTakeFirstOrThrow()
    expect(Number(share)).toBeGreaterThan(0.9)
  })

  it('leaves work on the desk: open drafts in every stage, some due, some overdue', async () => {
    const { database } = await loaded({ demoScale: 0.2 })
    const rows = await database.db.selectFrom('kernel.cases').select(['state', 'due_on']).where('ended_on', 'is', null).execute()
    expect(new Set(rows.map(row => row.state))).toEqual(new Set(['drafting', 'reviewing', 'signing']))
    expect(rows.some(row => (row.due_on ?? '') < options.demoToday)).toBe(true)
    expect(rows.some(row => (row.due_on ?? '') > options.demoToday)).toBe(true)
    await database.drop()
  })

  it('says how far it is, up to the end of each step', () => {
    const last = new Map(first.steps.map(step => [step.what, step]))
    expect([...last.values()].every(step => step.done === step.total)).toBe(true)
  })
})
