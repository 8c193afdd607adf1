import { separation } from '../../org/can.ts'
import type { Work } from '../../work.ts'
import type { Taken } from '../advance.ts'
import { readClock } from '../clock.ts'
import { actingFor, type HeldCase } from '../hold.ts'
import { type Process, stepsOpen } from '../process.ts'
import { record } from '../record.ts'
import { allowedRight, asHolder, conflict, type Held, hold, invalid, refuseSuspended } from './allowed.ts'
import { passedStates, returnable } from './history.ts'
import type { CommonInput } from './inputs.ts'
import { partyWith } from './parties.ts'

/**
 * 退回: back to a state on the case's own way, to whoever had it there. Time goes on; while the clock is paused or stopped it is refused, so that
 * nothing starts it again in silence. Reviews asked for and tasks handed out are not needed any more.
 * Refusal 'forbidden', 'conflict', 'invalid' beside `to`.
 */
export async function returnTo(work: Work, process: Process, caseId: number, input: CommonInput<'return_to'>): Promise<Taken> {
  const at = await hold(work, process, { case_id: caseId, step: 'return_to', seen: input.seen })
  const { held, table } = at
  const for_person_id = await asHolder(work, at, 'return_to')
  refuseSuspended(at)
  const clock = readClock(held.marks, work.calendar).state
  if (clock === 'paused' || clock === 'stopped') {
    throw conflict(
      '期限正在停止或暂停计算，请先办理使其恢复计算的步骤。',
      'The clock is paused or stopped. First take the step that lets it run on.',
    )
  }
  const target = returnable(table, await passedStates({ db: work.tx }, caseId)).find(({ state }) => state === input.to)
  if (!target) throw invalid('to', '只能退回到本事项经过的环节。', 'A case can be returned only to a state it has been through.')
  const { seq, due_on } = await record(work, table.business, held, {
    step: 'return_to',
    to: target.state,
    legal_day: work.today,
    note: input.why,
    detail: { clock },
    for_person_id,
    now: { holder_id: target.person_id },
  })
  return { case_id: caseId, seq, from: held.state, state: target.state, due_on }
}

/**
 * 转办: to another unit or person, who must be able to go on with it. A unit that gives the case away still reads it.
 * Refusal 'forbidden', 'conflict', 'invalid' beside `unit_id` or `person_id`.
 */
export async function handOn(work: Work, process: Process, caseId: number, input: CommonInput<'hand_on'>): Promise<Taken> {
  const at = await hold(work, process, { case_id: caseId, step: 'hand_on', seen: input.seen })
  const { held, table } = at
  const for_person_id = handsOnFor(work, at)
  const whither = table.common?.hand_on?.to ?? 'either'
  const unit_id = input.unit_id ?? held.unit_id
  if (whither === 'person' && (input.person_id === undefined || unit_id !== held.unit_id))
    throw invalid('person_id', '只能转给本单位的人员。', 'It can be handed on only to somebody for its own unit.')
  if (whither === 'unit' && input.person_id !== undefined)
    throw invalid('person_id', '只能转给单位。', 'It can be handed on only to a unit.')
  if (unit_id === held.unit_id && (input.person_id ?? null) === (held.holder?.id ?? null))
    throw invalid(input.person_id === undefined ? 'unit_id' : 'person_id', '本事项已由其办理。', 'They have the case already.')
  // What must be done by others (先审后发) is not handed to who opened the case: they could not go on with it.
  const mustBeOthers = input.person_id !== undefined && input.person_id === held.opened_by
  const rights = stepsOpen(table, held.state)
    .flatMap(step => table.steps[step]?.by ?? [])
    .filter(right => !mustBeOthers || separation[right] !== 'others')
  const to = await partyWith(work, { unit_id, person_id: input.person_id }, rights)
  const { seq, due_on } = await record(work, table.business, held, {
    step: 'hand_on',
    to: held.state,
    legal_day: work.today,
    note: input.why,
    detail: { from_unit: held.unit, from_person: held.holder?.name ?? null, to_unit: to.unit, to_person: to.person },
    for_person_id,
    now: { unit_id: to.unit_id, holder_id: to.person_id },
    log: { unit_id: to.unit_id, person_id: to.person_id },
  })
  if (to.unit_id !== held.unit_id) await keepReading(work, held, seq)
  return { case_id: caseId, seq, from: held.state, state: held.state, due_on }
}

/** The holder, their B, or anybody with the right when nobody of them is there: what lies with the absent must be able to move. */
function handsOnFor(work: Work, at: Held): number | null {
  const { holder } = at.held
  const unattended = holder?.absent === true && holder.stand_ins.length === 0
  return actingFor(work, unattended ? { ...at.held, holder: null } : at.held, allowedRight(at, 'hand_on'))
}

async function keepReading(work: Work, held: HeldCase, seq: number): Promise<void> {
  await work.tx
    .insertInto('kernel.case_copies')
    .values({ case_id: held.id, seq, unit_id: held.unit_id })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
