import { type Right, rights } from '../org/can.ts'
import { locales, type Words } from '../words.ts'
import type { Effect } from './clock.ts'
import { type CommonRules, commonFaults, commonSteps, isCommonStep, systemSteps } from './common.ts'

/** A state of a case. `joins`: the step taken by itself when enough of the tasks that were handed out are done. */
export type StateRule<Step extends string> = { readonly name: Words; readonly joins?: Step }

/** One step: its button, whence, whither, who. A case that a step leads to an end state has its clock ended by that. */
export type StepRule<State extends string> = {
  /** The label of the button, which is also the name in the timeline. */
  readonly name: Words
  readonly from: readonly State[]
  readonly to: State
  readonly by: Right
  readonly clock?: StepEffect
  /** The step hands a task to each of several units; `by` is the right that completes one, in the task's unit. */
  readonly hands_out?: { readonly by: Right }
}
/** What a step may do to a running clock: 'start' belongs to opening a case, 'end' to its end states. */
export type StepEffect = Exclude<Effect, 'start' | 'end' | 'undo'>

/** A process as data. Guards, buttons, the published chart, the text for screen readers and the tests all come from it. */
export type Process<State extends string = string, Step extends string = string> = {
  readonly business: string
  readonly name: Words
  /** Raised when the table changes, so that a case can say under which one it began. */
  readonly version: number
  /** Who opens a case, in its unit; without it the room's command decides (the public may open some). */
  readonly opens?: Right
  readonly first: State
  readonly ends: readonly State[]
  readonly states: Readonly<Record<State, StateRule<Step>>>
  readonly steps: Readonly<Record<Step, StepRule<State>>>
  /** Which of the common steps it allows, to whom. */
  readonly common?: CommonRules<State>
  /** The table as it was before, version by version: a case goes on under the one it began with. */
  readonly earlier?: readonly Process[]
}

/**
 * Writes down a process. State and step names come from the keys of `states` and `steps`; any other name in `first`, `ends`,
 * `from`, `to`, `joins`, and any unknown right in `by`, is a compile error. Whether the whole makes sense says `faults`.
 */
export function defineProcess<const State extends string, const Step extends string>(process: {
  readonly business: string
  readonly name: Words
  readonly version?: number
  readonly opens?: Right
  readonly first: NoInfer<State>
  readonly ends: readonly NoInfer<State>[]
  readonly states: Readonly<Record<State, StateRule<NoInfer<Step>>>>
  readonly steps: Readonly<Record<Step, StepRule<NoInfer<State>>>>
  readonly common?: CommonRules<NoInfer<State>>
  readonly earlier?: readonly Process[]
}): Process<State, Step> {
  return { version: 1, ...process }
}

/** The table of a version, the newest or an earlier one. Throws for a version that the code does not keep: that would be a bug. */
export function tableOf(process: Process, version: number): Process {
  const table = process.version === version ? process : process.earlier?.find(earlier => earlier.version === version)
  if (!table) throw new Error(`${process.business} keeps no table of version ${version}`)
  return table
}

/** The steps that lead on from a state, in the order of the table: the buttons of the page, before rights are asked. */
export function stepsOpen<State extends string, Step extends string>(process: Process<State, Step>, state: string): Step[] {
  return stepNames(process).filter(step => process.steps[step].from.some(from => from === state))
}

export const isEnded = (process: Process, state: string): boolean => process.ends.includes(state)

/** The steps as typed names, in the order of the table. */
export function stepNames<State extends string, Step extends string>(process: Process<State, Step>): Step[] {
  return Object.keys(process.steps).filter((name): name is Step => Object.hasOwn(process.steps, name))
}

/** A state's name for the reader, also of an earlier version; a state in none of the tables keeps the name it was stored with. */
export function stateName(process: Process, state: string): Words {
  return newestFirst(process).find(table => Object.hasOwn(table.states, state))?.states[state]?.name ?? { 'zh-CN': state, en: state }
}

/** The name for the reader of a step, a common step or what the system did; 'open' is the event with which every case begins. */
export function stepName(process: Process, step: string): Words {
  if (step === openStep) return { 'zh-CN': '立案', en: 'Opened' }
  const own = newestFirst(process).find(table => Object.hasOwn(table.steps, step))?.steps[step]?.name
  return own ?? (isCommonStep(step) ? commonSteps[step].name : systemName(step))
}

const systemName = (step: string): Words =>
  Object.entries(systemSteps).find(([name]) => name === step)?.[1].name ?? { 'zh-CN': step, en: step }

const newestFirst = (process: Process): readonly Process[] => [process, ...(process.earlier ?? []).toReversed()]

/** The event with which every case begins: no step of any process may have its name. */
export const openStep = 'open'

