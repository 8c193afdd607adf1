import { sql } from 'kysely'
import type { Arrived } from '../files/arrive.ts'
import { attachments_max, attachToCase, type Purpose } from '../files/attachments.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { lookOf } from '../work.ts'
import { commonState } from './common-state.ts'
import { holdCase } from './hold.ts'
import type { Process } from './process.ts'

type OfCase = { readonly process: Process; readonly case_id: number }

/** A paper of a case as its page shows it. `scanned_at`: when a scanner last found no virus in it; null: there was none to ask. */
export type CaseFile = {
  readonly id: number
  readonly sha256: string
  readonly name: string
  readonly description: string
  readonly purpose: Purpose
  readonly size_bytes: number
  readonly media_type: string
  readonly scanned_at: string | null
  readonly recorded_at: string
  readonly recorded_by: string | null
  readonly person_id: number | null
}

/** All papers of a case: those that go out with it and those that stay in its file. Refusal 'not_found' for who may not see the case. */
export async function filesOfCase(look: Look, of: OfCase): Promise<CaseFile[]> {
  await commonState(look, of)
  return await rowsOf(look, of.case_id).execute()
}

/** One of them, to be opened. Refusal 'not_found' for who may not see the case, and for a file of another. */
export async function fileOfCase(look: Look, { id, ...of }: OfCase & { readonly id: number }): Promise<CaseFile> {
  await commonState(look, of)
  const row = await rowsOf(look, of.case_id).where('a.id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

function rowsOf({ db }: Look, case_id: number) {
  return db
    .selectFrom('kernel.attachments as a')
    .innerJoin('kernel.files as f', 'f.sha256', 'a.sha256')
    .leftJoin('kernel.people as p', 'p.id', 'a.recorded_by')
    .select(['a.id', 'a.sha256', 'a.name', 'a.description', 'f.size_bytes', 'f.media_type', 'f.scanned_at', 'a.recorded_at'])
    .select(['p.name as recorded_by', 'a.recorded_by as person_id', sql<Purpose>`a.purpose`.as('purpose')])
    .where('a.case_id', '=', case_id)
    .where('a.removed_at', 'is', null)
    .orderBy('a.position')
    .limit(2 * attachments_max)
}

/**
 * Puts a paper into the case's file. Whoever works on the case may. Refusals: 'not_found' (may not see it), 'forbidden' (may only read it),
 * 'conflict' (the case is over), 'invalid' beside the file.
 */
export async function fileInCase(
  work: Work,
  input: OfCase & { readonly file: Arrived; readonly description: string; readonly files_max: number },
): Promise<number> {
  const { process, ...rest } = input
  await holdCase(work, process, input.case_id)
  mayFile(await commonState(lookOf(work), input))
  return await attachToCase(work, { ...rest, purpose: 'record' })
}

/** Asked at the door too, before a byte of the file is read. */
export function mayFile({ ended, acts }: { readonly ended: boolean; readonly acts: boolean }): void {
  if (ended) throw new Refusal('conflict', { 'zh-CN': '本事项已办结，不能再增减材料。', en: 'The case is over: its file is closed.' })
  if (!acts)
    throw new Refusal('forbidden', { 'zh-CN': '您只能查阅本事项，不能增减材料。', en: 'You may read this case, but not change its file.' })
}

/**
 * Takes a paper out of the case's file: whoever put it there, while the case is open and no letter refers to it. It is not shown any more,
 * and stays on record. Refusals as above, and 'forbidden' for another's paper; one that is no such paper is passed over.
 */
export async function unfileFromCase(work: Work, input: OfCase & { readonly id: number }): Promise<void> {
  const { case_id, id, process } = input
  await holdCase(work, process, case_id)
  mayFile(await commonState(lookOf(work), input))
  const file = await work.tx
    .selectFrom('kernel.attachments as a')
    .select(['a.name', 'a.sha256', 'a.recorded_by'])
    .select(sql<boolean>`exists (select from kernel.case_letters as l where l.attachment_id = a.id)`.as('in_letter'))
    .where('a.id', '=', id)
    .where('a.case_id', '=', case_id)
    .where('a.purpose', '=', 'record')
    .where('a.removed_at', 'is', null)
    .executeTakeFirst()
  if (!file) return
  if (file.recorded_by !== work.actor.person_id || file.in_letter)
    throw new Refusal('forbidden', {
      'zh-CN': '只能移除自己上传、且未被文书引用的材料。',
      en: 'You can take out only what you put in yourself and no letter refers to.',
    })
  await work.tx
    .updateTable('kernel.attachments')
    .set({ removed_at: sql`now()`, removed_by: work.actor.person_id })
    .where('id', '=', id)
    .execute()
  await work.log('unfile', `case:${case_id}`, { name: file.name, sha256: file.sha256 })
}
