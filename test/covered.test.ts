import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { house } from '../src/house.ts'
import { notFacts } from '../src/kernel/audit/covered.ts'
import { verifyLog } from '../src/kernel/audit/verify.ts'
import { type World, world } from './world.ts'

// Every table of the house is either a fact, and its rows leave entries in the provable log, or somebody has said why not.

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => (await query.execute(w.db)).rows
/** Of the jobs' library, and the list of migrations: nobody's records. */
const strange_schemas = ['public', 'pgboss']
const tables = async (): Promise<string[]> =>
  (
    await rows(sql<{ name: string }>`select format('%s.%s', n.nspname, c.relname) as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not n.nspname = any(${strange_schemas})
      order by 1`)
  ).map(({ name }) => name)
const covered = async (): Promise<string[]> =>
  (await rows(sql<{ relation: string }>`select distinct relation from kernel.covered_tables order by relation`)).map(row => row.relation)
const reasons: Readonly<Record<string, string>> = Object.assign({ ...notFacts }, ...house.map(room => room.notFacts ?? {}))

describe('every table', () => {
  it('is covered by the log, or no fact for a reason that is given', async () => {
    const facts = await covered()
    const unsaid = (await tables()).filter(name => !facts.includes(name) && !Object.hasOwn(reasons, name))
    expect(unsaid, 'select kernel.cover(…) in a migration, or a line in notFacts').toEqual([])
  })

  it('is not both', async () => {
    const facts = await covered()
    expect(Object.keys(reasons).filter(name => facts.includes(name))).toEqual([])
  })

  it('that is said to be no fact is there, and has a reason', async () => {
    const there = await tables()
    expect(Object.keys(reasons).filter(name => !there.includes(name))).toEqual([])
    expect(Object.values(reasons).every(reason => reason.length > 5)).toBe(true)
  })

  it('of a room is the room’s to speak of', () => {
    for (const room of house)
      expect(
        Object.keys(room.notFacts ?? {}).filter(name => !name.startsWith(`${room.name}.`)),
        room.name,
      ).toEqual([])
  })
})

describe('a covered table', () => {
  it('has its three triggers, switched on', async () => {
    const watching = await rows(sql<{ name: string; triggers: string[] }>`
      select format('%s.%s', n.nspname, c.relname) as name, array_agg(t.tgname::text order by t.tgname) as triggers
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where t.tgname like 'enter\\_%' and t.tgenabled = 'O' group by 1 order by 1`)
    expect(watching.map(({ name }) => name)).toEqual(await covered())
    for (const { name, triggers } of watching) expect(triggers, name).toEqual(['enter_delete', 'enter_insert', 'enter_update'])
  })

  it('has no key that two rows could share as text', async () => {
    // Parts of a key are joined by '|' and found again by it: at most one part may be free text, or the text may not hold a '|'.
    const free = await rows(sql<{ relation: string; texts: number }>`
      select relation, (select count(*) from unnest(key_types) k where k in ('text', 'character varying')) as texts
      from kernel.covered_tables where cardinality(key_columns) > 1`)
    expect(free.filter(({ texts }) => texts > 1)).toEqual([])
  })
})

describe('the covering', () => {
  it('makes no new version of a table whose columns have not changed, so a migration adopts nothing anew', async () => {
    const [again] = await rows(sql<{ changed: number }>`select kernel.cover_changed() as changed`)
    expect(again?.changed).toBe(0)
    // Since the function knows a table without a noun again.
    const twice = await rows(sql<{ relation: string; version: number }>`
      select n.relation, n.version from kernel.covered_tables n
      join kernel.covered_tables o on o.id = n.id and o.version = n.version - 1
        and (o.public_columns || o.private_columns) <@ (n.public_columns || n.private_columns)
        and (n.public_columns || n.private_columns) <@ (o.public_columns || o.private_columns)
      where n.recorded_at > (select min(l.recorded_at) from kernel.log l where l.act = 'cover_tables')`)
    expect(twice).toEqual([])
  })

  it('writes by the numbers of the restored list, not by those of the new schema', async () => {
    const own = await world()
    const entered = async () =>
      (
        await sql<{ relation: string }>`select t.relation from kernel.unchained e
          join kernel.covered_tables t on t.id = e.table_id and t.version = e.version order by e.id desc limit 1`.execute(own.db)
      ).rows[0]?.relation
    // As the list of a city that came to the same tables by other steps.
    await own.db.transaction().execute(async tx => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update kernel.covered_tables set id = -id`.execute(tx)
      await sql`update kernel.covered_tables set id = 1000 + id`.execute(tx)
    })
    const say = () => sql`insert into kernel.log (act, subject) values ('cast', 'city:test')`.execute(own.db)
    await say()
    expect(await entered()).not.toBe('kernel.log')
    await sql`select kernel.watch_all()`.execute(own.db)
    await say()
    expect(await entered()).toBe('kernel.log')
    await own.drop()
  })
})

describe('columns that are left out', () => {
  const entries = async (): Promise<{ op: string }[]> =>
    await rows(sql<{
      op: string
    }>`select e.op from kernel.unchained e join kernel.covered_tables t on t.id = e.table_id and t.version = e.version
      where t.relation = 'kernel.files' order by e.id`)

  it('change without an entry, all others with one', async () => {
    const sha256 = 'ab'.repeat(32)
    await w.db.transaction().execute(async tx => {
      await sql`insert into kernel.files (sha256, size_bytes, media_type) values (${sha256}, 3, 'text/plain')`.execute(tx)
      await sql`insert into kernel.log (act, subject) values ('take_in_file', 'file:x')`.execute(tx)
    })
    await sql`update kernel.files set seen_at = now() + interval '1 day'`.execute(w.db)
    expect(await entries()).toEqual([{ op: 'insert' }])
    expect((await verifyLog(w.db)).bad).toEqual([])
    await sql`update kernel.files set media_type = 'text/html'`.execute(w.db)
    expect(await entries()).toEqual([{ op: 'update' }])
    expect((await verifyLog(w.db)).bad).toEqual([{ table: 'kernel.files', key: sha256, what: 'without a command' }])
  })

  it('stay left out when another column comes', async () => {
    await w.db.transaction().execute(async tx => {
      await sql`alter table kernel.files add column fresh text not null default 'x'`.execute(tx)
      await sql`select kernel.cover_changed()`.execute(tx)
      await sql`insert into kernel.log (act, subject) values ('migrate', 'migration:test')`.execute(tx)
    })
    const [newest] = await rows(sql<{ left_out: string[]; private_columns: string[] }>`select left_out, private_columns
      from kernel.covered_tables where relation = 'kernel.files' order by version desc limit 1`)
    expect(newest?.left_out).toEqual(['seen_at'])
    expect(newest?.private_columns).toContain('fresh')
    const before = (await entries()).length
    await sql`update kernel.files set seen_at = now() + interval '2 days'`.execute(w.db)
    expect((await entries()).length).toBe(before)
    await sql`update kernel.files set fresh = 'y'`.execute(w.db)
    expect((await entries()).length).toBe(before + 1)
  })
})
