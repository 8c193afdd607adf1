import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chainAll } from '../src/kernel/audit/chain.ts'
import { closeCheckpoint } from '../src/kernel/audit/checkpoint.ts'
import { type Covered, coveredTables } from '../src/kernel/audit/covered.ts'
import type { Bad } from '../src/kernel/audit/finding.ts'
import { keyInMemory } from '../src/kernel/audit/signer.ts'
import { verifyLog } from '../src/kernel/audit/verify.ts'
import { type World, world } from './world.ts'

// The whole demo city in the chain; then, as whoever owns the database does it, each kind of forgery in every covered table. Rows for
// tables that the demo leaves empty are made up from the types of their columns, so a new table is tried without a line here.

let w: World
beforeAll(async () => {
  w = await world('demo')
}, 300_000)
afterAll(() => w.drop())

type Column = { readonly name: string; readonly type: string; readonly given: boolean }
type Table = Covered & { readonly columns: readonly Column[]; readonly left_out: readonly string[] }

async function tables(): Promise<Table[]> {
  const newest = new Map((await coveredTables(w.db)).map(table => [table.relation, table]))
  return await Promise.all(
    [...newest.values()].map(async table => {
      const { rows } = await sql<Column>`
        select a.attname::text as name, format_type(a.atttypid, null) as type,
          not (a.atthasdef or a.attidentity <> '' or a.attgenerated <> '') and a.attnotnull as given
        from pg_attribute a where a.attrelid = ${table.relation}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum`.execute(w.db)
      const { left_out } = await w.db
        .selectFrom('kernel.covered_tables')
        .select('left_out')
        .where('id', '=', table.id)
        .where('version', '=', table.version)
        .executeTakeFirstOrThrow()
      return { ...table, columns: rows, left_out }
    }),
  )
}

/** Some value of a type, another for each n. */
function made(type: string, n: number): RawBuilder<unknown> {
  if (type.endsWith('[]')) return sql`array[${made(type.slice(0, -2), n)}]::${sql.raw(type)}`
  if (/^(integer|bigint|smallint|numeric)/.test(type)) return sql`(${7000 + n})::${sql.raw(type)}`
  if (type === 'boolean') return sql`${n % 2 === 0}::boolean`
  if (type === 'date') return sql`(date '2019-01-01' + ${n}::int)`
  if (type.startsWith('timestamp')) return sql`(timestamptz '2019-01-01 08:00+08' + make_interval(hours => ${n}::int))`
  if (type.startsWith('time')) return sql`(time '08:00' + make_interval(mins => ${n}::int))`
  if (type === 'jsonb') return sql`jsonb_build_object('n', ${n}::int)`
  if (type === 'bytea') return sql`sha256(${String(n)}::text::bytea)`
  if (type === 'uuid') return sql`gen_random_uuid()`
  return sql`(${`made ${n}`}::text)::${sql.raw(type)}`
}

/** Another value than the one that is there. */
function other({ name, type }: Column): RawBuilder<unknown> {
  const now = sql.ref(name)
  if (type === 'boolean') return sql`${now} is not true`
  const one = made(type, 991)
  return sql`case when ${now} is not distinct from ${one} then ${made(type, 992)} else ${one} end`
}

/** Who owns the database can take its constraints away as well: here they would only be in the way of made-up rows. */
async function withoutConstraints(): Promise<void> {
  const { rows } = await sql<{ text: string }>`
    select format('alter table %s drop constraint %I cascade', c.conrelid::regclass, c.conname) as text from pg_constraint c
      join pg_namespace n on n.oid = c.connamespace
      where c.contype in ('c', 'u', 'f', 'x') and c.conparentid = 0 and c.conrelid <> 0 and n.nspname !~ '^(pg|information)'
        and n.nspname <> 'pgboss' order by c.contype = 'u', 1`.execute(w.db)
  for (const { text } of rows) await sql.raw(text).execute(w.db)
  const indexes = await sql<{ name: string }>`
    select x.indexrelid::regclass::text as name from pg_index x join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
    where x.indisunique and not x.indisprimary and n.nspname !~ '^pg' and n.nspname <> 'public'`.execute(w.db)
  for (const { name } of indexes.rows) await sql.raw(`drop index ${name}`).execute(w.db)
}

const behindTheBack = <T>(change: RawBuilder<T>) =>
  w.db.transaction().execute(async tx => {
    await sql`set local session_replication_role = replica`.execute(tx)
    return (await change.execute(tx)).rows
  })

const insertion = (table: Table, n: number): RawBuilder<{ key: string }> => {
  const given = table.columns.filter(({ name, given: needed }) => needed || table.key_columns.includes(name))
  const fill = given.filter(({ name }) => name !== 'recorded_at')
  return sql`insert into ${sql.table(table.relation)} (${sql.join(fill.map(({ name }) => sql.ref(name)))}) overriding system value
    values (${sql.join(fill.map(({ type }) => made(type, n)))}) on conflict do nothing returning ${keyText(table)} as key`
}
/** A table of one row by its key has no place for a third. */
const isSingle = ({ key_types }: Table) => key_types.every(type => type === 'boolean')

