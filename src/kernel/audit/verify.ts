import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import { chainAll } from './chain.ts'
import { type Covered, coveredTables } from './covered.ts'
import { chainHash, entryLeaf, genesis } from './entry.ts'
import { type Bad, bad_max, type Found, finder } from './finding.ts'
import { noteText } from './proof-check.ts'
import { isSignedBy } from './signer.ts'
import { statementText } from './statement.ts'
import { growingTree, sha256 } from './tree.ts'
import { strangeRows, wrongRows } from './verify-rows.ts'

export type Verified = {
  readonly entries: number
  readonly rows: number
  readonly checkpoints: number
  readonly statements: number
  /** At most `bad_max`; the rest is only counted. */
  readonly bad: readonly Bad[]
  readonly bad_total: number
}

const batch = 10_000

export type Progress = (what: string, done: number, total: number) => void

/**
 * Holds the whole record against the chain, and the chain against its signed checkpoints: in one snapshot of the database, in batches,
 * while the city works. Chains first what has been committed. Names every row that was changed, deleted, inserted or re-dated otherwise
 * than by a command. `trusted`: fingerprints of the city's keys, when the reader keeps them.
 */
export async function verifyLog(
  db: Kysely<Tables>,
  { progress = () => {}, trusted }: { readonly progress?: Progress; readonly trusted?: readonly string[] } = {},
): Promise<Verified> {
  await chainAll(db)
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async tx => {
      const found = finder()
      const all = await coveredTables(tx)
      const covered = await standing(tx, all)
      for (const { relation } of all)
        if (!covered.some(one => one.relation === relation)) found.add({ table: relation, key: '*', what: 'deleted' })
      const entries = await verifyChain(tx, { covered, found, progress, trusted })
      let rows = 0
      const newest = [...new Map(covered.map(table => [table.id, table])).values()]
      for (const [i, table] of newest.entries()) {
        progress('rows', i, newest.length)
        rows += await strangeRows(tx, table, found.add)
      }
      progress('rows', newest.length, newest.length)
      await withoutCommand(tx, found.add)
      const statements = await verifyStatements(tx, found.add)
      const { number: checkpoints } = await tx
        .selectFrom('kernel.checkpoints')
        .select(eb => eb.fn.countAll<number>().as('number'))
        .executeTakeFirstOrThrow()
      return { entries, rows, checkpoints, statements, ...found.all() }
    })
}

/** The covered tables that are there. */
async function standing(tx: Transaction<Tables>, covered: readonly Covered[]): Promise<Covered[]> {
  const names = [...new Set(covered.map(table => table.relation))]
  const { rows } = await sql<{ name: string }>`
    select n.name from unnest(${names}::text[]) as n(name) where to_regclass(n.name) is not null`.execute(tx)
  return covered.filter(table => rows.some(row => row.name === table.relation))
}

type Context = {
  readonly covered: readonly Covered[]
  readonly found: ReturnType<typeof finder>
  readonly progress: Progress
  readonly trusted: readonly string[] | undefined
}

/** Walks the chain from its first entry: every hash anew, the checkpoints and the stored subtrees as they are passed, rows batch by batch. */
async function verifyChain(tx: Transaction<Tables>, { covered, found, progress, trusted }: Context): Promise<number> {
  const checkpoints = await checkpointsOf(tx)
  verifyNotes(checkpoints, found.add, trusted)
  const { total } = await tx
    .selectFrom('kernel.chain')
    .select(eb => eb.fn.coalesce(eb.fn.max('seq'), sql<number>`0::bigint`).as('total'))
    .executeTakeFirstOrThrow()
  const waiting = new Map(checkpoints.map(one => [one.size, one]))
  const tree = growingTree()
  let [head, block]: [Buffer, Buffer[]] = [genesis, []]
  for (let from = 0; from < total; from += batch) {
    progress('entries', from, total)
    const rows = await entriesAfter(tx, from)
    const nodes = await nodesAfter(tx, from)
    let expected = from + 1
    for (const row of rows) {
      for (; expected < row.seq; expected++) found.add({ table: 'kernel.chain', key: String(expected), what: 'deleted' })
      expected = row.seq + 1
      const leaf = entryLeaf(row)
      if (!chainHash(head, leaf).equals(row.hash)) found.add({ table: 'kernel.chain', key: String(row.seq), what: 'changed' })
      head = row.hash // go on from what is written, so that the next wrong one is found as well
      tree.add(leaf)
      block.push(leaf)
      if (row.seq % 256 === 0) {
        const node = nodes.get(row.seq / 256 - 1)
        const own = rootOfBlock(block)
        if (!node?.equals(own)) found.add({ table: 'kernel.tree_nodes', key: `8|${row.seq / 256 - 1}`, what: node ? 'changed' : 'deleted' })
        block = []
      }
      const passed = waiting.get(row.seq)
      if (passed && !(passed.root.equals(tree.root()) && passed.head.equals(head))) {
        found.add({ table: 'kernel.checkpoints', key: String(passed.number), what: 'changed' })
      }
      waiting.delete(row.seq)
    }
    await wrongRows(tx, covered, { from, to: from + batch }, found.add)
  }
  progress('entries', total, total)
  // A checkpoint over more than there is: the chain's end was cut off.
  for (const one of waiting.values()) found.add({ table: 'kernel.chain', key: String(one.size), what: 'deleted' })
  return total
}

