import { checkpointPage, consistencyOf, logKeys } from '../../kernel/audit/checkpoint.ts'
import { type ProofState, proofOf } from '../../kernel/audit/proof.ts'
import type { Look } from '../../kernel/work.ts'
import type { Subject } from './proof-forms.ts'

export type ProofsData = Awaited<ReturnType<typeof proofs>>

/** Keys, and a page of the checkpoints. */
export async function proofs(look: Look, page: number) {
  const [keys, checkpoints] = await Promise.all([logKeys(look), checkpointPage(look, page)])
  return { keys, checkpoints }
}

/**
 * The proof of a subject with the rows that the public may read: of an item the version on its page, and nothing of the text once it is
 * withdrawn; the others only by their hashes. Reports are public from their release, and there are no other rows of them.
 */
export async function publicProof(look: Look, subject: Subject): Promise<ProofState> {
  if (subject.noun === 'report') return await proofOf(look, { subject: subject.text })
  const item = await look.db
    .selectFrom('kernel.publications')
    .select(['version', 'withdrawn_on'])
    .where('id', '=', Number(subject.id))
    .where('disclosure_mode', '=', 'proactive')
    .where('audience', '=', 'society')
    .executeTakeFirst()
  if (!item) return { state: 'unknown' }
  const withdrawn = item.withdrawn_on !== null
  const shown = withdrawn ? [] : ['kernel.publications', 'kernel.publication_versions']
  return await proofOf(look, {
    subject: subject.text,
    shows: ({ table, key }) =>
      table === 'kernel.withdrawals' || (shown.includes(table) && (key === subject.id || key === `${subject.id}|${item.version}`)),
  })
}

export { consistencyOf }
