import type { Look } from '../../work.ts'
import type { Process } from '../process.ts'

/** An event as far as the way of a case through its states is concerned. */
export type Passed = {
  readonly seq: number
  readonly step: string
  readonly from_state: string | null
  readonly to_state: string
  readonly person_id: number | null
  readonly for_person_id: number | null
}

/** A state to which the case could be returned, and who had it there. */
export type Returnable = { readonly state: string; readonly person_id: number | null }

/** The longest history that is looked through. */
const eventsMax = 2_000

export const passedStates = ({ db }: Pick<Look, 'db'>, caseId: number): Promise<Passed[]> =>
  db
    .selectFrom('kernel.case_events')
    .select(['seq', 'step', 'from_state', 'to_state', 'person_id', 'for_person_id'])
    .where('case_id', '=', caseId)
    .where(eb => eb('from_state', 'is distinct from', eb.ref('to_state')))
    .orderBy('seq')
    .limit(eventsMax)
    .execute()

/**
 * The states on the case's own way to where it is now, first to last, the present one left out. Coming back to a state (returned, sent back,
 * taken back) forgets what came after it, so that returning never leads forward past a review. Not offered: states that wait for tasks
 * or in which the clock stands still, since nothing would wait there. A migration begins the way anew. Pure.
 */
export function returnable(table: Process, events: readonly Passed[]): Returnable[] {
  let way: Returnable[] = []
  for (const { step, from_state, to_state, person_id, for_person_id } of events) {
    const hadIt = step === 'take_back' ? undefined : (for_person_id ?? person_id)
    const sofar = hadIt === undefined ? way : way.map(one => (one.state === from_state ? { ...one, person_id: hadIt } : one))
    const before = sofar.findIndex(({ state }) => state === to_state)
    if (step === 'migrate') way = [{ state: to_state, person_id: null }]
    else way = before >= 0 ? sofar.slice(0, before + 1) : [...sofar, { state: to_state, person_id: null }]
  }
  return way.slice(0, -1).filter(({ state }) => !standsStill(table, state))
}

/** Whether a case waits there for tasks, or with its clock standing still; and for a state that is not in the table. */
export function standsStill(table: Process, state: string): boolean {
  const leaving = Object.values(table.steps).filter(({ from }) => from.includes(state))
  return (
    !Object.hasOwn(table.states, state) ||
    table.states[state]?.joins !== undefined ||
    leaving.some(({ clock }) => clock === 'restart' || clock === 'include')
  )
}
