import { can, type Right, separation } from '../../org/can.ts'
import { actsFor } from '../../org/stand-ins.ts'
import { Refusal } from '../../refusal.ts'
import type { Words } from '../../words.ts'
import type { Work } from '../../work.ts'
import { type CommonStep, commonSteps, rightOf } from '../common.ts'
import { actingFor, forbidden, type HeldCase, happenedMeanwhile, holdCase } from '../hold.ts'
import { isEnded, type Process, stateName, tableOf } from '../process.ts'

/** A locked case with the table of its version, before one of the common steps. */
export type Held = { readonly held: HeldCase; readonly table: Process }

/** What is asked: which case, which step, and the number of the newest event that the page showed. */
export type AskedOf = { readonly case_id: number; readonly step: CommonStep; readonly seen?: number }

/** Locks the case. Refusal 'not_found', 'conflict' for a case that has ended, or when something happened since the page was shown. */
export async function hold(work: Work, process: Process, { case_id, step, seen }: AskedOf): Promise<Held> {
  const held = await holdCase(work, process, case_id)
  const table = tableOf(process, held.process_version)
  if (isEnded(table, held.state) || (seen !== undefined && seen !== held.last.seq)) throw happenedMeanwhile(process, held, step)
  return { held, table }
}

/** The right for the step in the case's state. Refusal 'conflict' where the process does not allow it. */
export function allowedRight({ held, table }: Held, step: CommonStep): Right {
  const right = rightOf(table, step, held.state)
  if (right === undefined) throw notAllowed({ held, table }, step)
  return right
}

export function notAllowed({ held, table }: Held, step: CommonStep): Refusal {
  const [name, state]: Words[] = [commonSteps[step].name, stateName(table, held.state)]
  return new Refusal('conflict', {
    'zh-CN': `“${state?.['zh-CN']}”环节不能办理“${name?.['zh-CN']}”。`,
    en: `'${name?.en}' is not possible in '${state?.en}'.`,
  })
}

/** For a step of whoever has the case: for whom the actor takes it. Refusal 'forbidden', also when somebody else has the case. */
export async function asHolder(work: Work, at: Held, step: CommonStep): Promise<number | null> {
  const right = allowedRight(at, step)
  const forPerson = actingFor(work, at.held, right)
  if (forPerson !== null || holdsHere(right, work.actor.person_id, whose(at.held))) return forPerson
  return await inPlaceOfOwner(work, at.held, right)
}

/** For a step from beside (urge, copy, supervise): the right alone. For whom the actor takes it. Refusal 'forbidden'. */
export async function asOnlooker(work: Work, at: Held, step: CommonStep): Promise<number | null> {
  const right = allowedRight(at, step)
  if (!can(work.actor, right, at.held)) throw forbidden()
  return holdsHere(right, work.actor.person_id, whose(at.held)) ? null : await inPlaceOfOwner(work, at.held, right)
}

/** What is one's own alone is, while one is absent, also one's B's. */
async function inPlaceOfOwner(work: Work, held: HeldCase, right: Right): Promise<number> {
  const owner = separation[right] === 'own' ? (await actsFor(work)).find(id => holdsHere(right, id, whose(held))) : undefined
  if (owner === undefined) throw forbidden()
  return owner
}

type Whose = { readonly opened_by: number | null; readonly holder_id: number | null }
const whose = ({ opened_by, holder }: HeldCase): Whose => ({ opened_by, holder_id: holder?.id ?? null })

/**
 * Whether a right holds for this person and case (`separation`): some only for one's own, which is what one opened or was handed; some only
 * for what others opened. Pure.
 */
export function holdsHere(right: Right, person_id: number | null, { opened_by, holder_id }: Whose): boolean {
  const own = person_id !== null && person_id === opened_by
  if (separation[right] === 'own') return own || (person_id !== null && person_id === holder_id)
  return separation[right] !== 'others' || !own
}

/** Refusal 'conflict' while the case is suspended: what moves it has to wait. */
export function refuseSuspended({ held }: Held): void {
  if (held.suspended_seq !== null) throw conflict('本事项已挂起，请先恢复办理。', 'The case is suspended. Resume it first.')
}

export const conflict = (chinese: string, english: string): Refusal => new Refusal('conflict', { 'zh-CN': chinese, en: english })

/** A fault beside one input of the form. */
export function invalid(field: string, chinese: string, english: string): Refusal {
  const words: Words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
