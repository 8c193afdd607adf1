import { sql } from 'kysely'
import { openToAll } from '../publications/open.ts'
import type { Look, Work } from '../work.ts'
import { documentOf, type Indexed, slicesOf } from './document.ts'

/** As many items a command indexes itself; more wait a few seconds for the loop, so that a bulk is not slowed. */
const at_once_max = 100

/** Puts what a command published, amended or gave a text into the index, in its transaction; bulks are indexed behind. */
export async function indexPublished(work: Work, ids: readonly number[]): Promise<void> {
  if (ids.length <= at_once_max) await indexDocuments(work, ids)
}

/**
 * The text of a publication's attachments, all of them joined, in place of what was there; '' when it has none any more.
 * To be called in the command that adds, changes or removes an attachment, or in the job that has read the files.
 */
export async function indexAttachmentText(work: Work, publication_id: number, text: string): Promise<void> {
  const clean = text.toWellFormed().replaceAll('\0', ' ')
  await work.tx
    .insertInto('kernel.search_attachment_texts')
    .values({ publication_id, text: clean })
    .onConflict(conflict => conflict.column('publication_id').doUpdateSet({ text: clean }))
    .execute()
  await indexDocuments(work, [publication_id])
}

/**
 * Indexes those of the publications that are open to all, in five statements. The rows are held until the commit, so that none is
 * withdrawn between being read and being indexed; one that somebody else is changing right now stays waiting.
 */
export async function indexDocuments(work: Work, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const held = await work.tx
    .selectFrom('kernel.publications as p')
    .select('p.id')
    .where('p.id', 'in', [...ids])
    .orderBy('p.id')
    .forShare()
    .skipLocked()
    .execute()
  const rows: Indexed[] = await work.tx
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.publication_versions as v', join => join.onRef('v.publication_id', '=', 'p.id').onRef('v.version', '=', 'p.version'))
    .leftJoin('kernel.search_attachment_texts as a', 'a.publication_id', 'p.id')
    .select(['p.id', 'p.title', 'p.document_number', 'v.body_html', 'a.text as attached'])
    .select(['p.published_on', 'p.column_id', 'p.unit_id', 'p.genre'])
    .where('p.id', '=', sql<number>`any(${held.map(row => row.id)}::bigint[])`)
    .where(openToAll)
    .orderBy('p.published_on')
    .orderBy('p.id')
    .execute()
  await insertDocuments(work, rows)
  // Also those that are not open, or that are not there at all: nobody need look at them again.
  await sql`delete from kernel.search_pending as w where w.publication_id = any(${[...ids]}::bigint[])
    and (w.publication_id = any(${held.map(row => row.id)}::bigint[])
      or not exists (select from kernel.publications as p where p.id = w.publication_id))`.execute(work.tx)
  return rows.length
}

async function insertDocuments(work: Work, rows: readonly Indexed[]): Promise<void> {
  if (rows.length === 0) return
  const documents = rows.map(row => documentOf(row))
  const column = <T>(of: (row: Indexed) => T): T[] => rows.map(of)
  // Numbers of an array go as one text: the driver would quote each of some 400 a document.
  await sql`
    insert into kernel.search_documents (publication_id, published_on, column_id, unit_id, genre, grams, text)
    select id, published_on, column_id, unit_id, genre, grams::integer[], text
    from unnest(${column(row => row.id)}::bigint[], ${column(row => row.published_on)}::date[], ${column(row => row.column_id)}::integer[],
      ${column(row => row.unit_id)}::integer[], ${column(row => row.genre)}::text[],
      ${documents.map(({ grams }) => `{${grams.join()}}`)}::text[], ${documents.map(({ text }) => text)}::text[])
      as r(id, published_on, column_id, unit_id, genre, grams, text)
    on conflict (publication_id) do update set published_on = excluded.published_on, column_id = excluded.column_id,
      unit_id = excluded.unit_id, genre = excluded.genre, grams = excluded.grams, text = excluded.text`.execute(work.tx)
  const days = [...new Set(rows.map(row => row.published_on))].sort()
  const slices = new Map(days.flatMap(slicesOf).map(slice => [`${slice.kind} ${slice.first_day}`, slice]))
  await work.tx
    .insertInto('kernel.search_slices')
    .values([...slices.values()])
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The newest of the publications that wait to be indexed, newest first. */
export async function waitingIds(look: Look, limit: number): Promise<number[]> {
  const rows = await look.db
    .selectFrom('kernel.search_pending as w')
    .leftJoin('kernel.publications as p', 'p.id', 'w.publication_id')
    .select('w.publication_id')
    .orderBy('p.published_on', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => row.publication_id)
}

export type Filling = { readonly waiting: number; readonly percent: number }

/** How far the index is, while publications wait to be indexed; undefined when all are in it. */
export async function filling(look: Look, _input: null): Promise<Filling | undefined> {
  const one = await look.db.selectFrom('kernel.search_pending').select('publication_id').limit(1).executeTakeFirst()
  if (!one) return undefined
  const { waiting, indexed } = await look.db
    .selectNoFrom(eb => [
      eb
        .selectFrom('kernel.search_pending')
        .select(of => of.fn.countAll<number>().as('n'))
        .as('waiting'),
      eb
        .selectFrom('kernel.search_documents')
        .select(of => of.fn.countAll<number>().as('n'))
        .as('indexed'),
    ])
    .executeTakeFirstOrThrow()
  const all = (waiting ?? 0) + (indexed ?? 0)
  return waiting ? { waiting, percent: Math.floor((100 * (indexed ?? 0)) / all) } : undefined
}