function rootOfBlock(leaves: readonly Buffer[]): Buffer {
  const tree = growingTree()
  for (const leaf of leaves) tree.add(leaf)
  return tree.root()
}

const entriesAfter = (tx: Transaction<Tables>, from: number) =>
  tx
    .selectFrom('kernel.chain as e')
    .leftJoin('kernel.covered_tables as t', join => join.onRef('t.id', '=', 'e.table_id').onRef('t.version', '=', 'e.version'))
    .select(eb => [eb.fn.coalesce('t.relation', sql<string>`'unknown'`).as('table')])
    .select(['e.seq', 'e.key', 'e.op', 'e.tx', 'e.recorded_at', 'e.row_hash', 'e.hash'])
    .where('e.seq', '>', from)
    .where('e.seq', '<=', from + batch)
    .orderBy('e.seq')
    .execute()

async function nodesAfter(tx: Transaction<Tables>, from: number): Promise<Map<number, Buffer>> {
  const rows = await tx
    .selectFrom('kernel.tree_nodes')
    .select(['index', 'hash'])
    .where('level', '=', 8)
    .where('index', '>=', Math.floor(from / 256))
    .where('index', '<=', Math.ceil((from + batch) / 256))
    .execute()
  return new Map(rows.map(row => [row.index, row.hash]))
}

const checkpointsOf = (tx: Transaction<Tables>) =>
  tx
    .selectFrom('kernel.checkpoints as c')
    .leftJoin('kernel.log_keys as k', 'k.id', 'c.key_id')
    .select(['c.number', 'c.size', 'c.root', 'c.head', 'c.previous', 'c.closed_at', 'c.note', 'c.signature', 'k.public_key'])
    .orderBy('c.number')
    .execute()

/** Numbers without a gap, each note as its columns say and after the note before, each signature by its key. */
function verifyNotes(checkpoints: Awaited<ReturnType<typeof checkpointsOf>>, found: Found, trusted: readonly string[] | undefined): void {
  let before: Buffer = Buffer.alloc(32)
  for (const [i, one] of checkpoints.entries()) {
    const key = String(one.number)
    const [root, head, previous] = [one.root, one.head, one.previous].map(bytes => bytes.toString('hex'))
    if (one.number !== (checkpoints[i - 1]?.number ?? 0) + 1)
      found({ table: 'kernel.checkpoints', key: String(one.number - 1), what: 'deleted' })
    else if (!before.equals(one.previous)) found({ table: 'kernel.checkpoints', key, what: 'changed' })
    if (one.note !== noteText({ ...one, closed_at: one.closed_at, root: root ?? '', head: head ?? '', previous: previous ?? '' }))
      found({ table: 'kernel.checkpoints', key, what: 'changed' })
    if (!isGenuine(one, one.note, trusted)) found({ table: 'kernel.checkpoints', key, what: 'forged signature' })
    before = sha256(Buffer.from(one.note))
  }
}

function isGenuine(
  { public_key, signature }: { readonly public_key: string | null; readonly signature: Buffer },
  text: string,
  trusted?: readonly string[],
): boolean {
  if (public_key === null) return false
  try {
    const der = Buffer.from(public_key.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
    const own = createHash('sha256').update(der).digest('hex')
    return (trusted === undefined || trusted.includes(own)) && isSignedBy(public_key, text, signature)
  } catch {
    return false
  }
}

async function verifyStatements(tx: Transaction<Tables>, found: Found): Promise<number> {
  const rows = await tx
    .selectFrom('kernel.statements as s')
    .innerJoin('kernel.statement_signatures as g', 'g.statement_id', 's.id')
    .leftJoin('kernel.log_keys as k', 'k.id', 'g.key_id')
    .select(['s.id', 's.subject', 's.sha256', 's.recorded_at', 'g.signature', 'k.public_key'])
    .execute()
  for (const row of rows) {
    if (!isGenuine(row, statementText(row))) found({ table: 'kernel.statement_signatures', key: String(row.id), what: 'forged signature' })
  }
  return rows.length
}

/** Entries whose transaction has no line of the log: somebody wrote past the commands. One per row of facts. */
async function withoutCommand(tx: Transaction<Tables>, found: Found): Promise<void> {
  const { rows } = await sql<{ table: string; key: string }>`
    with commands as (
      select distinct e.tx, e.recorded_at from kernel.chain e
      join kernel.covered_tables t on t.id = e.table_id and t.version = e.version and t.relation = 'kernel.log')
    select t.relation as table, e.key from kernel.chain e
    join kernel.covered_tables t on t.id = e.table_id and t.version = e.version
    where not exists (select from commands c where c.tx = e.tx and c.recorded_at = e.recorded_at)
    order by e.seq limit ${bad_max}`.execute(tx)
  for (const row of rows) found({ ...row, what: 'without a command' })
}
