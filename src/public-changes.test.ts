import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase } from '../test/database.ts'
import { freezingLine } from '../test/freezing-line.ts'
import { connectionOf } from './db/connect.ts'
import { publicChangeChannel } from './kernel/work.ts'
import { hearPublicChanges } from './public-changes.ts'
import { log } from './web/log.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
beforeAll(async () => {
  log.level = 'silent'
  database = await cloneDatabase('bare')
})
afterAll(() => database.drop())

const quick = { beat_ms: 50, echo_ms: 400, retry_ms: 50 }

/** A cache that notes what it is told. */
function listener() {
  const told: ('trusts' | 'distrusts' | 'clears')[] = []
  return {
    told,
    cache: {
      trust: (heard: boolean) => void told.push(heard ? 'trusts' : 'distrusts'),
      clear: () => void told.push('clears'),
    },
  }
}
const change = () => sql`select pg_notify(${publicChangeChannel}, '')`.execute(database.db)

describe('word of public changes', () => {
  it('is heard, and its own echo is no change', async () => {
    const { told, cache } = listener()
    const hearing = hearPublicChanges(database.connection, cache, undefined, quick)
    await expect.poll(() => told).toEqual(['distrusts', 'trusts'])
    await sql`select pg_sleep(0.3)`.execute(database.db) // some echoes
    expect(told).toEqual(['distrusts', 'trusts'])
    await change()
    await expect.poll(() => told).toEqual(['distrusts', 'trusts', 'clears'])
    await hearing.stop()
    expect(told).toEqual(['distrusts', 'trusts', 'clears'])
  })

  it('that cannot come since the line went silent makes the cache distrusted, until a new line stands', async () => {
    const { where } = database
    if (where.kind !== 'embedded') throw new Error('the tests run on the embedded database')
    const line = await freezingLine(where)
    const { told, cache } = listener()
    const hearing = hearPublicChanges(connectionOf({ ...where, socket: line.socket }), cache, undefined, quick)
    await expect.poll(() => told).toEqual(['distrusts', 'trusts'])
    line.freeze()
    await expect.poll(() => told, { timeout: 5000 }).toEqual(['distrusts', 'trusts', 'distrusts'])
    line.thaw()
    await expect.poll(() => told.at(-1), { timeout: 15_000 }).toBe('trusts')
    await change()
    await expect.poll(() => told.at(-1)).toBe('clears')
    await hearing.stop()
    await line.close()
  })

  it('that cannot come since the server ended the session makes it distrusted at once', async () => {
    const { told, cache } = listener()
    const hearing = hearPublicChanges(database.connection, cache, undefined, { ...quick, beat_ms: 60_000 })
    await expect.poll(() => told).toEqual(['distrusts', 'trusts'])
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'select pg_notify%' and pid <> pg_backend_pid() and application_name = 'mingjing' and state = 'idle'`.execute(
      database.db,
    )
    await expect.poll(() => told.slice(0, 3)).toEqual(['distrusts', 'trusts', 'distrusts'])
    await expect.poll(() => told.at(-1), { timeout: 5000 }).toBe('trusts')
    await hearing.stop()
  })
})
