import type { Config } from '../src/config.ts'
import type { Database } from '../src/db/connect.ts'
import { house } from '../src/house.ts'
import { isWorkday } from '../src/kernel/calendar/calendar.ts'
import { loadCalendar } from '../src/kernel/calendar/load.ts'
import { figureBook } from '../src/kernel/figures/book.ts'
import { takeIn } from '../src/kernel/files/arrive.ts'
import type { Files } from '../src/kernel/files/place.ts'
import { thePublic } from '../src/kernel/org/actor.ts'
import { type NewPublication, publishMany } from '../src/kernel/publications/publish.ts'
import type { DemoRecords } from '../src/kernel/room.ts'
import { type HouseParts, runner, type Work } from '../src/kernel/work.ts'
import type { DemoCity } from './city.ts'
import { batch_size, fill, fillMore } from './filler.ts'
import { type Ground, layGround } from './ground.ts'
import { rolesOf } from './people-roles.ts'
import { createRandom } from './random.ts'
import { spread } from './times.ts'

/** `more`: everyday items beyond the budgets, for measuring at sizes that no city has. */
export type LoadOptions = Pick<Config, 'demoSeed' | 'demoScale' | 'demoToday'> & { readonly more?: number }
type Outside = Pick<HouseParts, 'clock' | 'random' | 'keys' | 'enqueue'> & { readonly files?: Files }

/**
 * Loads the demo city, saying how far it is. Deterministic from seed, scale and day: the same records, in the same order.
 * Recorded instants are those of loading, for nothing here was recorded in 2018.
 */
export async function* loadDemo(database: Database, options: LoadOptions, outside: Outside): AsyncGenerator<DemoRecords> {
  const run = runner({ ...database, ...outside, onPublicChange: () => {} })
  const random = createRandom(String(options.demoSeed))
  yield { what: 'units', done: 0, total: 1 }
  const ground = await run(thePublic, (work: Work) => layGround(work, random), null)
  const { files } = outside
  const takeFile: DemoCity['takeFile'] = files && ((actor, file) => takeIn({ files, run }, actor, file))
  const city = { ...(await cityOn(database, ground, options, run, random)), takeFile }
  yield { what: 'units', done: 1, total: 1 }
  for (const room of house) if (room.demo) yield* room.demo(city)
  yield* fill(city, database)
  if (options.more !== undefined) yield* fillMore(city, options.more)
  await analyse(database)
  for (const room of house) if (room.epilogue) yield* room.epilogue(city)
}

async function cityOn(
  database: Database,
  ground: Ground,
  options: LoadOptions,
  run: DemoCity['run'],
  random: DemoCity['random'],
): Promise<DemoCity> {
  const calendar = await loadCalendar(database.readonly)
  const units = new Map(ground.units.map(unit => [unit.key, unit]))
  const unitsById = new Map(ground.units.map(unit => [unit.id, unit]))
  const outlets = new Map(ground.outlets.map(outlet => [outlet.code, outlet]))
  const found = <T>(thing: T | undefined, name: string): T => {
    if (thing === undefined) throw new Error(`the demo has no ${name}`)
    return thing
  }
  return {
    ...ground,
    today: options.demoToday,
    calendar,
    random,
    run,
    loader: { ...thePublic, name: '演示数据' },
    scaled: full => Math.max(1, Math.round(full * options.demoScale)),
    unit: key => found(units.get(key), key),
    unitById: id => found(unitsById.get(id), `unit ${id}`),
    columnId: code => found(ground.columnIds.get(code), code),
    outlet: code => found(outlets.get(code), code),
    actor: person => ({
      person_id: person.id,
      name: person.name,
      grants: rolesOf[person.role].map(role => ({ role, unit_id: person.unit_id })),
    }),
    officer: name => found(ground.officers.get(name), name),
    figures: figureBook(house),
    spread: (total, from, to, chance, free = 0) => spread(total, from, to, chance, day => isWorkday(calendar, day), free),
    publish: async items => {
      const published = []
      for (let at = 0; at < items.length; at += batch_size) {
        const batch = items.slice(at, at + batch_size)
        published.push(...(await run(thePublic, loadBatch, batch)))
      }
      return published
    },
  }
}

async function loadBatch(work: Work, items: readonly NewPublication[]) {
  const published = await publishMany(work, items)
  await work.log('load_publications', 'city:demo', { count: published.length })
  return published
}

/** Fresh statistics and a visibility map, so that the first counts already run over indexes alone. */
async function analyse(database: Database): Promise<void> {
  const { Client } = (await import('pg')).default
  const client = new Client(database.connection)
  await client.connect()
  await client.query('vacuum (analyze) kernel.deliveries, kernel.publications, kernel.publication_versions')
  await client.end()
}
