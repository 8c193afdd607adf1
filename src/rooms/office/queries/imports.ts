import { sql } from 'kysely'
import { storedCells, storedFaults, storedProblem } from '../../../kernel/imports/kept.ts'
import type { ImportKind } from '../../../kernel/imports/kinds.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'

/** Faulty rows on a page. */
export const page_size = 50
const imports_max = 50

/** The actor's own sheets of a kind, newest first. */
export async function myImports(look: Look, kind: ImportKind) {
  return await look.db
    .selectFrom('kernel.imports')
    .select(['id', 'file_name', 'row_count', 'fault_count', 'taken_count', 'taken_at', 'dropped_at', 'recorded_at', 'work'])
    .where('recorded_by', '=', look.actor.person_id ?? -1)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(imports_max)
    .execute()
}
export type MyImports = Awaited<ReturnType<typeof myImports>>

/** One sheet of the actor's own with a page of its faulty rows. Somebody else's does not exist. */
export async function importReport(look: Look, input: { readonly kind: ImportKind; readonly id: number; readonly page: number }) {
  const row = await look.db
    .selectFrom('kernel.imports')
    .select(eb => [
      ...(['id', 'file_name', 'file_hash', 'row_count', 'fault_count', 'taken_count', 'taken_at', 'dropped_at', 'recorded_at'] as const),
      ...(['work', 'done_count', 'of_count', 'problem'] as const),
      eb('sealed_passwords', 'is not', null).as('has_passwords'),
    ])
    .where('id', '=', input.id)
    .where('kind', '=', input.kind)
    .where('recorded_by', '=', look.actor.person_id ?? -1)
    .executeTakeFirst()
  if (!row) throw notFound()
  const { file_hash, ...sent } = row
  const [faulty, before] = await Promise.all([
    faultyRows(look, { id: input.id, limit: page_size, offset: (input.page - 1) * page_size }),
    look.db
      .selectFrom('kernel.imports')
      .select(sql<string>`kernel.day_of(taken_at)`.as('day'))
      .where('file_hash', '=', file_hash)
      .where('id', '<>', input.id)
      .where('taken_at', 'is not', null)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  const pages = Math.max(1, Math.ceil(row.fault_count / page_size))
  if (input.page > pages) throw notFound()
  return {
    ...sent,
    problem: storedProblem.parse(sent.problem),
    kind: input.kind,
    page: input.page,
    pages,
    faulty,
    taken_before: before?.day ?? null,
  }
}
export type ImportReport = Awaited<ReturnType<typeof importReport>>

/** How far an import of the actor's own is; undefined when nothing is being done with it. */
export async function importProgress(look: Look, input: { readonly kind: ImportKind; readonly id: number }) {
  const row = await look.db
    .selectFrom('kernel.imports')
    .select(['work', 'done_count', 'of_count'])
    .where('id', '=', input.id)
    .where('kind', '=', input.kind)
    .where('recorded_by', '=', look.actor.person_id ?? -1)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row.work === null ? undefined : { done: row.done_count, of: row.of_count }
}

/** Faulty rows with their cells: for a page, or all of them for the sheet that goes back. */
export async function faultyRows(look: Look, input: { readonly id: number; readonly limit: number; readonly offset: number }) {
  const rows = await look.db
    .selectFrom('kernel.import_rows')
    .select(['row_no', 'cells', 'faults'])
    .where('import_id', '=', input.id)
    .where('faulty', '=', true)
    .orderBy('row_no')
    .limit(input.limit)
    .offset(input.offset)
    .execute()
  return rows.map(({ row_no, cells, faults }) => ({ row_no, cells: storedCells.parse(cells), faults: storedFaults.parse(faults) }))
}
export type FaultyRow = Awaited<ReturnType<typeof faultyRows>>[number]
