import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Actor } from '../org/actor.ts'
import type { Look, Work } from '../work.ts'
import type { FileHouse } from './place.ts'
import type { Sha256, Store, Stored } from './store.ts'

/** What nobody refers to is kept this long: for a form that is open, and for a restored database whose rows come back. */
const kept_hours = 24
/** Contents looked at in one query, and removed in one run. */
const batch = 500
const removals_max = 10_000

export type Cleared = { readonly removed: number; readonly adopted: number; readonly incoming: number }

/**
 * Removes stored contents that no row refers to and that last arrived a day ago, contents that no row knows (a day after they were found),
 * and what broken uploads left in the folder of arrivals. May run beside uploads: whoever brings a content again either finds it, or stores it anew.
 */
export async function clearOrphans(house: FileHouse, actor: Actor): Promise<Cleared> {
  const adopted = await adoptStrays(house, actor)
  let removed = 0
  const remove = removeOrphan(house.files.store)
  for (;;) {
    const orphans = await house.read(actor, orphansNow, null)
    let gone = 0
    for (const sha256 of orphans) if (await house.run(actor, remove, sha256)) gone += 1
    removed += gone
    if (gone === 0 || removed >= removals_max) break
  }
  return { removed, adopted, incoming: await sweepIncoming(house.files.incoming) }
}

/** Contents without a row, as after a database was restored from an older copy: they get one, and a day. */
async function adoptStrays(house: FileHouse, actor: Actor): Promise<number> {
  let adopted = 0
  let some: Stored[] = []
  const flush = async () => {
    adopted += some.length === 0 ? 0 : await house.run(actor, adopt, some)
    some = []
  }
  for await (const stored of house.files.store.list()) {
    if (some.push(stored) === batch) await flush()
  }
  await flush()
  return adopted
}

export async function adopt(work: Work, stored: readonly Stored[]): Promise<number> {
  const rows = await work.tx
    .insertInto('kernel.files')
    .values(
      stored.flatMap(({ sha256, size_bytes }) => (size_bytes > 0 ? [{ sha256, size_bytes, media_type: 'application/octet-stream' }] : [])),
    )
    .onConflict(conflict => conflict.column('sha256').doNothing())
    .returning('sha256')
    .execute()
  if (rows.length > 0) await work.log('adopt_files', 'file:many', { files: rows.map(({ sha256 }) => sha256) })
  return rows.length
}

const isOld = sql<boolean>`f.seen_at < now() - make_interval(hours => ${sql.lit(kept_hours)})`

async function orphansNow(look: Look, _input: null): Promise<Sha256[]> {
  const rows = await look.db
    .selectFrom('kernel.files as f')
    .select('f.sha256')
    .where(isOld)
    .where(eb => eb.not(eb.exists(eb.selectFrom('kernel.attachments as a').select('a.id').whereRef('a.sha256', '=', 'f.sha256'))))
    .limit(batch)
    .execute()
  return rows.map(row => row.sha256)
}

/**
 * Removes one content and its row, having asked again under the row's lock: an upload that announced it meanwhile has made it young, and one
 * that announces it now waits for this transaction, finds no row and no content, and stores both anew.
 */
const removeOrphan =
  (store: Store) =>
  async (work: Work, sha256: Sha256): Promise<boolean> => {
    const row = await work.tx
      .selectFrom('kernel.files as f')
      .select('f.sha256')
      .where('f.sha256', '=', sha256)
      .where(isOld)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return false
    const use = await work.tx.selectFrom('kernel.attachments').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst()
    if (use) return false
    await store.remove(sha256) // before the commit: when it fails the row stays, and the next run tries again
    await work.tx.deleteFrom('kernel.files').where('sha256', '=', sha256).execute()
    await work.log('clear_file', `file:${sha256}`)
    return true
  }

async function sweepIncoming(folder: string): Promise<number> {
  const before_ms = Date.now() - kept_hours * 3_600_000
  let swept = 0
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined) // an upload that ended meanwhile took it away
    if (!found?.isFile() || found.mtimeMs > before_ms) continue
    await rm(path, { force: true })
    swept += 1
  }
  return swept
}
