import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { loadDemo } from '../demo/load.ts'
import { connect, type Database } from '../src/db/connect.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate, migrationsFolder } from '../src/db/migrate.ts'
import { jobQueue } from '../src/jobs.ts'
import { chainBatch } from '../src/kernel/audit/chain.ts'
import { fillSearch, recount } from '../src/kernel/search/jobs.ts'
import { type HouseParts, reader, runner } from '../src/kernel/work.ts'
import { openKeyring } from '../src/key-file.ts'
import { whole } from './table.ts'

/** The city's own day: of a demo it is that on which it is made. */
const today = '2026-11-20'

export const placeOf = (home: string, size: number): string => join(home, '.data', `flat-${size}`)

/**
 * Makes the city of a size through the public bulk command, every constraint, trigger and the log on, unless it is there; then waits until
 * the log is chained and the index of the search is complete. A city that was cut off is to be deleted first.
 */
export async function makeCity(home: string, size: number): Promise<void> {
  const dataDir = placeOf(home, size)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  chmodSync(dataDir, 0o711)
  const embedded = await startEmbedded({ dataDir })
  const random = (bytes: number) => randomBytes(bytes)
  try {
    await migrate(embedded.where, migrationsFolder(home))
    const database = connect(embedded.where)
    try {
      const parts = { ...database, clock: () => Temporal.Now.instant(), random, keys: openKeyring(join(dataDir, 'keys.json'), random) }
      const known = await database.db.selectFrom('kernel.city').select('loaded_at').executeTakeFirst()
      if (known?.loaded_at == null) await load(database, parts, size)
      await complete(database, { ...parts, onPublicChange: () => {} })
    } finally {
      await database.close()
    }
  } finally {
    await embedded.stop()
  }
}

type Parts = Pick<HouseParts, 'clock' | 'random' | 'keys'>

async function load(database: Database, parts: Parts, size: number): Promise<void> {
  const queue = jobQueue(database.db)
  await queue.install(database.connection)
  const tell = teller('published', size)
  const options = { demoSeed: 2018, demoScale: 0.01, demoToday: today, more: size }
  for await (const { what, done } of loadDemo(database, options, { ...parts, enqueue: queue.enqueue })) if (what === 'more') tell(done)
  await queue.stop()
  await database.db.insertInto('kernel.city').values({ kind: 'demo', seed: 2018, today, scale: 0.01, loaded_at: sql`now()` }).execute()
}

/** What the loops of an open portal do behind a bulk. */
async function complete(database: Database, parts: HouseParts): Promise<void> {
  const { db } = database
  const chained = await remaining(db, 'kernel.unchained')
  const tell = teller('chained', chained)
  for (let done = 0, n = 1; n > 0; tell(done)) done += n = await chainBatch(db, 20_000)
  const house = { ...parts, run: runner(parts), read: reader(parts) }
  const waiting = await remaining(db, 'kernel.search_pending')
  const tellIndexed = teller('indexed', waiting)
  for (let done = 0, n = 1; n > 0; tellIndexed(done)) done += n = await fillSearch(house)
  await recount(house)
  if (chained + waiting > 0) await sql`vacuum (analyze)`.execute(db)
}

async function remaining(db: Database['db'], table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** A line every fifty thousand. */
function teller(what: string, total: number): (done: number) => void {
  const started = performance.now()
  let said = 0
  return done => {
    if (done - said < 50_000) return
    said = done
    console.log(`  ${what} ${whole(done)} of ${whole(total)}: ${whole(done / ((performance.now() - started) / 1000))}/s`)
  }
}
