import { can, type Right, separation } from '../../org/can.ts'
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
export function asHolder(work: Work, at: Held, step: CommonStep): number | null {
  const right = allowedRight(at, step)
  const forPerson = actingFor(work, at.held, right)
  if (!holdsHere(right, [work.actor.person_id, forPerson], { opened_by: at.held.opened_by, holder_id: at.held.holder?.id ?? null }))
    throw forbidden()
  return forPerson
}

/** For a step from beside (urge, copy, supervise): the right alone. Refusal 'forbidden'. */
export function asOnlooker(work: Work, { held, table }: Held, step: CommonStep): void {
  const right = allowedRight({ held, table }, step)
  const whose = { opened_by: held.opened_by, holder_id: held.holder?.id ?? null }
  if (!can(work.actor, right, held) || !holdsHere(right, [work.actor.person_id], whose)) throw forbidden()
}

/**
 * Whether a right holds for this case (`separation`): some only for one's own, which is what one opened or was handed; some only for what others
 * opened. `people`: the actor, and for whom they act. Pure.
 */
export function holdsHere(
  right: Right,
  people: readonly (number | null)[],
  whose: { readonly opened_by: number | null; readonly holder_id: number | null },
): boolean {
  const is = (id: number | null) => id !== null && people.includes(id)
  if (separation[right] === 'own') return is(whose.opened_by) || is(whose.holder_id)
  return separation[right] !== 'others' || !is(whose.opened_by)
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
