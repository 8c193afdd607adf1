import { sql } from 'kysely'
import { defineLoop, type JobHouse, type LoopJob } from '../jobs/job.ts'
import { thePublic } from '../org/actor.ts'
import type { Work } from '../work.ts'
import { type Filling, filling, indexDocuments, waitingIds } from './fill.ts'

/** Documents a transaction: some 100 ms, for which their publications cannot be changed, and some 10 in which no page is made. */
const batch_size = 200
const asked_for = 5_000
/** One round; then the loop looks whether it is to stop. */
const round_ms = 3_000
const recount_minutes = 10
/** A round with fewer documents is everyday work. */
const told_min = 500

type Filler = Pick<JobHouse, 'run' | 'read' | 'db'>

/**
 * Indexes what waits, newest first, for at most three seconds; says how many documents. What a crash cuts off waits again: a document and its
 * place in the queue change in one transaction.
 */
export async function fillSearch(house: Filler): Promise<number> {
  const until = performance.now() + round_ms
  let done = 0
  for (let ids = await next(house); ids.length > 0 && performance.now() < until; ids = await next(house)) {
    const before = done
    for (let at = 0; at < ids.length && performance.now() < until; at += batch_size) {
      done += await house.run(thePublic, indexBatch, ids.slice(at, at + batch_size))
    }
    if (done === before) break // all of them are being changed right now
  }
  await tidyIndex(house)
  return done
}

/** Does not wait for the disk: of a batch that a crash takes away the items still wait. */
async function indexBatch(work: Work, ids: readonly number[]): Promise<number> {
  await sql`set local synchronous_commit = off`.execute(work.tx)
  await sql`set local gin_pending_list_limit = '16MB'`.execute(work.tx) // merged in larger lots: a quarter quicker than by 4 MB
  return await indexDocuments(work, ids)
}

const next = (house: Filler): Promise<number[]> => house.read(thePublic, waitingIds, asked_for)

/** Merges what was added lately into the index, which every search would else read besides. */
async function tidyIndex({ db }: Filler): Promise<void> {
  await sql`select case when pg_has_role(relowner, 'usage') then gin_clean_pending_list(oid) end
    from pg_class where oid = 'kernel.search_grams'::regclass`.execute(db)
}

/**
 * Compares the index with what is published, and counts words and slices anew, when that has not been done for ten minutes: a restored city
 * comes without an index, and its items are found here.
 */
export async function recount({ db }: Pick<JobHouse, 'db'>): Promise<void> {
  const due = await sql<{ due: boolean }>`
    select not exists (select from kernel.search_pending)
      and coalesce((select counted_at < now() - make_interval(mins => ${recount_minutes}) from kernel.search_counted), true) as due`.execute(
    db,
  )
  if (due.rows[0]?.due !== true) return
  const missing = await sql`insert into kernel.search_pending (publication_id)
    select p.id from kernel.publications as p
    where kernel.is_open_to_all(p) and not exists (select from kernel.search_documents as d where d.publication_id = p.id)
    on conflict do nothing`.execute(db)
  if (Number(missing.numAffectedRows) > 0) return // they come first
  await db.transaction().execute(async tx => {
    await sql`delete from kernel.search_words`.execute(tx)
    await sql`insert into kernel.search_words (word, documents)
      select word, count(*) from kernel.search_documents as d join kernel.publications as p on p.id = d.publication_id, unnest(p.keywords) as word
      where char_length(word) between 2 and 40 group by word order by count(*) desc limit 100000`.execute(tx)
    await sql`update kernel.search_slices as s set documents = n.documents
      from (select published_on, count(*)::integer as documents from kernel.search_documents group by published_on) as n
      where s.kind = 'day' and s.first_day = n.published_on`.execute(tx)
    await sql`update kernel.search_slices as m set documents = n.documents
      from (select date_trunc('month', first_day)::date as month, sum(documents)::integer as documents
        from kernel.search_slices where kind = 'day' group by 1) as n
      where m.kind = 'month' and m.first_day = n.month`.execute(tx)
    await sql`insert into kernel.search_counted (counted_at, documents) select now(), count(*) from kernel.search_documents
      on conflict (singleton) do update set counted_at = excluded.counted_at, documents = excluded.documents`.execute(tx)
  })
  await sql`analyze kernel.search_documents, kernel.search_slices, kernel.search_words`.execute(db)
}

/** Keeps the search complete: in one process at a time, and resumable. `say` hears how far a long filling is. */
export const searchFilling = (say: (line: string) => void): LoopJob =>
  defineLoop({
    name: 'search.fill_index',
    every_ms: 1_000,
    perform: async house => {
      const done = await fillSearch(house)
      if (done >= told_min) say(lineOf(await house.read(thePublic, filling, null)))
      await recount(house)
    },
  })

const lineOf = (progress: Filling | undefined): string =>
  progress ? `search index: ${progress.percent} %, ${progress.waiting} items wait` : 'search index: complete'
