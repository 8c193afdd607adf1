import { sql } from 'kysely'
import type { Database } from '../src/db/connect.ts'
import { type Channel, channelGroups } from '../src/kernel/publications/channels.ts'
import type { FirstDelivery, NewPublication } from '../src/kernel/publications/publish.ts'
import type { DemoRecords } from '../src/kernel/room.ts'
import { deliveryBudgets } from './budgets.ts'
import type { CityOutlet, DemoCity } from './city.ts'
import { deliver } from './deliver.ts'
import { everydayItem, shortItem } from './everyday.ts'
import type { Random } from './random.ts'
import { addDays, type Day, officeTime } from './times.ts'

type Group = keyof typeof channelGroups

/** Of the press and new-media deliveries, how many carry an item that the website has too. */
const reused = { press: 0.6, new_media: 0.85 } as const
/** Items that spread beyond the website do so through several outlets at once. */
const spreading_share = 1 / 3

export const batch_size = 1000

/** Makes everyday records for what the rooms left of the years' budgets. */
export async function* fill(city: DemoCity, database: Database): AsyncGenerator<DemoRecords> {
  for (const { year, left } of await remainders(city, database)) yield* fillYear(city, year, left)
}

/** So many everyday items of the website, spread over the years from 2010: records for measuring, of no budget. */
export async function* fillMore(city: DemoCity, wanted: number): AsyncGenerator<DemoRecords> {
  const random = city.random.fork('more')
  const days = city.spread(wanted, '2010-01-01', city.today, random.fork('more days'))
  let done = 0
  let inserting: Promise<unknown> = Promise.resolve()
  const made = days.values().map(day => {
    const draft = everydayItem(city, random, day)
    return { ...draft, deliveries: [deliver(city.outlet(siteOf(city, draft.unit_id)), draft.published_on, draft.published_time, random)] }
  })
  for (const items of batches(made)) {
    await inserting
    inserting = city.publish(items)
    done += items.length
    yield { what: 'more', done, total: wanted }
  }
  await inserting
}

type Remainder = { readonly year: number; readonly left: Readonly<Record<Group, number>> }

/** What of each year's budget the rooms left. Throws when one emitted more than there was: the report would not add up. */
export async function remainders(city: Pick<DemoCity, 'scaled'>, database: Database): Promise<Remainder[]> {
  const found: Remainder[] = []
  // One year after the other, so that it is always the first year at fault that is named.
  for (const { year, groups: budget } of deliveryBudgets) {
    const emitted = await deliveriesOf(database, year)
    const of = (group: Group): number => {
      const full = city.scaled(budget[group])
      const left = full - emitted[group]
      if (left < 0) throw new Error(`the rooms emitted ${-left} deliveries more through ${group} in ${year} than the budget of ${full}`)
      return left
    }
    found.push({ year, left: { website: of('website'), press: of('press'), new_media: of('new_media') } })
  }
  return found
}

async function* fillYear(city: DemoCity, year: number, left: Readonly<Record<Group, number>>): AsyncGenerator<DemoRecords> {
  const random = city.random.fork(`filler ${year}`)
  const own = { press: Math.round(left.press * (1 - reused.press)), new_media: Math.round(left.new_media * (1 - reused.new_media)) }
  const extra = { press: left.press - own.press, new_media: left.new_media - own.new_media }
  const what = `${year}`
  const total = left.website + own.press + own.new_media
  let done = 0
  // The next batch is composed while PostgreSQL inserts the one before.
  let inserting: Promise<unknown> = Promise.resolve()
  for (const items of batches(yearItems(city, year, random, left.website, own, extra))) {
    await inserting
    inserting = city.publish(items)
    done += items.length
    yield { what, done, total }
    await new Promise(resolve => setImmediate(resolve))
  }
  await inserting
}

function* yearItems(
  city: DemoCity,
  year: number,
  random: Random,
  website: number,
  own: { press: number; new_media: number },
  extra: { press: number; new_media: number },
): Generator<NewPublication> {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  const outlets = outletsByGroup(city)
  const days = city.spread(website, from, to, random.fork('website days'))
  const spreading = Math.max(1, Math.floor(website * spreading_share))
  let spread = 0
  for (const [i, day] of days.entries()) {
    const draft = everydayItem(city, random, day)
    const deliveries = [deliver(city.outlet(siteOf(city, draft.unit_id)), draft.published_on, draft.published_time, random)]
    // Exactly `extra` in all: item k of the spreading ones gets the k-th share of it.
    if (i % 3 === 2 || website - i <= spreading - spread) {
      if (spread < spreading) {
        for (const group of ['press', 'new_media'] as const) {
          const n = share(extra[group], spreading, spread)
          deliveries.push(...carry(random, outlets[group], n, day, to))
        }
        spread += 1
      }
    }
    yield { ...draft, deliveries }
  }
  for (const group of ['press', 'new_media'] as const) {
    for (const day of city.spread(own[group], from, to, random.fork(`${group} days`), group === 'new_media' ? 0.08 : 0)) {
      const draft = shortItem(city, random, day, group)
      yield { ...draft, deliveries: [deliver(random.pick(outlets[group]), day, draft.published_time, random)] }
    }
  }
}

/** The k-th of `parts` shares of a whole: they add up to it exactly. */
const share = (whole: number, parts: number, k: number): number => Math.floor(((k + 1) * whole) / parts) - Math.floor((k * whole) / parts)

/** District and county publish on their own sites, all others on the city's portal. */
const siteOf = (city: DemoCity, unit_id: number): string => sites[city.unitById(unit_id).division.slice(0, 6)] ?? 'portal'
const sites: Readonly<Record<string, string>> = { '620302': 'portal-jinchuan', '620321': 'portal-yongchang' }

/** Different outlets of the group carry the item on its day or within the next ones, inside the year. */
function carry(random: Random, outlets: readonly CityOutlet[], n: number, day: Day, last: Day): FirstDelivery[] {
  if (n > outlets.length) throw new Error(`${n} deliveries of one item, but only ${outlets.length} outlets`)
  return random.some(outlets, n).map(outlet => {
    const later = addDays(day, random.int(0, 2))
    return deliver(outlet, later > last ? last : later, officeTime(random, 0.1), random)
  })
}

function outletsByGroup(city: DemoCity): Record<'press' | 'new_media', CityOutlet[]> {
  const inGroup = (group: Group) => city.outlets.filter(outlet => (channelGroups[group] as readonly Channel[]).includes(outlet.channel))
  // Gazette and conferences have records of their own kind; the filler leaves them to their room.
  return {
    press: inGroup('press').filter(outlet => outlet.channel === 'newspaper' || outlet.channel === 'broadcast'),
    new_media: inGroup('new_media'),
  }
}

async function deliveriesOf(database: Database, year: number): Promise<Record<Group, number>> {
  const rows = await database.readonly
    .selectFrom('kernel.deliveries')
    .where('delivered_on', '>=', `${year}-01-01`)
    .where('delivered_on', '<=', `${year}-12-31`)
    .groupBy('channel')
    .select(['channel', sql<number>`count(*)::int`.as('n')])
    .execute()
  const sum = (group: Group) =>
    rows.filter(row => (channelGroups[group] as readonly string[]).includes(row.channel)).reduce((n, row) => n + row.n, 0)
  return { website: sum('website'), press: sum('press'), new_media: sum('new_media') }
}

function* batches(items: Iterable<NewPublication>): Generator<NewPublication[]> {
  let batch: NewPublication[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < batch_size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
