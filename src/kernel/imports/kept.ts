import { z } from 'zod'
import { notFound, Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { type CellFault, isFaultKey } from './faults.ts'

// How imports are kept in their tables, and whose they are.

export const storedKind = z.enum(['units', 'people', 'publications'])
export const storedCells = z.record(z.string(), z.string())
/** Faults as they are kept; a key that an older program wrote and this one does not know falls out. */
export const storedFaults = z
  .array(z.object({ column: z.string(), key: z.string() }))
  .transform(faults => faults.flatMap(({ column, key }): CellFault[] => (isFaultKey(key) ? [{ column, key }] : [])))
const words = z.object({ 'zh-CN': z.string(), en: z.string() })
/** Why the last work ended without result; undefined when it did not. */
export const storedProblem = words.nullable().catch(null)

export function personOf(work: Work): number {
  if (work.actor.person_id === null) throw notFound()
  return work.actor.person_id
}

export function refused(chinese: string, english: string): Refusal {
  const said = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', said, { file: said })
}

const conflict = (chinese: string, english: string) => new Refusal('conflict', { 'zh-CN': chinese, en: english })
export const dealtWith = () => conflict('这份表格已经处理过了。', 'This sheet has been dealt with already.')

/** The actor's own import that still waits for a decision. Refusal 'conflict' when it is dealt with, or is being read or taken in. */
export async function waitingImport(work: Work, id: number, { lock }: { readonly lock: boolean }) {
  const row = await work.tx
    .selectFrom('kernel.imports')
    .selectAll()
    .where('id', '=', id)
    .where('recorded_by', '=', personOf(work))
    .$if(lock, query => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.taken_at !== null || row.dropped_at !== null) throw dealtWith()
  return { ...row, kind: storedKind.parse(row.kind) }
}

export const isBusy = () => conflict('这份表格正在处理，请稍候。', 'This sheet is being worked on: wait a moment.')
