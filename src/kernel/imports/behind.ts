import { z } from 'zod'
import { defineJob, type JobHouse } from '../jobs/job.ts'
import { actingPerson } from '../org/acting.ts'
import { theHouse } from '../org/actor.ts'
import { notFound, Refusal } from '../refusal.ts'
import { sealedAnew } from '../sealed/anew.ts'
import type { Look, Work } from '../work.ts'
import { keepRows, openImport, refuseFaults, rowsOf, type SentFile, type Taking, takeInAs } from './import.ts'
import { dealtWith, isBusy, personOf, storedKind, waitingImport } from './kept.ts'
import type { Credential } from './people.ts'
import { readSheetBytes, type Sheet } from './read.ts'
import type { Tick } from './row.ts'

// Large sheets are read and taken in behind the page. Each is one transaction: what is cut off, cancelled or refused leaves nothing, and what was
// cut off is done again by the queue.

const itsImport = z.object({ id: z.number().int().positive() })

/** Somebody gave the work up while it went on. */
class GivenUp extends Error {}

/** Keeps a sheet to be read behind the page. Returns the import's id. */
export async function keepSheet(work: Work, input: SentFile & { readonly content: Buffer }): Promise<number> {
  const id = await openImport(work, input, 'reading')
  await work.tx.insertInto('kernel.import_sheets').values({ import_id: id, content: input.content }).execute()
  await work.enqueue(readSheetJob, { id }, { once: `read ${id}` })
  return id
}

/** Begins to take a sheet in behind the page. Refusal 'conflict' as takeIn. */
export async function startTaking(work: Work, { id, only_good }: Taking): Promise<void> {
  const sent = await waitingImport(work, id, { lock: true })
  if (sent.work === 'taking' && sent.only_good === only_good) return // sent twice
  if (sent.work !== null) throw isBusy()
  refuseFaults(sent.fault_count, only_good)
  await work.tx
    .updateTable('kernel.imports')
    .set({ work: 'taking', only_good, done_count: 0, of_count: 0, problem: null })
    .where('id', '=', id)
    .execute()
  await work.enqueue(takeInJob, { id }, { once: `take ${id}` })
  await work.log('start_taking', `import:${id}`, { only_good })
}

/** Gives up what goes on: a sheet that is being read is dropped, one that is being taken in waits again, and nothing of it has been taken. */
export async function cancelWork(work: Work, id: number): Promise<void> {
  const sent = await waitingImport(work, id, { lock: true })
  if (sent.work === null) throw dealtWith()
  const dropped_at = sent.work === 'reading' ? work.now.toString() : null
  await work.tx.updateTable('kernel.imports').set({ work: null, dropped_at }).where('id', '=', id).execute()
  await work.tx.deleteFrom('kernel.import_sheets').where('import_id', '=', id).execute()
  await work.log('cancel_import', `import:${id}`, { was: sent.work })
}

/** The one-time passwords of people who were taken in behind the page: given once, and gone with that. */
export async function fetchPasswords(work: Work, id: number): Promise<readonly Credential[]> {
  const row = await work.tx
    .selectFrom('kernel.imports')
    .select('sealed_passwords')
    .where('id', '=', id)
    .where('recorded_by', '=', personOf(work))
    .forUpdate()
    .executeTakeFirst()
  if (!row?.sealed_passwords) throw notFound()
  const found = credentials.parse(JSON.parse(work.keys.unseal(row.sealed_passwords, about(id))))
  await work.tx.updateTable('kernel.imports').set({ sealed_passwords: null }).where('id', '=', id).execute()
  await work.log('fetch_passwords', `import:${id}`, { count: found.length })
  return found
}

const about = (id: number): string => `import_passwords:${id}`
const credentials = z.array(z.object({ name: z.string(), sign_in_name: z.string(), password: z.string() }))

/** Seals what waits to be fetched anew with the newest key; how many. */
export async function resealPasswords(work: Work, count: number): Promise<number> {
  const rows = await work.tx
    .selectFrom('kernel.imports')
    .select(['id', 'sealed_passwords'])
    .where('sealed_passwords', 'is not', null)
    .forUpdate()
    .execute()
  const old = rows.flatMap(({ id, sealed_passwords: sealed }) => (sealed !== null && work.keys.isOld(sealed) ? [{ id, sealed }] : []))
  for (const { id, sealed } of old.slice(0, count)) {
    const sealed_passwords = sealedAnew(work.keys, sealed, about(id))
    await work.tx.updateTable('kernel.imports').set({ sealed_passwords }).where('id', '=', id).execute()
  }
  const done = Math.min(old.length, count)
  if (done > 0) await work.log('reseal', 'kernel:imports', { count: done })
  return done
}

// ── the work itself ──────────────────────────────────────────────────────────────────────────────────────────────────

type Begun = {
  readonly id: number
  readonly kind: z.infer<typeof storedKind>
  readonly person_id: number
  readonly only_good: boolean
  readonly rows: number
}

