import { createHash } from 'node:crypto'
import { type Readable, Transform } from 'node:stream'

/** SHA-256 of a content, 64 lower-case hexadecimal digits: the only name under which it is stored. */
export type Sha256 = string
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** Bytes `from` to `to`, both included and counted from 0, as in a Range header. */
export type ByteRange = { readonly from: number; readonly to: number }

export type Stored = { readonly sha256: Sha256; readonly size_bytes: number; readonly stored_at: Temporal.Instant }

/**
 * Where contents are kept: each once, under its own hash, so that nothing is ever overwritten with something else.
 * Two kinds, one behaviour (store.test.ts): a local folder, and any S3-compatible store.
 */
export type Store = {
  /** Stores a content while it streams. One that does not hash to its name, or breaks off, leaves nothing and rejects. */
  readonly put: (sha256: Sha256, content: Readable) => Promise<void>
  /** Rejects with NotStored. The stream must be read or destroyed. */
  readonly open: (sha256: Sha256, range?: ByteRange) => Promise<Readable>
  readonly has: (sha256: Sha256) => Promise<boolean>
  /** In bytes. Rejects with NotStored. */
  readonly size: (sha256: Sha256) => Promise<number>
  /** What is not there is removed already. */
  readonly remove: (sha256: Sha256) => Promise<void>
  /** Everything that is stored, in no order worth relying on. */
  readonly list: () => AsyncIterable<Stored>
}

export class NotStored extends Error {
  override readonly name = 'NotStored'

  constructor(sha256: Sha256) {
    super(`no content is stored under ${sha256}`)
  }
}

/** Names come from our own database; one that is no hash would be a path. */
export function checked(sha256: Sha256): Sha256 {
  if (!isSha256(sha256)) throw new Error(`not a SHA-256: ${JSON.stringify(sha256.slice(0, 80))}`)
  return sha256
}

/** Lets bytes through and fails at their end when they are not those of the hash. */
export function checkHash(sha256: Sha256): Transform {
  const sum = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      const found = sum.digest('hex')
      done(found === sha256 ? null : new Error(`the content hashes to ${found}, not to ${sha256}`))
    },
  })
}
