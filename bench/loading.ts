import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { layGround } from '../demo/ground.ts'
import { createRandom } from '../demo/random.ts'
import { connect, type Database } from '../src/db/connect.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate, migrationsFolder } from '../src/db/migrate.ts'
import { thePublic } from '../src/kernel/org/actor.ts'
import { type FirstDelivery, type NewPublication, publishMany } from '../src/kernel/publications/publish.ts'
import { fillSearch } from '../src/kernel/search/jobs.ts'
import { type Run, reader, runner, type Work } from '../src/kernel/work.ts'

const items_wanted = 20_000
const batch_size = 1000

export type Loaded = {
  readonly items: number
  readonly deliveries: number
  readonly seconds: number
  readonly fill_seconds: number
  readonly plain_seconds: number
}

/** An item of the demo city with names in place of ids, which another database gives anew. */
export type Taken = Omit<NewPublication, 'unit_id' | 'column_id' | 'deliveries'> & {
  readonly unit: string
  readonly column: string
  readonly deliveries: readonly (Omit<FirstDelivery, 'outlet_id'> & { readonly outlet: string })[]
}

/** Items of 2018 from all over the demo city, with their deliveries. */
export async function takeItems({ db }: Pick<Database, 'db'>): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    select u.code as unit, c.code as column, p.title, p.summary, v.body_html, p.genre, p.theme, p.category, p.openness, p.key_field,
      p.document_number, p.validity, p.formed_on, p.published_on, p.published_time::text, p.keywords, p.source, p.project_code,
      (select coalesce(jsonb_agg(jsonb_build_object('outlet', o.code, 'delivered_on', d.delivered_on, 'delivered_time', d.delivered_time,
          'proof', d.proof)), '[]')
        from kernel.deliveries d join kernel.outlets o on o.id = d.outlet_id where d.publication_id = p.id) as deliveries
    from kernel.publications p
    join kernel.publication_versions v on v.publication_id = p.id and v.version = p.version
    join kernel.units u on u.id = p.unit_id
    join kernel.columns c on c.id = p.column_id
    where p.published_on between '2018-01-01' and '2018-12-31'
    order by hashint8(p.id) limit ${items_wanted}`.execute(db)
  return rows
}

/**
 * Publishes the items through the public bulk command into an empty, durable database that stands on the demo's ground.
 * `plain_seconds`: the same JSON into a table without key, index or constraint.
 */
export async function measureLoading(home: string, items: readonly Taken[]): Promise<Loaded> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-'))
  chmodSync(folder, 0o711) // when we are root, PostgreSQL runs as nobody, who must get in
  const embedded = await startEmbedded({ dataDir: join(folder, 'data'), durable: true })
  try {
    await migrate(embedded.where, migrationsFolder(home))
    const database = connect(embedded.where)
    try {
      return await load(database, items)
    } finally {
      await database.close()
    }
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function load(database: Database, taken: readonly Taken[]): Promise<Loaded> {
  const parts = {
    ...database,
    clock: () => Temporal.Now.instant(),
    random: (bytes: number) => randomBytes(bytes),
    onPublicChange: () => {},
  }
  const run = runner(parts)
  const items = await onGround(run, taken)
  const batches = Array.from({ length: Math.ceil(items.length / batch_size) }, (_, i) => items.slice(i * batch_size, (i + 1) * batch_size))
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
  const house = { ...parts, run, read: reader(parts) }
  const fill_seconds = await timed(async () => {
    while ((await fillSearch(house)) > 0);
  })
  return {
    items: items.length,
    deliveries: items.reduce((sum, item) => sum + (item.deliveries?.length ?? 0), 0),
    seconds,
    fill_seconds,
    plain_seconds,
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** The items with the ids of the ground that is laid here. */
async function onGround(run: Run, taken: readonly Taken[]): Promise<NewPublication[]> {
  const ground = await run(thePublic, (work: Work) => layGround(work, createRandom('bench')), null)
  const units = new Map(ground.units.map(unit => [unit.key, unit.id]))
  const outlets = new Map(ground.outlets.map(outlet => [outlet.code, outlet.id]))
  const idIn = (ids: ReadonlyMap<string, number>, code: string): number => {
    const id = ids.get(code)
    if (id === undefined) throw new Error(`the ground has no ${code}`)
    return id
  }
  return taken.map(({ unit, column, deliveries, ...item }) => ({
    ...item,
    unit_id: idIn(units, unit),
    column_id: idIn(ground.columnIds, column),
    deliveries: deliveries.map(({ outlet, ...delivery }) => ({ ...delivery, outlet_id: idIn(outlets, outlet) })),
  }))
}
