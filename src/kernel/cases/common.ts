import { type Right, rights } from '../org/can.ts'
import { locales, type Words } from '../words.ts'

/** What one of the common steps is called, what it does, and what becomes of the clock: the same in every room. */
export type CommonStepRow = { readonly name: Words; readonly does: Words; readonly clock: Words; readonly belongs_to?: string }

const goesOn: Words = { 'zh-CN': '期限照常计算', en: 'Time goes on' }

/** The steps that every office uses, once for all processes. A process says only which of them it allows, and to whom (`CommonRules`). */
export const commonSteps = {
  return_to: {
    name: { 'zh-CN': '退回', en: 'Return' },
    does: {
      'zh-CN': '退回到本事项经过的某一环节，由当时的经办人继续办理',
      en: 'Back to a state that the case has been through, to whoever had it there',
    },
    clock: { 'zh-CN': '期限照常计算；停止或暂停计算期间不能退回', en: 'Time goes on; not possible while the clock is paused or stopped' },
  },
  hand_on: {
    name: { 'zh-CN': '转办', en: 'Hand on' },
    does: {
      'zh-CN': '转给有权办理的其他单位或人员，原单位仍可查看',
      en: 'To another unit or person who may go on with it; the unit before still reads it',
    },
    clock: goesOn,
  },
  add_reviewer: {
    name: { 'zh-CN': '加签', en: 'Add a reviewer' },
    does: {
      'zh-CN': '请其他人员或单位先提出意见，意见提出或撤销前不办理下一步',
      en: 'Somebody else gives an opinion first; until then, or until it is withdrawn, no step is taken',
    },
    clock: goesOn,
  },
  countersign: {
    name: { 'zh-CN': '会签', en: 'Countersign' },
    does: {
      'zh-CN': '请多个单位或人员会签：全部、任一或达到规定数量同意后办理下一步',
      en: 'Several sign jointly: once all, any, or as many as needed agree, the next step can be taken',
    },
    clock: goesOn,
  },
  urge: {
    name: { 'zh-CN': '催办', en: 'Urge' },
    does: {
      'zh-CN': '提醒现在的经办单位或人员，每人每日一次',
      en: 'Reminds the unit or person that has the case; once a day by one person',
    },
    clock: goesOn,
  },
  supervise: {
    name: { 'zh-CN': '督办', en: 'Supervise' },
    does: { 'zh-CN': '要求在规定日期前办理并报告结果', en: 'Demands an answer by a day, and ends with its result' },
    clock: goesOn,
  },
  copy_to: {
    name: { 'zh-CN': '抄送', en: 'Copy to' },
    does: { 'zh-CN': '供其他单位或人员查看，并记录查看时间', en: 'Others may read the case; when they did is recorded' },
    clock: goesOn,
  },
  take_back: {
    name: { 'zh-CN': '撤回', en: 'Take back' },
    does: {
      'zh-CN': '后续无人办理时，由本人撤回刚办理的一步',
      en: 'Whoever took the last step takes it back while nobody has acted on it',
    },
    clock: {
      'zh-CN': '该步骤对期限的影响一并撤销，记录保留',
      en: 'What the step did to the clock no longer holds; the record of it stays',
    },
  },
  suspend: {
    name: { 'zh-CN': '挂起', en: 'Suspend' },
    does: { 'zh-CN': '因规定的情形暂不办理，恢复前不办理其他步骤', en: 'Nothing is done for a stated ground until the case is resumed' },
    clock: { 'zh-CN': '期限照常计算，法律另有规定的除外', en: 'Time goes on, unless the law lets it pause' },
  },
  resume: {
    name: { 'zh-CN': '恢复办理', en: 'Resume' },
    does: { 'zh-CN': '挂起的情形消除后继续办理', en: 'The ground is gone: the case goes on' },
    clock: { 'zh-CN': '暂停的期限继续计算', en: 'A paused clock runs on' },
    belongs_to: 'suspend',
  },
  give_opinion: {
    name: { 'zh-CN': '签署意见', en: 'Give an opinion' },
    does: { 'zh-CN': '加签、会签人员签署意见', en: 'A reviewer or countersigner says what they think' },
    clock: goesOn,
    belongs_to: 'countersign',
  },
  withdraw_request: {
    name: { 'zh-CN': '撤销加签或会签', en: 'Withdraw a request' },
    does: { 'zh-CN': '不再等待加签或会签意见', en: 'The opinion asked for is not waited for any more' },
    clock: goesOn,
    belongs_to: 'countersign',
  },
  end_supervision: {
    name: { 'zh-CN': '办结督办', en: 'End the supervision' },
    does: { 'zh-CN': '记录督办结果', en: 'Records the result of the supervision' },
    clock: goesOn,
    belongs_to: 'supervise',
  },
} as const satisfies Record<string, CommonStepRow>
export type CommonStep = keyof typeof commonSteps

