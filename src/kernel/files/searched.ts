import { sql } from 'kysely'
import { indexAttachmentText } from '../search/fill.ts'
import type { Work } from '../work.ts'
import type { Sha256 } from './store.ts'

/** Of all attachments of an item together: as much as of one. */
const characters_max = 2_000_000

/** The publications of which a file is an attachment now. */
export async function publicationsWith(work: Work, sha256: Sha256): Promise<number[]> {
  const rows = await work.tx
    .selectFrom('kernel.attachments')
    .select('publication_id')
    .distinct()
    .where('sha256', '=', sha256)
    .where('removed_at', 'is', null)
    .where('publication_id', 'is not', null)
    .execute()
  return rows.flatMap(({ publication_id }) => publication_id ?? [])
}

/** Makes a publication's attachments be found: by their names, descriptions and, as far as they have been read, their words. */
export async function makeFound(work: Work, publication_id: number): Promise<void> {
  const row = await work.tx
    .selectFrom('kernel.attachments as a')
    .leftJoin('kernel.file_texts as t', 't.sha256', 'a.sha256')
    .where('a.publication_id', '=', publication_id)
    .where('a.removed_at', 'is', null)
    .select(
      sql<
        string | null
      >`left(string_agg(concat_ws(E'\n', a.name, nullif(a.description, ''), nullif(t.text, '')), E'\n' order by a.position),
        ${sql.lit(characters_max)})`.as('words'),
    )
    .executeTakeFirst()
  await indexAttachmentText(work, publication_id, row?.words ?? '')
}
