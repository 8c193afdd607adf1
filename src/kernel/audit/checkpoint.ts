import { type Kysely, sql } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import { notFound } from '../refusal.ts'
import { type Look, publicChangeChannel } from '../work.ts'
import { chainAll } from './chain.ts'
import { chainLock } from './entry.ts'
import { type CheckpointFile, noteText } from './proof-check.ts'
import { isSignedBy, type KeyFile, signingKey } from './signer.ts'
import { storedTree } from './stored-tree.ts'
import { consistencyPath, sha256 } from './tree.ts'

/** Why a checkpoint was closed: the day's, the city's first, for a statement that waits for its proof, or asked for by a person. */
export type CheckpointReason = 'day' | 'first' | 'statement' | 'asked'

export type CloseInput = { readonly now: Temporal.Instant; readonly reason: CheckpointReason; readonly new_key?: boolean }

/**
 * Closes a checkpoint over all that is chained now: root and size of the tree, head of the chain, hash of the note before, signed. What is
 * chained later is in no earlier one. Returns its number, or undefined when nothing has been chained since the last. Throws KeyProblem.
 */
export async function closeCheckpoint(
  db: Kysely<Tables>,
  file: KeyFile,
  { now, reason, new_key }: CloseInput,
): Promise<number | undefined> {
  await chainAll(db)
  const key = await signingKey(db, file, { renew: new_key ?? false })
  return await db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(hashtext(${chainLock}))`.execute(tx)
    const head = await tx.selectFrom('kernel.chain').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
    const before = await tx
      .selectFrom('kernel.checkpoints')
      .select(['number', 'size', 'note'])
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!head || (before && before.size >= head.seq)) return undefined
    const root = Buffer.from(await storedTree(tx).subtree(0, head.seq))
    const previous = before ? sha256(Buffer.from(before.note)) : Buffer.alloc(32)
    const number = (before?.number ?? 0) + 1
    const closed_at = now.round('second').toString()
    const note = noteText({
      number,
      size: head.seq,
      root: root.toString('hex'),
      head: head.hash.toString('hex'),
      previous: previous.toString('hex'),
      closed_at,
    })
    const signature = key.sign(note)
    if (!isSignedBy(key.public_key, note, signature)) throw new Error('the key of the log does not sign what it verifies')
    await tx
      .insertInto('kernel.checkpoints')
      .values({ number, size: head.seq, root, head: head.hash, previous, closed_at, reason, note, key_id: key.key_id, signature })
      .execute()
    await sql`select pg_notify(${publicChangeChannel}, '')`.execute(tx) // pages that said "tonight" say it no longer
    return number
  })
}

/** A checkpoint as a file, of its number or the newest; undefined where there is none. */
export async function checkpointOf(look: Pick<Look, 'db'>, number: number | 'newest'): Promise<CheckpointFile | undefined> {
  const row = await look.db
    .selectFrom('kernel.checkpoints as c')
    .innerJoin('kernel.log_keys as k', 'k.id', 'c.key_id')
    .select([
      'c.number',
      'c.size',
      'c.root',
      'c.head',
      'c.previous',
      'c.closed_at',
      'c.note',
      'c.signature',
      'k.public_key',
      'k.fingerprint',
    ])
    .$if(number !== 'newest', query => query.where('c.number', '=', Number(number)))
    .orderBy('c.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { public_key: key, root, head, previous, signature, ...rest } = row
  const hex = (bytes: Buffer) => bytes.toString('hex')
  return { ...rest, key, root: hex(root), head: hex(head), previous: hex(previous), signature: hex(signature) }
}

export const checkpoints_per_page = 50
export type CheckpointRow = {
  readonly number: number
  readonly size: number
  readonly closed_at: string
  readonly reason: string
  readonly fingerprint: string
}

/** A page of the checkpoints, newest first. Refusal 'not_found' past the end. */
export async function checkpointPage(
  look: Look,
  page: number,
): Promise<{ rows: CheckpointRow[]; total: number; page: number; pages: number }> {
  const { total } = await look.db
    .selectFrom('kernel.checkpoints')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const pages = Math.max(1, Math.ceil(total / checkpoints_per_page))
  if (page > pages) throw notFound()
  const rows = await look.db
    .selectFrom('kernel.checkpoints as c')
    .innerJoin('kernel.log_keys as k', 'k.id', 'c.key_id')
    .select(['c.number', 'c.size', 'c.closed_at', 'c.reason', 'k.fingerprint'])
    .orderBy('c.number', 'desc')
    .limit(checkpoints_per_page)
    .offset((page - 1) * checkpoints_per_page)
    .execute()
  return { rows, total, page, pages }
}

/** Proof that a later checkpoint continues an earlier one: RFC 9162, 2.1.4. Refusal 'not_found' for one that is not there, or out of order. */
export async function consistencyOf(look: Look, input: { readonly first: number; readonly second: number }) {
  const [first, second] = await Promise.all([checkpointOf(look, input.first), checkpointOf(look, input.second)])
  if (!first || !second || first.size > second.size) throw notFound()
  const path = await consistencyPath(storedTree(look.db).subtree, first.size, second.size)
  return { format: 'mingjing-consistency-1', first, second, path: path.map(hash => Buffer.from(hash).toString('hex')) }
}

/** The keys that have signed, the newest first; each is valid until the next begins. */
export const logKeys = (look: Pick<Look, 'db'>) =>
  look.db.selectFrom('kernel.log_keys').select(['public_key', 'fingerprint', 'valid_from']).orderBy('id', 'desc').limit(100).execute()
