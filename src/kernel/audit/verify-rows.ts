import { sql, type Transaction } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import { type Covered, hasKey, keyOf, textOf } from './covered.ts'
import type { Found } from './finding.ts'

type Slice = { readonly from: number; readonly to: number }

/**
 * Rows that are no longer what their newest entry in this part of the chain says: deleted, changed, re-dated. An entry that a migration
 * made when columns came (op 'adopt') does not take the place of the one before it, or it would make good what was done behind the back
 * until then: a row must be what both say.
 */
export async function wrongRows(tx: Transaction<Tables>, covered: readonly Covered[], slice: Slice, found: Found): Promise<void> {
  const here = await tx
    .selectFrom('kernel.chain')
    .select(['table_id', 'version'])
    .distinct()
    .where('seq', '>', slice.from)
    .where('seq', '<=', slice.to)
    .execute()
  for (const { table_id, version } of here) {
    const table = covered.find(one => one.id === table_id && one.version === version)
    const newest = covered.findLast(one => one.id === table_id)
    if (!table || !newest) continue
    const present = [...newest.public_columns, ...newest.private_columns]
    // A column is gone: what this version hashed can no longer be said. The rows were adopted anew when it went.
    if ([...table.public_columns, ...table.private_columns].every(name => present.includes(name)))
      await wrongRowsOf(tx, table, slice, found)
  }
}

async function wrongRowsOf(tx: Transaction<Tables>, table: Covered, { from, to }: Slice, found: Found): Promise<void> {
  const dated = [...table.public_columns, ...table.private_columns].includes('recorded_at')
  // Stamped tables keep the instant of their first entry for ever; an adopted row was there before its entry.
  const redated = dated
    ? sql<boolean>`t.recorded_at is distinct from (select f.recorded_at from kernel.chain f
        where f.table_id = e.table_id and f.key = e.key and f.op = 'insert' and f.seq <= e.seq order by f.seq desc limit 1)
        and exists (select from kernel.chain f where f.table_id = e.table_id and f.key = e.key and f.op = 'insert' and f.seq <= e.seq)`
    : sql<boolean>`false`
  const { rows } = await sql<{ key: string; there: boolean; redated: boolean | null }>`
    select e.key, t.there is not null as there, ${redated} as redated
    from kernel.chain e
    left join lateral (select true as there, t.* from ${sql.table(table.relation)} t where ${hasKey(table, sql`e.key`)}) t on true
    where e.seq > ${from} and e.seq <= ${to} and e.table_id = ${table.id} and e.version = ${table.version} and e.op <> 'delete'
      and not exists (select from kernel.chain n where n.table_id = e.table_id and n.key = e.key and n.seq > e.seq and n.op <> 'adopt')
      and not exists (select from kernel.unchained n where n.table_id = e.table_id and n.key = e.key)
      and (t.there is null or e.row_hash <> kernel.row_hash(e.salt, ${textOf(table.public_columns)}, ${textOf(table.private_columns)}))
    order by e.seq`.execute(tx)
  for (const { key, there, redated: moved } of rows) {
    found({ table: table.relation, key, what: there ? (moved === true ? 're-dated' : 'changed') : 'deleted' })
  }
}

/** Rows that no entry speaks of, or whose entries end with their deletion: inserted. Returns how many rows the table has. */
export async function strangeRows(tx: Transaction<Tables>, table: Covered, found: Found): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    select x.key from (select ${keyOf(table)} collate "C" as key from ${sql.table(table.relation)} t) as x
    where not exists (select from kernel.chain e where e.table_id = ${table.id} and e.key = x.key and e.op <> 'delete'
        and not exists (select from kernel.chain d where d.table_id = e.table_id and d.key = e.key and d.op = 'delete' and d.seq > e.seq))
      and not exists (select from kernel.unchained e where e.table_id = ${table.id} and e.key = x.key)
    limit 1001`.execute(tx)
  for (const { key } of rows) found({ table: table.relation, key, what: 'inserted' })
  const counted = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table.relation)}`.execute(tx)
  return counted.rows[0]?.rows ?? 0
}
