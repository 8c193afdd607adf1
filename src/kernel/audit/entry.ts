import { leafText } from './proof-check.ts'
import { leafHash, sha256 } from './tree.ts'

/** What of an entry is hashed, with the table by name. Instants are text in UTC with microseconds, as PostgreSQL prints them. */
export type EntryHead = {
  readonly table: string
  readonly key: string
  readonly op: string
  readonly tx: number
  readonly recorded_at: string
  readonly row_hash: Buffer
}

export const ops = ['insert', 'update', 'delete', 'adopt'] as const
export type Op = (typeof ops)[number]
/** The table's check lets nothing else in; whoever got past it has broken the entry. */
export const opOf = (text: string): Op => ops.find(op => op === text) ?? 'delete'

/** The hash of an entry's leaf. */
export const entryLeaf = ({ row_hash, op, ...head }: EntryHead): Buffer =>
  leafHash(Buffer.from(leafText({ ...head, op: opOf(op), row_hash: row_hash.toString('hex') })))

/** The chain's hash before its first entry. */
export const genesis: Buffer = Buffer.alloc(32)
/** hash_n = SHA-256(hash_{n−1} ‖ leaf hash). */
export const chainHash = (before: Uint8Array, leaf: Uint8Array): Buffer => sha256(Buffer.concat([before, leaf]))

/** One sequencer at a time, and no checkpoint meanwhile: an advisory lock of the transaction. */
export const chainLock = 'mingjing chain'
