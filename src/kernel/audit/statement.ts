import type { Kysely } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import type { Work } from '../work.ts'
import { type KeyFile, signingKey } from './signer.ts'

/** Statements signed in one round. */
const batch_max = 100

/** The text of a statement, as it is signed. */
export const statementText = (row: { readonly subject: string; readonly sha256: Buffer; readonly recorded_at: string }): string =>
  ['mingjing statement 1', `subject ${row.subject}`, `sha256 ${row.sha256.toString('hex')}`, `recorded ${row.recorded_at}`, ''].join('\n')

/**
 * The city states that `subject` ('report:3') had content of this SHA-256: written with the command, signed with the city's key within
 * seconds after its commit, and followed by a checkpoint. The key is never in the way of a command.
 */
export async function signStatement(work: Work, statement: { readonly subject: string; readonly sha256: Buffer }): Promise<void> {
  await work.tx.insertInto('kernel.statements').values(statement).execute()
  await work.log('sign_statement', statement.subject, { sha256: statement.sha256.toString('hex') })
}

/** Signs what waits; returns how many. Throws KeyProblem. */
export async function signDue(db: Kysely<Tables>, file: KeyFile): Promise<number> {
  const due = await db
    .selectFrom('kernel.statements as s')
    .leftJoin('kernel.statement_signatures as g', 'g.statement_id', 's.id')
    .select(['s.id', 's.subject', 's.sha256', 's.recorded_at'])
    .where('g.statement_id', 'is', null)
    .orderBy('s.id')
    .limit(batch_max)
    .execute()
  if (due.length === 0) return 0
  const key = await signingKey(db, file)
  await db
    .insertInto('kernel.statement_signatures')
    .values(due.map(row => ({ statement_id: row.id, key_id: key.key_id, signature: key.sign(statementText(row)) })))
    .onConflict(conflict => conflict.column('statement_id').doNothing())
    .execute()
  return due.length
}
