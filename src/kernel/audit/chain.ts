import { type Kysely, sql, type Transaction } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import { chainHash, chainLock, type EntryHead, entryLeaf, genesis } from './entry.ts'
import { kept_levels, storedTree } from './stored-tree.ts'
import { rootOf } from './tree.ts'

/** Entries moved in one transaction: some 100 ms of work. */
const batch_max = 5000
/**
 * Chains what has been committed, up to `batch_max` entries; returns how many. One at a time over all processes, in one transaction: a
 * process killed in the middle has done nothing. Takes whatever it sees, so entries that commit late with smaller ids come later, and
 * no command ever waits for it: it locks nothing that a command writes.
 */
export async function chainBatch(db: Kysely<Tables>, limit = batch_max): Promise<number> {
  return await db.transaction().execute(async tx => {
    const { rows: lock } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(hashtext(${chainLock})) as held`.execute(tx)
    if (lock[0]?.held !== true) return 0
    const waiting = await tx
      .selectFrom('kernel.unchained as e')
      .innerJoin('kernel.covered_tables as t', join => join.onRef('t.id', '=', 'e.table_id').onRef('t.version', '=', 'e.version'))
      .select(['e.id', 't.relation as table', 'e.key', 'e.op', 'e.tx', 'e.recorded_at', 'e.row_hash'])
      .orderBy('e.id')
      .limit(limit)
      .execute()
    if (waiting.length > 0) await append(tx, waiting)
    return waiting.length
  })
}

/** Chains all that has been committed. */
export async function chainAll(db: Kysely<Tables>): Promise<number> {
  for (let total = 0; ; ) {
    const chained = await chainBatch(db)
    if (chained === 0) return total
    total += chained
  }
}

async function append(tx: Transaction<Tables>, waiting: readonly (EntryHead & { readonly id: number })[]): Promise<void> {
  const last = await tx.selectFrom('kernel.chain').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const size = last?.seq ?? 0
  const leaves = waiting.map(entryLeaf)
  let head = last?.hash ?? genesis
  const hashes = leaves.map(leaf => (head = chainHash(head, leaf)))
  await sql`
    with moved as (delete from kernel.unchained where id = any(${waiting.map(entry => entry.id)}::bigint[]) returning *)
    insert into kernel.chain (seq, table_id, version, key, op, salt, row_hash, tx, recorded_at, hash)
    select ${size}::bigint + c.i, m.table_id, m.version, m.key, m.op, m.salt, m.row_hash, m.tx, m.recorded_at, decode(c.hash, 'hex')
    from unnest(${waiting.map(entry => entry.id)}::bigint[], ${hashes.map(hash => hash.toString('hex'))}::text[]) with ordinality as c(id, hash, i)
    join moved m on m.id = c.id`.execute(tx)
  await keepSubtrees(tx, size, leaves)
}

/** Writes the hashes of the complete subtrees that the new leaves complete. */
async function keepSubtrees(tx: Transaction<Tables>, size: number, leaves: readonly Buffer[]): Promise<void> {
  const [lowest, ...higher] = kept_levels
  const block = 2 ** lowest
  const from = size - (size % block)
  if (from + block > size + leaves.length) return
  const tree = storedTree(tx)
  const all = [...(await tree.leaves(from, size)), ...leaves]
  const blocks = Array.from({ length: Math.floor(all.length / block) }, (_, i) => ({
    level: lowest,
    index: from / block + i,
    hash: rootOf(all.slice(i * block, (i + 1) * block)),
  }))
  await tx.insertInto('kernel.tree_nodes').values(blocks).execute()
  for (const level of higher) {
    const width = 2 ** level
    for (let index = Math.floor(size / width); (index + 1) * width <= size + leaves.length; index++) {
      const hash = Buffer.from(await tree.subtree(index * width, (index + 1) * width, level - 8))
      await tx.insertInto('kernel.tree_nodes').values({ level, index, hash }).execute()
    }
  }
}
