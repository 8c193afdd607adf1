import { hash } from 'node:crypto'

// The Merkle tree of RFC 6962 / RFC 9162: leaves and nodes are hashed under different prefixes, so that none passes for the other.
// Pure, and in memory; stored-tree.ts reads the same hashes from the database.

const leafPrefix = Buffer.from([0])
const nodePrefix = Buffer.from([1])
export const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer')
export const leafHash = (leaf: Uint8Array): Buffer => sha256(Buffer.concat([leafPrefix, leaf]))
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.concat([nodePrefix, left, right]))

/** Hash of the subtree over leaves from (inclusive) to (exclusive): MTH(D[from:to]). */
export type Subtree = (from: number, to: number) => Promise<Uint8Array>

/** The largest power of two below n: where RFC 6962 splits a tree of n > 1 leaves. */
export function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Root of the tree over the leaves' hashes; of no leaves, the hash of nothing. */
export function rootOf(leaves: readonly Uint8Array[]): Buffer {
  const growing = growingTree()
  for (const leaf of leaves) growing.add(leaf)
  return growing.root()
}

/** A tree that only grows: keeps one hash for each complete subtree on its right edge. */
export function growingTree() {
  const edge: { readonly level: number; readonly hash: Buffer }[] = []
  let size = 0
  return {
    add: (leaf: Uint8Array): void => {
      let level = 0
      let own: Buffer = Buffer.from(leaf)
      for (let last = edge.at(-1); last?.level === level; last = edge.at(-1)) {
        edge.pop()
        own = nodeHash(last.hash, own)
        level += 1
      }
      edge.push({ level, hash: own })
      size += 1
    },
    size: () => size,
    root: (): Buffer =>
      edge.reduceRight<Buffer | undefined>((right, { hash: left }) => (right ? nodeHash(left, right) : left), undefined) ??
      sha256(Buffer.alloc(0)),
  }
}

/** Audit path of leaf `index` (from 0) in the tree of `size` leaves, from the leaf upward: PATH(m, D[n]). */
export async function auditPath(subtree: Subtree, index: number, size: number): Promise<Uint8Array[]> {
  const walk = async (from: number, to: number): Promise<Uint8Array[]> => {
    if (to - from === 1) return []
    const middle = from + splitOf(to - from)
    return index < middle
      ? [...(await walk(from, middle)), await subtree(middle, to)]
      : [...(await walk(middle, to)), await subtree(from, middle)]
  }
  return await walk(0, size)
}

/** Proof that the tree of `first` leaves is the beginning of the tree of `size`: PROOF(m, D[n]). */
export async function consistencyPath(subtree: Subtree, first: number, size: number): Promise<Uint8Array[]> {
  const walk = async (m: number, from: number, to: number, whole: boolean): Promise<Uint8Array[]> => {
    const n = to - from
    if (m === n) return whole ? [] : [await subtree(from, to)]
    const k = splitOf(n)
    return m <= k
      ? [...(await walk(m, from, from + k, whole)), await subtree(from + k, to)]
      : [...(await walk(m - k, from + k, to, false)), await subtree(from, from + k)]
  }
  return first === 0 || first === size ? [] : await walk(first, 0, size, true)
}

/** MTH over hashes held in memory. */
export const subtreeOf =
  (leaves: readonly Uint8Array[]): Subtree =>
  async (from, to) =>
    rootOf(leaves.slice(from, to))
