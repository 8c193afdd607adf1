import type { Actor } from '../org/actor.ts'
import { type Right, unitsWhere } from '../org/can.ts'
import type { Process } from './process.ts'

/** The cases of one business in the subtrees of these units. */
export type Seen = { readonly business: string; readonly units: readonly number[] }

/** Every right that a process names: whoever holds one of them in a unit works with its cases there, and may look at them. */
export function rightsIn(process: Process): Right[] {
  const steps = Object.values(process.steps).flatMap(({ by, hands_out }) => (hands_out ? [by, hands_out.by] : [by]))
  return [...new Set<Right>([...steps, ...(process.opens ? [process.opens] : []), 'case.supervise'])]
}

/** Which cases this person sees by right: for each business the units. Who holds a case, has a task of it or a copy sees it besides. */
export function seenBy(actor: Actor, processes: readonly Process[]): Seen[] {
  return processes.flatMap(process => {
    const units = [...new Set(rightsIn(process).flatMap(right => unitsWhere(actor, right)))]
    return units.length === 0 ? [] : [{ business: process.business, units }]
  })
}