/** What is to be done, when it still is. */
async function begun(look: Look, { id, work }: { readonly id: number; readonly work: 'reading' | 'taking' }): Promise<Begun | undefined> {
  const row = await look.db
    .selectFrom('kernel.imports')
    .select(['kind', 'recorded_by', 'only_good', 'row_count', 'fault_count'])
    .where('id', '=', id)
    .where('work', '=', work)
    .executeTakeFirst()
  return (
    row && {
      id,
      kind: storedKind.parse(row.kind),
      person_id: row.recorded_by,
      only_good: row.only_good ?? false,
      rows: row.row_count - row.fault_count,
    }
  )
}

const contentOf = async (look: Look, id: number): Promise<Buffer | undefined> =>
  (await look.db.selectFrom('kernel.import_sheets').select('content').where('import_id', '=', id).executeTakeFirst())?.content

type Far = { readonly id: number; readonly done: number; readonly of: number }

/** Writes how far it is, for the page. False when somebody gave it up. */
async function noteProgress(work: Work, { id, done, of }: Far): Promise<boolean> {
  const noted = await work.tx
    .updateTable('kernel.imports')
    .set({ done_count: done, of_count: of })
    .where('id', '=', id)
    .where('work', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

const told_every_ms = 250

/** Tells how far it is, not oftener than a person can read, and lets others be served. Throws when the work was given up. */
function progressOf(house: JobHouse, id: number, of: number): Tick {
  let told = 0
  return async done => {
    await new Promise<void>(resolve => setImmediate(resolve))
    const now = house.clock().epochMilliseconds
    if (done < of && Math.abs(now - told) < told_every_ms) return
    told = now
    if (!(await house.run(theHouse, noteProgress, { id, done: Math.min(done, of), of }))) throw new GivenUp()
  }
}

type ToFill = { readonly id: number; readonly kind: Begun['kind']; readonly sheet: Sheet; readonly tick: (of: number) => Tick }

async function fillImport(work: Work, { id, kind, sheet, tick }: ToFill): Promise<void> {
  const rows = rowsOf(kind, sheet)
  if (!(await keepRows(work, { id, kind, rows, tick: tick(rows.length) }))) throw new GivenUp()
  await work.tx.deleteFrom('kernel.import_sheets').where('import_id', '=', id).execute()
  await work.log('read_sheet', `import:${id}`, { rows: rows.length })
}

type Problem = { readonly id: number; readonly words: Refusal['words']; readonly drop: boolean }

/** The work ended without result: why is kept for the page. */
async function endWork(work: Work, { id, words, drop }: Problem): Promise<void> {
  const problem = JSON.stringify(words)
  const dropped_at = drop ? work.now.toString() : null
  await work.tx
    .updateTable('kernel.imports')
    .set({ work: null, problem, dropped_at })
    .where('id', '=', id)
    .where('work', 'is not', null)
    .execute()
  await work.tx.deleteFrom('kernel.import_sheets').where('import_id', '=', id).execute()
  await work.log('end_import_work', `import:${id}`, { problem: words.en })
}

/** Does it, and keeps a refusal for the page. A bug goes to the queue, which tries again. */
async function ending(house: JobHouse, id: number, drop: boolean, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof GivenUp) return
    if (!(error instanceof Refusal)) throw error
    await house.run(theHouse, endWork, { id, words: error.fields.file ?? error.words, drop })
  }
}

/** Reads a sheet, with the rights that its sender has now. */
export const readSheetJob = defineJob({
  name: 'imports.read_sheet',
  data: itsImport,
  perform: async (house, { id }) => {
    const sent = await house.read(theHouse, begun, { id, work: 'reading' })
    const content = sent && (await house.read(theHouse, contentOf, id))
    if (!sent || !content) return
    const actor = await house.read(theHouse, actingPerson, sent.person_id)
    const tick = (of: number) => progressOf(house, id, of)
    await ending(house, id, true, async () =>
      house.run(actor, fillImport, { id, kind: sent.kind, sheet: await readSheetBytes(content), tick }),
    )
  },
})

type ToTake = Taking & { readonly tick: Tick }

async function takeBehind(work: Work, input: ToTake): Promise<void> {
  const taken = await takeInAs(work, { ...input, doing: 'taking' })
  if (taken.changed) {
    const problem = JSON.stringify(changedWords)
    await work.tx.updateTable('kernel.imports').set({ problem }).where('id', '=', input.id).execute()
  }
  if (taken.credentials.length === 0) return
  const sealed_passwords = work.keys.seal(JSON.stringify(taken.credentials), about(input.id))
  await work.tx.updateTable('kernel.imports').set({ sealed_passwords }).where('id', '=', input.id).execute()
}

const changedWords = {
  'zh-CN': '检查之后情况有了变化，又有几行出现错误；没有导入任何内容。',
  en: 'Things have changed since the check, and more rows are faulty. Nothing was taken in.',
}

/** Takes a sheet in, as the person who asked for it, with the rights that they have now. */
export const takeInJob = defineJob({
  name: 'imports.take_in',
  data: itsImport,
  perform: async (house, { id }) => {
    const sent = await house.read(theHouse, begun, { id, work: 'taking' })
    if (!sent) return
    const actor = await house.read(theHouse, actingPerson, sent.person_id)
    const tick = progressOf(house, id, sent.rows * 2)
    await ending(house, id, false, () => house.run(actor, takeBehind, { id, only_good: sent.only_good, tick }))
  },
})
