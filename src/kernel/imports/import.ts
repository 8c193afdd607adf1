import { sql } from 'kysely'
import { defineRecurring } from '../jobs/job.ts'
import { houseNumber } from '../law/settings.ts'
import { thePublic } from '../org/actor.ts'
import { Refusal } from '../refusal.ts'
import { type Look, lookOf, type Work } from '../work.ts'
import type { CellFault } from './faults.ts'
import { dealtWith, isBusy, personOf, refused, storedCells, waitingImport } from './kept.ts'
import { columnsIn, headingOf, type ImportKind, isExample } from './kinds.ts'
import { type Credential, people_max, readPeople, takePeople } from './people.ts'
import { readPublications, takePublications } from './publications.ts'
import type { Sheet } from './read.ts'
import { type Cells, noTick, type RowReader, type Tick } from './row.ts'
import { readUnits, takeUnits } from './units.ts'

const rows_at_once = 1000
/** Imports of a person that wait to be taken in: each holds a whole sheet. */
const waiting_max = 20

export type SentFile = { readonly kind: ImportKind; readonly file_name: string; readonly file_hash: Buffer }
export type SentSheet = SentFile & { readonly sheet: Sheet }

/**
 * Reads a sheet that was sent in and checks every row; nothing of it is taken yet. Returns the import's id.
 * Refusal 'invalid' beside 'file' when a needed column is missing or there are no rows.
 */
export async function receiveSheet(work: Work, input: SentSheet): Promise<number> {
  const rows = rowsOf(input.kind, input.sheet)
  const id = await openImport(work, input, null)
  await keepRows(work, { id, kind: input.kind, rows, tick: noTick })
  return id
}

