import { type Kysely, sql } from 'kysely'
import type { DB as Tables } from '../db/tables.ts'

/** What changed on the desk: a case, for a unit; or the notices of a person. */
export type DeskChange =
  | { readonly kind: 'case'; readonly unit_id: number; readonly case_id: number }
  | { readonly kind: 'notice'; readonly person_id: number }

/** The channel on which processes on one database tell each other what changed on the desk. */
export const deskChannel = 'mingjing_desk'

/** A second word for other processes follows the first after so long; pages gather changes for longer than that. */
const gather_ms = 100
/** Of a bulk no more is told: who reads many changes looks at all of them anyway. */
const told_max = 1000

/** The change as a payload, short: 'c12/345' is case 345 for unit 12, 'n7' a notice for person 7. */
const payloadOf = (change: DeskChange): string => (change.kind === 'case' ? `c${change.unit_id}/${change.case_id}` : `n${change.person_id}`)

/** Reads one payload; another text is none of ours. */
export function readChange(payload: string): DeskChange | undefined {
  const [, unit_id, case_id] = /^c(\d+)\/(\d+)$/.exec(payload) ?? []
  if (unit_id !== undefined) return { kind: 'case', unit_id: Number(unit_id), case_id: Number(case_id) }
  const [, person_id] = /^n(\d+)$/.exec(payload) ?? []
  return person_id === undefined ? undefined : { kind: 'notice', person_id: Number(person_id) }
}

/**
 * Tells every process what committed commands changed. Not in their own transactions: commits that notify queue behind each other, each with its
 * write to the disk. What comes while a word is on its way goes with the next one. These are hints to open pages and no facts: of a process that
 * is killed within that tenth of a second some are lost, as are its own pages.
 */
export function changeTeller(db: Kysely<Tables>): (changes: Iterable<DeskChange>) => void {
  let waiting = new Set<string>()
  let busy = false
  const say = async (): Promise<void> => {
    busy = true
    while (waiting.size > 0) {
      const payloads = [...waiting]
      waiting = new Set()
      await sql`select set_config('synchronous_commit', 'off', true), pg_notify(${deskChannel}, p) from unnest(${payloads}::text[]) as p`
        .execute(db)
        .catch(() => {}) // without a database nobody listens; whoever connects again looks at everything
      await new Promise(resolve => setTimeout(resolve, gather_ms).unref())
    }
    busy = false
  }
  return changes => {
    for (const change of changes) if (waiting.size < told_max) waiting.add(payloadOf(change))
    if (!busy && waiting.size > 0) void say()
  }
}