/** What is wrong with a process, in sentences for its author; none when it is sound. Every process of the house is tested with it. */
export function faults(process: Process): string[] {
  const own = [...nameFaults(process), ...wayFaults(process), ...taskFaults(process), ...clockFaults(process), ...commonFaults(process)]
  return [...own, ...versionFaults(process)]
}

/** Earlier tables are those of versions 1, 2, … up to the one before the newest, of the same business, each sound. */
function versionFaults({ business, version, earlier = [] }: Process): string[] {
  const found = earlier.flatMap(table => faults(table).map(fault => `version ${table.version}: ${fault}`))
  if (earlier.some(table => table.business !== business)) found.push('an earlier version is of another business')
  const kept = earlier.map(table => table.version)
  for (let wanted = 1; wanted < version; wanted += 1) if (!kept.includes(wanted)) found.push(`version ${wanted} is not kept`)
  if (kept.some(number => number >= version) || new Set(kept).size < kept.length)
    found.push('an earlier version is numbered as a later one')
  return found
}

function nameFaults(process: Process): string[] {
  const found: string[] = []
  const named: [string, Words][] = [
    ['the process', process.name],
    ...Object.entries(process.states).map(([state, { name }]): [string, Words] => [`state ${state}`, name]),
    ...Object.entries(process.steps).map(([step, { name }]): [string, Words] => [`step ${step}`, name]),
  ]
  for (const [what, words] of named) {
    for (const locale of locales) if (words[locale].trim() === '') found.push(`${what} has no name in ${locale}`)
  }
  if (Object.hasOwn(process.steps, openStep)) found.push(`a step may not be called '${openStep}'`)
  for (const [step, { by }] of Object.entries(process.steps))
    if (!Object.hasOwn(rights, by)) found.push(`step ${step}: nobody has the right '${by}'`)
  return found
}

function wayFaults(process: Process): string[] {
  const found: string[] = []
  const states = Object.keys(process.states)
  const steps = Object.entries(process.steps)
  for (const [step, { from, to }] of steps) {
    if (from.length === 0) found.push(`step ${step} starts from no state`)
    for (const state of [...from, to]) if (!states.includes(state)) found.push(`step ${step} names the unknown state ${state}`)
  }
  if (process.ends.length === 0) found.push('there is no end')
  if (process.ends.includes(process.first)) found.push('the first state is an end')
  const reached = walk([process.first], state => steps.filter(([, { from }]) => from.includes(state)).map(([, { to }]) => to))
  const leadsOut = walk(process.ends, state => steps.filter(([, { to }]) => to === state).flatMap(([, { from }]) => from))
  for (const state of states) {
    const ended = process.ends.includes(state)
    if (!reached.has(state)) found.push(`state ${state} cannot be reached`)
    if (ended && stepsOpen(process, state).length > 0) found.push(`state ${state} is an end, yet steps lead on from it`)
    if (!ended && !leadsOut.has(state)) found.push(`from state ${state} no end can be reached`)
  }
  return found
}

function taskFaults(process: Process): string[] {
  const found: string[] = []
  const steps = Object.entries(process.steps)
  for (const [state, { joins }] of Object.entries(process.states)) {
    if (joins === undefined) continue
    if (!process.steps[joins]?.from.includes(state)) found.push(`state ${state} is joined by ${joins}, which does not start from it`)
    if (process.steps[joins]?.hands_out) found.push(`${joins} joins tasks, so it cannot hand out others by itself`)
    if (needsWords(process.steps[joins]?.clock)) found.push(`${joins} joins tasks by itself, so nobody can say its days`)
    if (!steps.some(([, step]) => step.to === state && step.hands_out)) found.push(`state ${state} joins tasks, but no step hands any out`)
  }
  for (const [step, { to, hands_out }] of steps) {
    if (hands_out && process.states[to]?.joins === undefined) found.push(`step ${step} hands out tasks, but state ${to} does not join them`)
  }
  return found
}

function clockFaults(process: Process): string[] {
  const found: string[] = []
  const steps = Object.entries(process.steps)
  const has = (effect: Effect) => steps.some(([, { clock }]) => clock === effect)
  if (has('exclude') && !has('include')) found.push('time is excluded, but never included again')
  if (has('include') && !has('exclude')) found.push('time is included, but never excluded')
  if (has('restart') && !has('stop')) found.push('the clock restarts, but never stops')
  for (const [step, { to, clock }] of steps) {
    if (clock && process.ends.includes(to)) found.push(`step ${step} ends the case, which ends the clock; it cannot also ${clock} it`)
  }
  return found
}

/** Effects for which the person says how many days or until when. */
function needsWords(effect: Effect | undefined): boolean {
  return effect === 'extend' || effect === 'delay'
}

/** All states that can be reached from some by following `next`. */
function walk(from: readonly string[], next: (state: string) => readonly string[]): Set<string> {
  const seen = new Set<string>(from)
  for (const state of seen) for (const other of next(state)) seen.add(other) // a Set visits what is added on the way
  return seen
}