/** The import's row, before anything is known of the sheet. */
export async function openImport(work: Work, input: SentFile, doing: 'reading' | null): Promise<number> {
  await refuseTooMany(work)
  const { id } = await work.tx
    .insertInto('kernel.imports')
    .values({
      kind: input.kind,
      file_name: input.file_name.slice(0, 200),
      file_hash: input.file_hash,
      row_count: 0,
      fault_count: 0,
      work: doing,
      recorded_by: personOf(work),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.log('receive_sheet', `import:${id}`, { kind: input.kind, sha256: input.file_hash.toString('hex') })
  return id
}

type ToKeep = { readonly id: number; readonly kind: ImportKind; readonly rows: readonly Row[]; readonly tick: Tick }

/** Checks the rows and keeps them with their faults; gives back whether the import was still there to be filled. */
export async function keepRows(work: Work, { id, kind, rows, tick }: ToKeep): Promise<boolean> {
  const read = await readRows(
    lookOf(work),
    kind,
    rows.map(({ cells }) => cells),
    tick,
  )
  const checked = rows.map((row, index) => ({ ...row, faults: read[index]?.reader.faults ?? [] }))
  for (let at = 0; at < checked.length; at += rows_at_once) {
    await sql`
      insert into kernel.import_rows (import_id, row_no, cells, faults)
      select ${id}, row_no, cells, faults
      from json_to_recordset(${JSON.stringify(checked.slice(at, at + rows_at_once))}::json)
        as r(row_no int, cells jsonb, faults jsonb)`.execute(work.tx)
    await tick(rows.length)
  }
  const fault_count = checked.filter(({ faults }) => faults.length > 0).length
  const filled = await work.tx
    .updateTable('kernel.imports')
    .set({ row_count: rows.length, fault_count, work: null })
    .where('id', '=', id)
    .where('dropped_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return filled !== undefined
}

export type Row = { readonly row_no: number; readonly cells: Cells }

/** The rows of data in a sheet. Refusal 'invalid' beside 'file' when a needed column is missing, or there are none or too many. */
export function rowsOf(kind: ImportKind, sheet: Sheet): Row[] {
  const { at, missing } = columnsIn(kind, sheet.header)
  if (missing.length > 0) {
    const names = missing.map(headingOf)
    throw refused(`缺少这些列：${names.join('、')}`, `These columns are missing: ${names.join(', ')}`)
  }
  const rows = sheet.rows.map(({ line, cells }) => ({
    row_no: line,
    cells: Object.fromEntries([...at].flatMap(([name, index]) => (cells[index] ? [[name, cells[index]]] : []))),
  }))
  const real = rows.filter(({ cells }) => !isExample(cells.line ?? '') && Object.keys(cells).some(name => name !== 'line'))
  if (real.length === 0) throw refused('表格中没有数据行', 'The sheet has no rows of data')
  if (kind === 'people' && real.length > people_max) throw refused(`每次最多导入 ${people_max} 人`, `At most ${people_max} people at once`)
  return real
}

async function refuseTooMany(work: Work): Promise<void> {
  const { waiting } = await work.tx
    .selectFrom('kernel.imports')
    .select(eb => eb.fn.countAll<number>().as('waiting'))
    .where('recorded_by', '=', personOf(work))
    .where('taken_at', 'is', null)
    .where('dropped_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (waiting >= waiting_max)
    throw refused('您还有许多未处理的表格，请先导入或放弃它们', 'Many of your sheets still wait: take them in or drop them first')
}

function readRows(look: Look, kind: ImportKind, rows: readonly Cells[], tick: Tick): Promise<readonly { readonly reader: RowReader }[]> {
  if (kind === 'units') return readUnits(look, rows, tick)
  return kind === 'people' ? readPeople(look, rows, tick) : readPublications(look, rows, tick)
}

export type Taken = { readonly taken: number; readonly credentials: readonly Credential[]; readonly changed: boolean }
export type Taking = { readonly id: number; readonly only_good: boolean }

/**
 * Takes a sheet in: all of it, or with `only_good` the rows without a fault. Every row is checked once more, since the city may have
 * changed: when a row that was good has become faulty, nothing is taken, its fault is kept, and `changed` says so. One transaction.
 * Refusal 'conflict' when it has been taken or dropped, is being worked on, or when there are faults and all was asked for.
 */
export async function takeIn(work: Work, input: Taking): Promise<Taken> {
  return await takeInAs(work, { ...input, doing: null, tick: noTick })
}

/** As takeIn, for an import whose `work` is this; `tick` is told how many of twice the rows are checked and taken. */
export async function takeInAs(work: Work, input: Taking & { readonly doing: 'taking' | null; readonly tick: Tick }): Promise<Taken> {
  // One sheet at a time: of two that bring the same item, the second finds it published.
  await sql`select pg_advisory_xact_lock(hashtext('mingjing imports'))`.execute(work.tx)
  const sent = await waitingImport(work, input.id, { lock: false }) // not locked: how far it is gets written meanwhile
  if (sent.work !== input.doing) throw isBusy()
  refuseFaults(sent.fault_count, input.only_good)
  const rows = await work.tx
    .selectFrom('kernel.import_rows')
    .select(['row_no', 'cells'])
    .where('import_id', '=', sent.id)
    .where('faulty', '=', false)
    .orderBy('row_no')
    .execute()
  const good = rows.map(row => ({ row_no: row.row_no, cells: storedCells.parse(row.cells) }))
  const taken = await takeRows(work, { kind: sent.kind, rows: good, tick: input.tick })
  if ('faults' in taken) {
    await keepFaults(work, sent.id, taken.faults)
    return { taken: 0, credentials: [], changed: true }
  }
  const closed = await work.tx
    .updateTable('kernel.imports')
    .set({ taken_count: good.length, taken_at: work.now.toString(), work: null, problem: null })
    .where('id', '=', sent.id)
    .where('taken_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('work', 'is not distinct from', input.doing)
    .returning('id')
    .executeTakeFirst()
  if (!closed) throw dealtWith() // given up at this moment: nothing is taken
  await work.tx.deleteFrom('kernel.import_rows').where('import_id', '=', sent.id).where('faulty', '=', false).execute()
  await work.log('take_in_sheet', `import:${sent.id}`, { kind: sent.kind, taken: good.length, left: sent.fault_count })
  return { taken: good.length, credentials: taken.credentials, changed: false }
}

/** Refusal 'conflict' when all was asked for and there are faults. */
export function refuseFaults(fault_count: number, only_good: boolean): void {
  if (fault_count === 0 || only_good) return
  throw new Refusal('conflict', {
    'zh-CN': '表格中还有错误，不能整表导入。',
    en: 'The sheet has faults, so it cannot be taken in whole.',
  })
}

type NewFaults = readonly { readonly row_no: number; readonly faults: readonly CellFault[] }[]
type ToTake = { readonly kind: ImportKind; readonly rows: readonly Row[]; readonly tick: Tick }

async function takeRows(
  work: Work,
  { kind, rows, tick }: ToTake,
): Promise<{ readonly faults: NewFaults } | { readonly credentials: readonly Credential[] }> {
  if (rows.length === 0) throw new Refusal('conflict', { 'zh-CN': '没有可以导入的行。', en: 'There is no row to take in.' })
  const cells = rows.map(row => row.cells)
  const look = lookOf(work)
  const taking: Tick = done => tick(rows.length + done)
  const faultsOf = (read: readonly { readonly reader: RowReader }[]): NewFaults =>
    rows.flatMap(({ row_no }, index) => {
      const faults = read[index]?.reader.faults ?? []
      return faults.length > 0 ? [{ row_no, faults }] : []
    })
  if (kind === 'units') {
    const read = await readUnits(look, cells, tick)
    const faults = faultsOf(read)
    if (faults.length > 0) return { faults }
    await takeUnits(work, read)
    return { credentials: [] }
  }
  if (kind === 'people') {
    const read = await readPeople(look, cells, tick)
    const faults = faultsOf(read)
    return faults.length > 0 ? { faults } : { credentials: await takePeople(work, read, taking) }
  }
  const read = await readPublications(look, cells, tick)
  const faults = faultsOf(read)
  if (faults.length > 0) return { faults }
  await takePublications(work, read, taking)
  return { credentials: [] }
}

async function keepFaults(work: Work, import_id: number, faults: NewFaults): Promise<void> {
  await sql`
    update kernel.import_rows i set faults = r.faults
    from json_to_recordset(${JSON.stringify(faults)}::json) as r(row_no int, faults jsonb)
    where i.import_id = ${import_id} and i.row_no = r.row_no`.execute(work.tx)
  await work.tx
    .updateTable('kernel.imports')
    .set(eb => ({ fault_count: eb('fault_count', '+', faults.length), work: null }))
    .where('id', '=', import_id)
    .execute()
  await work.log('fault_sheet', `import:${import_id}`, { faults: faults.length })
}

/** Gives a sheet up: its rows are deleted. */
export async function dropImport(work: Work, id: number): Promise<void> {
  const sent = await waitingImport(work, id, { lock: true })
  if (sent.work !== null) throw isBusy()
  await work.tx.updateTable('kernel.imports').set({ dropped_at: work.now.toString() }).where('id', '=', sent.id).execute()
  await work.tx.deleteFrom('kernel.import_rows').where('import_id', '=', sent.id).execute()
  await work.log('drop_import', `import:${sent.id}`)
}

/**
 * Sheets hold names and texts that are nobody's business for ever: drops what has waited too long (the setting imports.keep), and the faulty rows of what
 * was taken in long ago. Returns how many sheets were dropped.
 */
export async function dropOldSheets(work: Work, _input: null): Promise<number> {
  const before = work.now.subtract({ hours: 24 * (await houseNumber(lookOf(work), 'imports.keep')) }).toString()
  const dropped = await work.tx
    .updateTable('kernel.imports')
    .set({ dropped_at: work.now.toString(), work: null })
    .where('taken_at', 'is', null)
    .where('dropped_at', 'is', null)
    .where('recorded_at', '<', before)
    .returning('id')
    .execute()
  for (const table of ['kernel.import_rows', 'kernel.import_sheets'] as const)
    await work.tx
      .deleteFrom(table)
      .where('import_id', 'in', eb => eb.selectFrom('kernel.imports').select('id').where('recorded_at', '<', before))
      .execute()
  await work.tx.updateTable('kernel.imports').set({ sealed_passwords: null }).where('recorded_at', '<', before).execute()
  if (dropped.length > 0) await work.log('drop_old_sheets', 'import:many', { ids: dropped.map(({ id }) => id) })
  return dropped.length
}

/** Every night: what was sent in and forgotten. */
export const forgetSheets = defineRecurring({
  name: 'imports.forget_sheets',
  cron: '20 3 * * *',
  perform: async house => {
    await house.run(thePublic, dropOldSheets, null)
  },
})
