import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { DemoCity } from '../demo/city.ts'
import { fill } from '../demo/filler.ts'
import { layGround } from '../demo/ground.ts'
import { createRandom } from '../demo/random.ts'
import { spread } from '../demo/times.ts'
import { connect, type Database } from '../src/db/connect.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate, migrationsFolder } from '../src/db/migrate.ts'
import { isWorkday } from '../src/kernel/calendar/calendar.ts'
import { loadCalendar } from '../src/kernel/calendar/load.ts'
import { thePublic } from '../src/kernel/org/actor.ts'
import { type NewPublication, publishMany } from '../src/kernel/publications/publish.ts'
import { type Run, runner, type Work } from '../src/kernel/work.ts'

const items_wanted = 20_000
const batch_size = 1000

export type Loaded = { readonly items: number; readonly deliveries: number; readonly seconds: number; readonly plain_seconds: number }

/**
 * Publishes 20,000 items of the demo's words through the public bulk command into an empty, durable database that stands on the demo's
 * ground. The words are composed before the clock runs. `plain_seconds`: the same JSON into a table without key, index or constraint.
 */
export async function measureLoading(home: string): Promise<Loaded> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-'))
  chmodSync(folder, 0o711) // when we are root, PostgreSQL runs as nobody, who must get in
  const embedded = await startEmbedded({ dataDir: join(folder, 'data'), durable: true })
  try {
    await migrate(embedded.where, migrationsFolder(home))
    const database = connect(embedded.where)
    try {
      return await load(database)
    } finally {
      await database.close()
    }
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function load(database: Database): Promise<Loaded> {
  const run = runner({ ...database, clock: () => Temporal.Now.instant(), random: bytes => randomBytes(bytes), onPublicChange: () => {} })
  const batches = await compose(database, run)
  const plain_seconds = await timed(async () => {
    await sql`create table public.plain (title text, body_html text, rest jsonb)`.execute(database.db)
    for (const batch of batches) {
      await sql`insert into public.plain select i ->> 'title', i ->> 'body_html', i - 'title' - 'body_html'
        from jsonb_array_elements(${JSON.stringify(batch)}::jsonb) as i`.execute(database.db)
    }
  })
  const seconds = await timed(async () => {
    for (const batch of batches) await run(thePublic, publishMany, batch)
  })
  const all = batches.flat()
  return { items: all.length, deliveries: all.reduce((sum, item) => sum + (item.deliveries?.length ?? 0), 0), seconds, plain_seconds }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** The filler's own items, taken from it instead of published. */
async function compose(database: Database, run: Run): Promise<NewPublication[][]> {
  const random = createRandom('bench')
  const ground = await run(thePublic, (work: Work) => layGround(work, random), null)
  const calendar = await loadCalendar(database.readonly)
  const items: NewPublication[] = []
  const none = (): never => {
    throw new Error('the filler was not expected to ask for this')
  }
  const city: DemoCity = {
    ...ground,
    today: '2019-01-01',
    calendar,
    random,
    run,
    loader: thePublic,
    scaled: full => full,
    unit: key => ground.units.find(unit => unit.key === key) ?? none(),
    columnId: code => ground.columnIds.get(code) ?? none(),
    outlet: code => ground.outlets.find(outlet => outlet.code === code) ?? none(),
    actor: none,
    spread: (total, from, to, chance, free = 0) => spread(total, from, to, chance, day => isWorkday(calendar, day), free),
    publish: async batch => {
      items.push(...batch)
      return []
    },
  }
  for await (const _step of fill(city, database)) if (items.length >= items_wanted) break
  return Array.from({ length: items_wanted / batch_size }, (_, i) => items.slice(i * batch_size, (i + 1) * batch_size))
}
