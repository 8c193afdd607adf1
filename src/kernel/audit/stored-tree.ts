import type { Look } from '../work.ts'
import { entryLeaf } from './entry.ts'
import { nodeHash, rootOf, splitOf } from './tree.ts'

/** Levels of complete subtrees whose hashes are kept: of 256, 65 536 … leaves. */
export const kept_levels = [8, 16, 24, 32] as const
const block = 2 ** kept_levels[0]
const level_max = 32

/** The tree over the chain, as it is stored: any subtree costs a few short reads. Remembers what it has read; make a new one for every use. */
export function storedTree(db: Pick<Look['db'], 'selectFrom'>) {
  const read = new Map<string, Promise<Uint8Array>>()

  /** Hashes of the leaves from (inclusive) to (exclusive), at most some thousands. */
  const leaves = async (from: number, to: number): Promise<Buffer[]> => {
    const rows = await db
      .selectFrom('kernel.chain as e')
      .innerJoin('kernel.covered_tables as t', join => join.onRef('t.id', '=', 'e.table_id').onRef('t.version', '=', 'e.version'))
      .select(['t.relation as table', 'e.key', 'e.op', 'e.tx', 'e.recorded_at', 'e.row_hash'])
      .where('e.seq', '>', from)
      .where('e.seq', '<=', to)
      .orderBy('e.seq')
      .execute()
    if (rows.length !== to - from) throw new Error(`the chain has ${rows.length} entries from ${from + 1} to ${to}`)
    return rows.map(entryLeaf)
  }

  const complete = async (from: number, level: number, highest: number): Promise<Uint8Array> => {
    const kept = kept_levels.findLast(one => one <= level && one <= highest)
    if (kept === undefined) return rootOf(await leaves(from, from + 2 ** level))
    const first = from / 2 ** kept
    const count = 2 ** (level - kept)
    const rows = await db
      .selectFrom('kernel.tree_nodes')
      .select('hash')
      .where('level', '=', kept)
      .where('index', '>=', first)
      .where('index', '<', first + count)
      .orderBy('index')
      .execute()
    if (rows.length !== count) throw new Error(`the tree has ${rows.length} of ${count} nodes of level ${kept} from ${first}`)
    return rootOf(rows.map(row => row.hash))
  }

  /** MTH(D[from:to]). `highest`: the highest level that is stored already. */
  const subtree = (from: number, to: number, highest: number = level_max): Promise<Uint8Array> => {
    const key = `${from} ${to} ${highest}`
    const known = read.get(key) ?? compute(from, to, highest)
    read.set(key, known)
    return known
  }

  const compute = async (from: number, to: number, highest: number): Promise<Uint8Array> => {
    const n = to - from
    const level = Math.log2(n)
    if (Number.isInteger(level)) return complete(from, level, highest)
    if (n <= block) return rootOf(await leaves(from, to))
    const middle = from + splitOf(n)
    return nodeHash(await subtree(from, middle, highest), await subtree(middle, to, highest))
  }

  return { leaves, subtree }
}
