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
  /** 'noun:id' */
  readonly subject: string
  /** Which rows are shown: the others only by their hash. By default all: the caller has asked who may see the subject. */
  readonly shows?: (entry: { readonly table: string; readonly key: string }) => boolean
}

/**
 * Proves what the newest checkpoint says of the rows of a subject: each row with its salt, its place and its path. Rows come from the
 * tables whose `noun` is the subject's, by keys that begin with its id. Private columns stay hashed.
 */
export async function proofOf(look: Pick<Look, 'db'>, { subject, shows = () => true }: ProofInput): Promise<ProofState> {
  const [noun = '', id = ''] = subject.split(':')
  const checkpoint = await checkpointOf(look, 'newest')
  const entries = await newestEntries(look, noun, id)
  if (entries.length === 0) return (await isWaiting(look, noun, id)) ? { state: 'waiting' } : { state: 'unknown' }
  if (!checkpoint || entries.every(entry => entry.seq > checkpoint.size) || (await isWaiting(look, noun, id))) return { state: 'waiting' }
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

/** Of every row of the subject the newest entry, in the order of the chain. */
async function newestEntries(look: Pick<Look, 'db'>, noun: string, id: string) {
  const rows = await look.db
    .selectFrom('kernel.chain as e')
    .innerJoin('kernel.covered_tables as t', join => join.onRef('t.id', '=', 'e.table_id').onRef('t.version', '=', 'e.version'))
    .select(['e.seq', 't.relation as table', 'e.table_id', 'e.key', 'e.op', 'e.tx', 'e.recorded_at', 'e.row_hash', 'e.salt'])
    .select(['t.public_columns', 't.private_columns', 't.key_columns', 't.key_types'])
    .where('e.table_id', 'in', eb => eb.selectFrom('kernel.covered_tables as c').select('c.id').where('c.noun', '=', noun))
    .where(eb => eb.or([eb('e.key', '=', id), eb.and([eb('e.key', '>=', `${id}|`), eb('e.key', '<', `${id}}`)])])) // '}' follows '|'
    .orderBy('e.table_id')
    .orderBy('e.key')
    .orderBy('e.seq', 'desc')
    .distinctOn(['e.table_id', 'e.key'])
    .limit(entries_max)
    .execute()
  return rows.sort((a, b) => a.seq - b.seq)
}
type Entry = Awaited<ReturnType<typeof newestEntries>>[number]

async function isWaiting(look: Pick<Look, 'db'>, noun: string, id: string): Promise<boolean> {
  const row = await look.db
    .selectFrom('kernel.unchained as e')
    .select('e.id')
    .where('e.table_id', 'in', eb => eb.selectFrom('kernel.covered_tables as c').select('c.id').where('c.noun', '=', noun))
    .where(eb => eb.or([eb('e.key', '=', id), eb.and([eb('e.key', '>=', `${id}|`), eb('e.key', '<', `${id}}`)])]))
    .limit(1)
    .executeTakeFirst()
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