const keyText = (table: Table): RawBuilder<string> => sql<string>`concat_ws('|', ${sql.join(table.key_columns.map(name => sql.ref(name)))})`
const withKey = (table: Table, key: string): RawBuilder<unknown> => sql`where ${keyText(table)} = ${key} returning ${keyText(table)} as key`

/** Rows whose entry is of this loading, so that they can be re-dated too: the newest of the chain. */
async function someRows(table: Table): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct on (e.key) e.key from kernel.chain e where e.table_id = ${table.id} and e.op = 'insert' and e.version = ${table.version}
      and not exists (select from kernel.chain l where l.table_id = e.table_id and l.key = e.key and l.seq > e.seq)
    order by e.key limit 3`.execute(w.db)
  return rows.map(({ key }) => key)
}

it('the demo city is chained whole, and verifies', async () => {
  await chainAll(w.db)
  await closeCheckpoint(w.db, keyInMemory(), { now: Temporal.Now.instant(), reason: 'asked' })
  const verified = await verifyLog(w.db)
  expect(verified.bad).toEqual([])
  expect(verified.rows).toBeGreaterThan(1000)
  const waiting = await w.db.selectFrom('kernel.unchained').select('id').limit(1).executeTakeFirst()
  expect(waiting).toBeUndefined()
}, 120_000)

it('what is left out changes without an entry, in every table that leaves something out', async () => {
  await withoutConstraints()
  const leaving = (await tables()).filter(({ left_out }) => left_out.length > 0)
  expect(leaving.length).toBeGreaterThan(3)
  for (const table of leaving) {
    await w.db.transaction().execute(async tx => {
      await sql`insert into kernel.log (act, subject) values ('cast', 'city:test')`.execute(tx)
      await insertion(table, 70).execute(tx)
    })
    await chainAll(w.db)
    const out = table.columns.filter(({ name }) => table.left_out.includes(name))
    expect(out.map(({ name }) => name).sort(), table.relation).toEqual([...table.left_out].sort())
    const sets = sql.join(out.map(column => sql`${sql.ref(column.name)} = ${other(column)}`))
    await sql`update ${sql.table(table.relation)} set ${sets}`.execute(w.db)
    expect(await w.db.selectFrom('kernel.unchained').select('key').execute(), table.relation).toEqual([])
  }
  expect((await verifyLog(w.db)).bad).toEqual([])
}, 60_000)

it('every kind of forgery is named in every covered table, and nothing else is', async () => {
  await withoutConstraints()
  const all = await tables()
  expect(all.length).toBeGreaterThan(40)
  await w.db.transaction().execute(async tx => {
    await sql`insert into kernel.log (act, subject) values ('cast', 'city:test')`.execute(tx)
    for (const table of all) for (const n of [1, 2, 3]) await insertion(table, n).execute(tx)
  })
  await chainAll(w.db)
  expect((await verifyLog(w.db)).bad).toEqual([])

  const expected: Bad[] = []
  for (const table of all) {
    const say = (key: string | undefined, what: Bad['what']) => expected.push({ table: table.relation, key: key ?? 'no row', what })
    const [changed = '', deleted = '', moved = ''] = await someRows(table)
    const covered = table.columns.find(
      ({ name }) =>
        !table.key_columns.includes(name) && name !== 'recorded_at' && [...table.public_columns, ...table.private_columns].includes(name),
    )
    if (covered) {
      const [row] = await behindTheBack(
        sql<{
          key: string
        }>`update ${sql.table(table.relation)} set ${sql.ref(covered.name)} = ${other(covered)} ${withKey(table, changed)}`,
      )
      say(row?.key, 'changed')
    }
    const [gone] = await behindTheBack(sql<{ key: string }>`delete from ${sql.table(table.relation)} ${withKey(table, deleted)}`)
    say(gone?.key, 'deleted')
    if (isSingle(table)) continue
    const [inserted] = await behindTheBack(insertion(table, 50))
    say(inserted?.key, 'inserted')
    if (!table.columns.some(({ name }) => name === 'recorded_at')) continue
    const [late] = await behindTheBack(
      sql<{ key: string }>`update ${sql.table(table.relation)} set recorded_at = recorded_at - interval '1 hour' ${withKey(table, moved)}`,
    )
    // Where the instant is part of the key, the row is another one.
    if (table.key_columns.includes('recorded_at')) {
      say(moved, 'deleted')
      say(late?.key, 'inserted')
    } else say(late?.key, 're-dated')
  }
  const text = (bad: Bad) => `${bad.table} ${bad.key}: ${bad.what}`
  expect((await verifyLog(w.db)).bad.map(text).sort()).toEqual(expected.map(text).sort())
}, 240_000)
