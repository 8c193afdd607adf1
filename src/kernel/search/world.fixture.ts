import { sql } from 'kysely'
import type { World } from '../../../test/world.ts'
import type { JobHouse } from '../jobs/job.ts'
import { thePublic } from '../org/actor.ts'
import type { Narrowing } from './find.ts'
import { fillSearch } from './jobs.ts'
import { readQuery } from './query.ts'
import { type Sort, search } from './search.ts'

export const jobHouseOf = ({ run, read, db }: World): Pick<JobHouse, 'run' | 'read' | 'db'> => ({ run, read, db })

/** Indexes everything that waits. */
export async function fillAll(w: World): Promise<void> {
  for (let i = 0; i < 100 && (await fillSearch(jobHouseOf(w))) > 0; i++);
}

export type Asked = { readonly sort?: Sort; readonly page?: number; readonly narrowing?: Narrowing }

export const find = (w: World, typed: string, { sort = 'relevance', page = 1, narrowing = {} }: Asked = {}) =>
  w.read(thePublic, search, { query: readQuery(typed), narrowing, sort, page })

/** Ids of every page, one after another. */
export async function findAll(w: World, typed: string, asked: Asked = {}): Promise<number[]> {
  const ids: number[] = []
  for (let page = 1; page <= 2_000; page++) {
    const { hits, more } = await find(w, typed, { ...asked, page })
    ids.push(...hits.map(hit => hit.id))
    if (!more) return ids
  }
  throw new Error('a search without end')
}

/** Ids of open items whose title or body holds the text, by PostgreSQL's own search for a substring. */
export async function truth(w: World, text: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from kernel.publications as p
    join kernel.publication_versions as v on v.publication_id = p.id and v.version = p.version
    where kernel.is_open_to_all(p)
      and (position(${text} in p.title) > 0 or position(${text} in p.document_number) > 0 or position(${text} in regexp_replace(v.body_html, '</?p>', '', 'g')) > 0)
    order by p.id`.execute(w.db)
  return rows.map(row => row.id)
}
