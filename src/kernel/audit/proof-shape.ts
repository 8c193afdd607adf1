import { z } from 'zod'
import { consistencyFormat, proofFormat } from './proof-format.ts'

// The files of the provable log, as they are taken in from anybody.

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const checkpointShape = z.object({
  number: z.number().int().positive(),
  size: z.number().int().positive(),
  root: hash,
  head: hash,
  previous: hash,
  closed_at: z.string(),
  /** What is signed, byte for byte. */
  note: z.string().max(2000),
  signature: hex,
  key: z.string().max(500),
  fingerprint: hash,
})
export type CheckpointFile = z.infer<typeof checkpointShape>

const entryShape = z.object({
  seq: z.number().int().positive(),
  table: z.string(),
  key: z.string(),
  op: z.enum(['insert', 'update', 'delete', 'adopt']),
  tx: z.number().int(),
  recorded_at: z.string(),
  row_hash: hash,
  /** The row as it was hashed, when it may be shown; its private columns only as a hash. */
  row: z.object({ text: z.string(), salt: hash, private_hash: hash }).nullable(),
  path: z.array(hash).max(64),
})
export type EntryFile = z.infer<typeof entryShape>

export const proofShape = z.object({
  format: z.literal(proofFormat),
  subject: z.string().max(200),
  entries: z.array(entryShape).min(1).max(100),
  checkpoint: checkpointShape,
  statements: z.array(z.object({ note: z.string().max(2000), signature: hex, key: z.string().max(500), fingerprint: hash })).max(20),
})
export type ProofFile = z.infer<typeof proofShape>

export const consistencyShape = z.object({
  format: z.literal(consistencyFormat),
  first: checkpointShape,
  second: checkpointShape,
  path: z.array(hash).max(128),
})
export type ConsistencyFile = z.infer<typeof consistencyShape>