/** What the system itself writes into a timeline. */
export const systemSteps = {
  migrate: { name: { 'zh-CN': '转入新版流程', en: 'Moved to a new version of the process' } },
  redate: { name: { 'zh-CN': '期限重新计算', en: 'Due date recomputed' } },
} as const satisfies Record<string, { readonly name: Words }>

/** Events that change neither state nor holder nor clock: who acts afterwards acts on what stood before them. */
export const quietSteps: readonly string[] = ['urge', 'supervise', 'end_supervision', 'copy_to', 'redate']

export const isCommonStep = (step: string): step is CommonStep => Object.hasOwn(commonSteps, step)
export const commonStepNames = (): CommonStep[] => Object.keys(commonSteps).filter(isCommonStep)

/** Who may: one right everywhere, or one for each state in which it is allowed. */
export type By<State extends string> = Right | Readonly<Partial<Record<State, Right>>>

/**
 * Which of the common steps a process allows, to whom. What is not named is not allowed. The right is asked in the case's unit.
 * `reviewer`, `signer`: the right that whoever is asked must have, in their own unit.
 * suspend `clock`: 'pauses' only where the law lets the period pause; `grounds`: the only ones, by key.
 */
export type CommonRules<State extends string = string> = {
  readonly return_to?: { readonly by: By<State> }
  /** `to: 'person'`: the case stays in its unit. */
  readonly hand_on?: { readonly by: By<State>; readonly to?: 'person' | 'unit' | 'either' }
  readonly add_reviewer?: { readonly by: By<State>; readonly reviewer: Right }
  readonly countersign?: { readonly by: By<State>; readonly signer: Right }
  readonly urge?: { readonly by: By<State> }
  readonly supervise?: { readonly by: By<State> }
  readonly copy_to?: { readonly by: By<State> }
  /** Always by the one who took the step, while they have its right. */
  readonly take_back?: true
  readonly suspend?: { readonly by: By<State>; readonly clock: 'pauses' | 'runs'; readonly grounds: Readonly<Record<string, Words>> }
}

/** A process as far as common steps are concerned. */
export type Allowing = {
  readonly ends: readonly string[]
  readonly states: Readonly<Record<string, { readonly joins?: string }>>
  readonly common?: CommonRules
}

/** The right for a common step in a state; undefined where the process does not allow it (and for what is one's own: take_back, give_opinion). */
export function rightOf(process: Allowing, step: CommonStep, state: string): Right | undefined {
  const { common = {} } = process
  const inState = (rule: { readonly by: By<string> } | undefined) => (typeof rule?.by === 'string' ? rule.by : rule?.by[state])
  if (step === 'resume') return inState(common.suspend)
  if (step === 'end_supervision') return inState(common.supervise)
  if (step === 'withdraw_request') return inState(common.add_reviewer) ?? inState(common.countersign)
  if (step === 'give_opinion' || step === 'take_back') return undefined
  return inState(common[step])
}

/** How a case stands, as far as common steps ask: commonState() has it. */
export type CommonSituation = {
  readonly state: string
  readonly suspended: boolean
  /** A review or countersignature is awaited. */
  readonly waiting: boolean
  readonly supervised: boolean
  /** The states to which it could be returned. */
  readonly returnable: readonly unknown[]
  /** The last step is this person's, and can still be taken back. */
  readonly take_back: boolean
}

