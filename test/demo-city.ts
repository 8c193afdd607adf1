import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { loadDemo } from '../demo/load.ts'
import { connect, type Where } from '../src/db/connect.ts'
import { jobQueue } from '../src/jobs.ts'
import type { Files } from '../src/kernel/files/place.ts'
import { fillSearch, recount } from '../src/kernel/search/jobs.ts'
import { reader, runner } from '../src/kernel/work.ts'
import { testKeys } from './keys.ts'

/** The day on which the demo city of the tests stands, and the clock of tests on it. */
export const demoToday = '2026-11-20'
const city = { demoSeed: 2018, demoScale: 0.01, demoToday }

/** Loads the demo city as the first start does, without its progress bar, and with its search filled. Only with a place for files it has attachments. */
export async function loadDemoCity(where: Where, files?: Files): Promise<void> {
  const database = connect(where)
  try {
    const queue = jobQueue(database.db)
    const outside = {
      clock: () => Temporal.Now.instant(),
      random: (bytes: number) => randomBytes(bytes),
      keys: testKeys,
      enqueue: queue.enqueue,
      ...(files && { files }),
    }
    for await (const step of loadDemo(database, city, outside)) void step
    await database.db
      .insertInto('kernel.city')
      .values({ kind: 'demo', seed: city.demoSeed, today: city.demoToday, scale: city.demoScale, loaded_at: sql`now()` })
      .execute()
    const parts = { ...database, ...outside, onPublicChange: () => {} }
    const house = { ...parts, run: runner(parts), read: reader(parts) }
    while ((await fillSearch(house)) > 0);
    await recount(house)
    await queue.stop()
  } finally {
    await database.close()
  }
}
