import { sql } from 'kysely'
import { theHouse } from '../org/actor.ts'
import type { Look, Work } from '../work.ts'
import type { FileHouse } from './place.ts'
import { makeFound, publicationsWith } from './searched.ts'
import type { Sha256 } from './store.ts'
import { extractText, type FileText } from './texts.ts'

/**
 * Reads the words of a file and keeps them: what the job 'files.text' does after a file was attached. Done again it changes nothing, so it
 * may run twice. A file that is gone meanwhile is passed over.
 */
export async function rememberText(house: FileHouse, input: { readonly sha256: Sha256 }): Promise<FileText['status'] | 'gone'> {
  const file = await house.read(theHouse, fileWithoutText, input.sha256)
  if (!file) return 'gone'
  if (file.status !== null) return file.status
  const text = await extractText(house.files, file)
  await house.run(theHouse, keepText, { sha256: input.sha256, text })
  return text.status
}

async function fileWithoutText(look: Look, sha256: Sha256) {
  return await look.db
    .selectFrom('kernel.files as f')
    .leftJoin('kernel.file_texts as t', 't.sha256', 'f.sha256')
    .select(['f.sha256', 'f.media_type', sql<FileText['status'] | null>`t.status`.as('status')])
    .where('f.sha256', '=', sha256)
    .executeTakeFirst()
}

async function keepText(work: Work, input: { readonly sha256: Sha256; readonly text: FileText }): Promise<void> {
  const { sha256, text } = input
  const known = await work.tx.selectFrom('kernel.files').select('sha256').where('sha256', '=', sha256).forKeyShare().executeTakeFirst()
  if (!known) return
  await work.tx
    .insertInto('kernel.file_texts')
    .values({ sha256, ...text })
    .onConflict(conflict => conflict.column('sha256').doNothing())
    .execute()
  // Under the row's lock: a release that comes at the same time either finds these words, or is found here.
  for (const id of await publicationsWith(work, sha256)) await makeFound(work, id)
}

/** The words of a file, once they have been read; undefined before. */
export async function textOfFile(look: Look, sha256: Sha256) {
  return await look.db
    .selectFrom('kernel.file_texts')
    .select(['status', 'reason', 'text', 'cut', 'extracted_at'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
}
