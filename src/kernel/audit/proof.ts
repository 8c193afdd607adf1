import { sql } from 'kysely'
import type { Look } from '../work.ts'
import { checkpointOf } from './checkpoint.ts'
import { hasKey, textOf } from './covered.ts'
import { opOf } from './entry.ts'
import type { EntryFile, ProofFile } from './proof-check.ts'
import { proofFormat } from './proof-format.ts'
import { statementText } from './statement.ts'
import { storedTree } from './stored-tree.ts'
import { auditPath } from './tree.ts'

/** Rows of one subject that a proof shows. */
const entries_max = 100

export type ProofState =
  /** Nothing of this subject is in the log. */
  | { readonly state: 'unknown' }
  /** Recorded, and in no checkpoint yet: tonight's will have it. */
  | { readonly state: 'waiting' }
  | { readonly state: 'proved'; readonly proof: ProofFile }

export type ProofInput = {
  /** 'noun:id'. Keys of the rows are this id, or begin with it: `1` and `1|2`, not `12`. */
  readonly subject: string
  /** The tables whose rows are proved: any that the log covers. By default those that name the subject's noun (kernel.cover). */
  readonly tables?: readonly string[]
  /** Which rows are shown: the others only by their hash. By default all: the caller has asked who may see the subject. */
  readonly shows?: (entry: { readonly table: string; readonly key: string }) => boolean
}

/**
 * Proves what the newest checkpoint says of the rows of a subject: each row with its salt, its place and its path. Private columns stay
 * hashed. Any room proves any record of its own: `proofOf(look, { subject: `request:${id}`, tables: ['foi.requests'] })`.
 */
export async function proofOf(look: Pick<Look, 'db'>, { subject, tables, shows = () => true }: ProofInput): Promise<ProofState> {
  const [noun = '', ...rest] = subject.split(':')
  const of: Of = { noun, id: rest.join(':'), tables }
  const checkpoint = await checkpointOf(look, 'newest')
  const entries = await newestEntries(look, of)
  if (entries.length === 0) return (await isWaiting(look, of)) ? { state: 'waiting' } : { state: 'unknown' }
  if (!checkpoint || entries.every(entry => entry.seq > checkpoint.size) || (await isWaiting(look, of))) return { state: 'waiting' }
  const tree = storedTree(look.db)
  const files: EntryFile[] = []
  for (const entry of entries) {
    // What came after the checkpoint is not proved by it: the subject has changed, and waits as a whole.
    if (entry.seq > checkpoint.size) return { state: 'waiting' }
    const path = await auditPath(tree.subtree, entry.seq - 1, checkpoint.size)
    const row = entry.op !== 'delete' && shows(entry) ? await shownRow(look, entry) : null
    const { table, key, op, tx, recorded_at, row_hash, seq } = entry
    files.push({ seq, table, key, op: opOf(op), tx, recorded_at, row_hash: row_hash.toString('hex'), row, path: path.map(hex) })
  }
  const statements = await statementsOf(look, subject)
  return { state: 'proved', proof: { format: proofFormat, subject, entries: files, checkpoint, statements } }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

type Of = { readonly noun: string; readonly id: string; readonly tables: readonly string[] | undefined }

/** Whether entry e is of these tables and of this id; by the index on table and key. */
const isOf = ({ noun, id, tables }: Of) =>
  sql<boolean>`e.table_id in (select c.id from kernel.covered_tables c where ${tables ? sql`c.relation = any(${[...tables]}::text[])` : sql`c.noun = ${noun}`})
    and (e.key = ${id} or (e.key >= ${`${id}|`} and e.key < ${`${id}}`}))` // '}' follows '|'

/** Of every row of the subject the newest entry, in the order of the chain. */
async function newestEntries(look: Pick<Look, 'db'>, of: Of) {
  const rows = await look.db
    .selectFrom('kernel.chain as e')
    .innerJoin('kernel.covered_tables as t', join => join.onRef('t.id', '=', 'e.table_id').onRef('t.version', '=', 'e.version'))
    .select(['e.seq', 't.relation as table', 'e.table_id', 'e.key', 'e.op', 'e.tx', 'e.recorded_at', 'e.row_hash', 'e.salt'])
    .select(['t.public_columns', 't.private_columns', 't.key_columns', 't.key_types'])
    .where(isOf(of))
    .orderBy('e.table_id')
    .orderBy('e.key')
    .orderBy('e.seq', 'desc')
    .distinctOn(['e.table_id', 'e.key'])
    .limit(entries_max)
    .execute()
  return rows.sort((a, b) => a.seq - b.seq)
}
type Entry = Awaited<ReturnType<typeof newestEntries>>[number]

async function isWaiting(look: Pick<Look, 'db'>, of: Of): Promise<boolean> {
  const row = await look.db.selectFrom('kernel.unchained as e').select('e.id').where(isOf(of)).limit(1).executeTakeFirst()
  return row !== undefined
}

/** The row as it stands, with the salt of its public part and the hash of its private part. */
async function shownRow(look: Pick<Look, 'db'>, entry: Entry): Promise<EntryFile['row']> {
  const salt = sql`uuid_send(${entry.salt}::uuid)`
  const row = await look.db
    .selectFrom(sql`${sql.table(entry.table)}`.as<'t'>(sql`t`))
    .select([
      textOf(entry.public_columns).as('text'),
      sql<string>`encode(sha256(${salt} || '\\x01'::bytea), 'hex')`.as('salt'),
      sql<string>`encode(sha256(sha256(${salt} || '\\x02'::bytea) || convert_to(${textOf(entry.private_columns)}, 'UTF8')), 'hex')`.as(
        'private_hash',
      ),
    ])
    .where(hasKey(entry, sql`${entry.key}::text`))
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

async function statementsOf(look: Pick<Look, 'db'>, subject: string): Promise<ProofFile['statements']> {
  const rows = await look.db
    .selectFrom('kernel.statements as s')
    .innerJoin('kernel.statement_signatures as g', 'g.statement_id', 's.id')
    .innerJoin('kernel.log_keys as k', 'k.id', 'g.key_id')
    .select(['s.subject', 's.sha256', 's.recorded_at', 'g.signature', 'k.public_key', 'k.fingerprint'])
    .where('s.subject', '=', subject)
    .orderBy('s.id')
    .limit(20)
    .execute()
  return rows.map(row => ({ note: statementText(row), signature: hex(row.signature), key: row.public_key, fingerprint: row.fingerprint }))
}
