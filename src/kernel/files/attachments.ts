import { sql } from 'kysely'
import { notFound } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import type { Arrived } from './arrive.ts'
import { wantText } from './jobs.ts'
import { no } from './refusals.ts'
import { makeFound } from './searched.ts'
import type { Sha256 } from './store.ts'

/**
 * What a case's file is for. 'item': goes out with what the case releases; 'record': stays in the case's file (案卷材料), whatever becomes of it.
 */
export type Purpose = 'item' | 'record'

/** Whose attachments: a case's are seen by those who see the case, a publication's by everybody while it is public. */
export type Owner = { readonly case_id: number } | { readonly publication_id: number }

/** The longest list of attachments that is ever shown; how many an item may have is a setting below it. */
export const attachments_max = 100

const columns = ['a.id', 'a.sha256', 'a.name', 'a.description', 'a.position', 'f.size_bytes', 'f.media_type'] as const

export type Attachment = {
  readonly id: number
  readonly sha256: Sha256
  readonly name: string
  readonly description: string
  readonly position: number
  readonly size_bytes: number
  readonly media_type: string
}

/**
 * The attachments of a case (those that will go out) or publication, in their order. It asks nobody's right: the room's own query decides whether the actor sees the
 * case, and comes before this one.
 */
export async function attachmentsOf(look: Look, owner: Owner): Promise<Attachment[]> {
  return await attachmentRows(look, owner).execute()
}

/** One attachment of a case that the actor was found to see. Refusal 'not_found' for one of another case. */
export async function caseAttachment(look: Look, input: { readonly case_id: number; readonly id: number }): Promise<Attachment> {
  const row = await attachmentRows(look, { case_id: input.case_id }).where('a.id', '=', input.id).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

function attachmentRows(look: Look, owner: Owner) {
  const rows = look.db
    .selectFrom('kernel.attachments as a')
    .innerJoin('kernel.files as f', 'f.sha256', 'a.sha256')
    .where('a.removed_at', 'is', null)
    .select([...columns])
    .orderBy('a.position')
    .limit(attachments_max)
  return 'case_id' in owner
    ? rows.where('a.case_id', '=', owner.case_id).where('a.purpose', '=', 'item')
    : rows.where('a.publication_id', '=', owner.publication_id)
}

/**
 * An attachment that the public may read: of a publication that is for everybody and not withdrawn. Refusal 'not_found' for all others,
 * drafts' among them.
 */
export async function publicAttachment(look: Look, id: number): Promise<Attachment> {
  const row = await look.db
    .selectFrom('kernel.attachments as a')
    .innerJoin('kernel.files as f', 'f.sha256', 'a.sha256')
    .innerJoin('kernel.publications as p', 'p.id', 'a.publication_id')
    .where('a.id', '=', id)
    .where('a.removed_at', 'is', null)
    .where('p.withdrawn_on', 'is', null)
    .where('p.audience', '=', 'society')
    .select([...columns])
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/**
 * Attaches an arrived file to a case, which the room's command has locked and whose state allows it. Returns the attachment's id.
 * Refusal 'invalid' beside the file: the same content is there already, or there are as many as there may be.
 */
export async function attachToCase(
  work: Work,
  input: {
    readonly case_id: number
    readonly file: Arrived
    readonly description: string
    readonly files_max: number
    readonly purpose?: Purpose
  },
): Promise<number> {
  const { case_id, file, purpose = 'item' } = input
  const rows = await work.tx
    .selectFrom('kernel.attachments')
    .select(['sha256', 'name', 'position', 'purpose', 'removed_at'])
    .where('case_id', '=', case_id)
    .execute()
  const present = rows.filter(row => row.removed_at === null)
  const same = present.find(row => row.sha256 === file.sha256)
  if (same) throw no.twice(same.name)
  if (present.filter(row => row.purpose === purpose).length >= Math.min(input.files_max, attachments_max)) throw no.tooMany(input.files_max)
  const position = Math.max(0, ...rows.map(row => row.position)) + 1
  const { id } = await work.tx
    .insertInto('kernel.attachments')
    .values({
      case_id,
      purpose,
      position,
      sha256: file.sha256,
      name: file.name,
      description: input.description,
      recorded_by: work.actor.person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await wantText(work, file.sha256)
  await work.log('attach', `case:${case_id}`, { purpose, name: file.name, sha256: file.sha256, size_bytes: file.size_bytes })
  return id
}

/** Takes a file out of a case that the room's command has locked. It was never public, so only the log remembers it. What is gone stays gone. */
export async function detachFromCase(work: Work, input: { readonly case_id: number; readonly id: number }): Promise<void> {
  const gone = await work.tx
    .deleteFrom('kernel.attachments')
    .where('id', '=', input.id)
    .where('case_id', '=', input.case_id)
    .where('purpose', '=', 'item')
    .returning(['name', 'sha256'])
    .executeTakeFirst()
  if (!gone) return
  // Its content, when nothing else refers to it, is cleared away a day after now, not after it once arrived.
  await work.tx.updateTable('kernel.files').set({ seen_at: sql`now()` }).where('sha256', '=', gone.sha256).execute()
  await work.log('detach', `case:${input.case_id}`, gone)
}

/** On release: the case's attachments that are to go out become the publication's too, in the transaction that publishes it. The case keeps its own, as reviewed. */
export async function publishAttachments(
  work: Work,
  input: { readonly case_id: number; readonly publication_id: number },
): Promise<number> {
  const rows = await work.tx
    .selectFrom('kernel.attachments')
    .select(['sha256', 'name', 'description', 'position'])
    .where('case_id', '=', input.case_id)
    .where('purpose', '=', 'item')
    .execute()
  if (rows.length === 0) return 0
  await work.tx
    .insertInto('kernel.attachments')
    .values(rows.map(row => ({ ...row, publication_id: input.publication_id, recorded_by: work.actor.person_id })))
    .execute()
  await makeFound(work, input.publication_id)
  work.publicChanged()
  return rows.length
}

/** On amendment: of the publication's attachments those named stay; the others are no longer public, and stay on record. Returns how many went. */
export async function keepAttachments(
  work: Work,
  input: { readonly publication_id: number; readonly keep: readonly number[] },
): Promise<number> {
  const gone = await work.tx
    .updateTable('kernel.attachments')
    .set({ removed_at: sql`now()`, removed_by: work.actor.person_id })
    .where('publication_id', '=', input.publication_id)
    .where('removed_at', 'is', null)
    .$if(input.keep.length > 0, query => query.where('id', 'not in', [...input.keep]))
    .returning(['id', 'name', 'sha256'])
    .execute()
  if (gone.length === 0) return 0
  await work.log('remove_attachments', `publication:${input.publication_id}`, { removed: gone })
  await makeFound(work, input.publication_id)
  work.publicChanged()
  return gone.length
}