/** The common steps to offer: allowed in this state, possible as the case stands, and this person's by right in the case's unit. Pure. */
export function commonStepsOpen(process: Allowing, held: CommonSituation, may: (right: Right) => boolean): CommonStep[] {
  if (process.ends.includes(held.state)) return []
  return commonStepNames().filter(step => {
    if (step === 'give_opinion') return false // a task's own button
    if (step === 'take_back') return process.common?.take_back === true && held.take_back
    const right = rightOf(process, step, held.state)
    return right !== undefined && may(right) && isPossible(process, step, held)
  })
}

function isPossible(process: Allowing, step: CommonStep, held: CommonSituation): boolean {
  if (step === 'resume') return held.suspended
  if (step === 'end_supervision') return held.supervised
  if (step === 'supervise') return !held.supervised
  if (step === 'withdraw_request') return held.waiting
  if (step === 'urge' || step === 'copy_to' || step === 'hand_on') return true
  if (held.suspended) return false
  if (step === 'return_to') return held.returnable.length > 0
  // Where tasks are out already, the state waits for those.
  if (step === 'add_reviewer' || step === 'countersign') return process.states[held.state]?.joins === undefined
  return true
}

/** A line of the legend beside a chart. */
export type LegendRow = { readonly step: CommonStep; readonly name: string; readonly does: string; readonly clock: string }

/** The common steps that a process allows, for the table beside its chart; the sentences are what a screen reader reads. */
export function commonLegend(process: Allowing, locale: (typeof locales)[number]): LegendRow[] {
  const { common = {} } = process
  return commonStepNames().flatMap(step => {
    const row: CommonStepRow = commonSteps[step]
    if (!Object.hasOwn(common, row.belongs_to ?? step) || (row.belongs_to !== undefined && step !== 'resume')) return []
    const pauses: Words = { 'zh-CN': '期限暂停计算', en: 'The clock pauses' }
    const clock = step === 'suspend' && common.suspend ? (common.suspend.clock === 'pauses' ? pauses : goesOn) : row.clock
    const unpaused = step === 'resume' && common.suspend?.clock === 'runs' ? goesOn : clock
    return [{ step, name: row.name[locale], does: row.does[locale], clock: unpaused[locale] }]
  })
}

/** What is wrong with a process's common steps, in sentences for its author. */
export function commonFaults(process: Allowing & { readonly steps: Readonly<Record<string, unknown>> }): string[] {
  const found: string[] = []
  const { common = {} } = process
  for (const name of [...commonStepNames(), ...Object.keys(systemSteps)])
    if (Object.hasOwn(process.steps, name)) found.push(`a step may not be called '${name}': it is one of the common steps`)
  for (const [step, rule] of Object.entries(common)) {
    if (!isCommonStep(step)) found.push(`there is no common step ${step}`)
    if (rule === true || rule === undefined) continue
    const by: By<string> = rule.by
    const named: [string, string | undefined][] = typeof by === 'string' ? [] : Object.entries(by)
    for (const [state] of named) {
      if (!Object.hasOwn(process.states, state)) found.push(`common step ${step} names the unknown state ${state}`)
      if (process.ends.includes(state)) found.push(`common step ${step} is allowed in ${state}, which is an end`)
    }
    const asked = [
      ...(typeof by === 'string' ? [by] : Object.values(by)),
      'reviewer' in rule && rule.reviewer,
      'signer' in rule && rule.signer,
    ]
    for (const right of asked)
      if (typeof right === 'string' && !Object.hasOwn(rights, right)) found.push(`common step ${step}: nobody has the right '${right}'`)
  }
  const grounds = Object.entries(common.suspend?.grounds ?? {})
  if (common.suspend && grounds.length === 0) found.push('a case can be suspended, but on no ground')
  for (const [ground, words] of grounds)
    for (const locale of locales) if (words[locale].trim() === '') found.push(`ground ${ground} has no name in ${locale}`)
  return found
}
