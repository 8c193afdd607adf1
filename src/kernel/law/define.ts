import type { Day } from '../calendar/day.ts'
import { Refusal } from '../refusal.ts'
import type { Words } from '../words.ts'

/** How sure a number is: S read in the source, K general knowledge, D a default that a city may set. */
export type Mark = 'S' | 'K' | 'D'

/** What a number counts. 'day of the year' is a text 'MM-DD'; all others are numbers. */
export type Unit = NumberUnit | DateUnit
type NumberUnit = 'working days' | 'calendar days' | 'months' | 'hours' | 'minutes' | 'seconds' | 'percent' | 'yuan' | 'items' | 'times'
type DateUnit = 'day of the year'

/** One value and the day from which it holds. `article` is the place in the law, in the law's language. */
export type LawStep<V> = { readonly from: Day; readonly value: V; readonly article: string; readonly mark: Mark }
/** A rule through time: its steps, oldest first. */
export type LawRule =
  | (Named & {
      readonly unit: NumberUnit
      readonly steps: readonly LawStep<number>[]
      /** What a city may set, both ends included; undefined: any number from 0. */
      readonly between?: readonly [number, number]
    })
  | (Named & { readonly unit: DateUnit; readonly steps: readonly LawStep<string>[] })
/** What people call it, where the city's settings are shown. */
type Named = { readonly name?: Words }
export type Law = Readonly<Record<string, LawRule>>

/** A row of kernel.law_settings: what the city decided where the law leaves it open. */
export type Setting = { readonly key: string; readonly valid_from: Day; readonly value: unknown; readonly reason: string }

export type ValueOf<R extends LawRule> = R['unit'] extends DateUnit ? string : number
/** The rule as it stands on a day. `reason` only when the city's own setting stands in place of the default. */
export type Ruling<V> = LawStep<V> & { readonly unit: Unit; readonly reason?: string }

/**
 * Checks a table of rules once, when the program starts. Throws for steps out of order or a value that its unit does not allow:
 * both are bugs of the table, not of the user.
 */
export function defineLaw<const L extends Law>(law: L): L {
  for (const [key, rule] of Object.entries<LawRule>(law)) {
    if (rule.steps.length === 0) throw new Error(`${key} has no step`)
    let before = ''
    for (const { from, value } of rule.steps) {
      if (from <= before) throw new Error(`${key}: the steps are not in order at ${from}`)
      if (!fits(rule.unit, value) || !isWithin(rule, value)) throw new Error(`${key}: ${value} is no value in ${rule.unit}`)
      before = from
    }
  }
  return law
}

/**
 * The rule on a day: the newest step from that day or earlier, with the city's newest setting over it.
 * Throws RangeError when the law said nothing yet on that day, and Refusal when a setting stands against the law (see checkSetting).
 */
export function ruleOn<L extends Law, K extends keyof L & string>(
  law: L,
  key: K,
  day: Day,
  settings: readonly Setting[] = [],
): Ruling<ValueOf<L[K]>> {
  const ruling = ruleIfAny(law, key, day, settings)
  if (!ruling) throw new RangeError(`${key} is not ruled on ${day}`)
  return ruling
}

/** As ruleOn, but undefined on a day before the first step: there are limits that an older law did not have. */
export function ruleIfAny<L extends Law, K extends keyof L & string>(
  law: L,
  key: K,
  day: Day,
  settings: readonly Setting[] = [],
): Ruling<ValueOf<L[K]>> | undefined {
  const rule = ruleOf(law, key)
  if (!rule) throw new Error(`There is no rule '${key}'`)
  const step = stepOn(rule, day)
  if (!step) return undefined
  const setting = settings
    .filter(row => row.key === key && row.valid_from <= day)
    .toSorted((a, b) => (a.valid_from < b.valid_from ? 1 : -1))
    .at(0)
  // A setting made under an open rule falls silent when the law closes it; one made against a closed rule is refused.
  if (!setting || (step.mark === 'S' && setting.valid_from < step.from)) return typed<L[K]>(rule, step)
  checkSetting(law, setting)
  return typed<L[K]>(rule, { ...step, from: setting.valid_from, value: setting.value }, setting.reason)
}

/**
 * Whether the city may set this. Refusal 'invalid' for an unknown key, for a value that the unit does not allow, and for a number
 * that the law itself fixes (mark S): a city cannot give itself more days than the State Council does.
 */
export function checkSetting(law: Law, setting: Setting): void {
  const { key, valid_from, value } = setting
  const rule = ruleOf(law, key)
  if (!rule) throw refused(`没有“${key}”这一项规则。`, `There is no rule '${key}'.`)
  const step = stepOn(rule, valid_from)
  if (!step) throw refused(`“${key}”在${valid_from}尚无规定。`, `'${key}' is not ruled yet on ${valid_from}.`)
  if (step.mark === 'S') {
    throw refused(`“${key}”由${step.article}规定，不能自行设定。`, `'${key}' is fixed by law (${step.article}) and cannot be set.`)
  }
  if (!fits(rule.unit, value)) throw refused(`“${key}”的值不正确。`, `The value of '${key}' must be in ${rule.unit}.`)
  if (!isWithin(rule, value)) {
    const [low, high] = 'between' in rule && rule.between ? rule.between : [0, 0]
    throw refused(`只能设为${low}至${high}。`, `It can be set from ${low} to ${high}.`)
  }
}

const ruleOf = (law: Law, key: string): LawRule | undefined => (Object.hasOwn(law, key) ? law[key] : undefined)

function stepOn(rule: LawRule, day: Day): LawStep<number | string> | undefined {
  const steps: readonly LawStep<number | string>[] = rule.steps
  return steps.findLast(step => step.from <= day)
}

/** Whether it stays within the bounds of its rule. */
const isWithin = (rule: LawRule, value: unknown): boolean =>
  !('between' in rule) || rule.between === undefined || (typeof value === 'number' && value >= rule.between[0] && value <= rule.between[1])

function fits(unit: Unit, value: unknown): boolean {
  if (unit === 'day of the year') return typeof value === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

/** The unit has decided the type of the value (defineLaw and checkSetting hold it), which the compiler cannot follow. */
function typed<R extends LawRule>(rule: LawRule, step: LawStep<unknown>, reason?: string): Ruling<ValueOf<R>> {
  const { from, article, mark, value } = step
  return { from, article, mark, unit: rule.unit, value: value as ValueOf<R>, ...(reason === undefined ? {} : { reason }) }
}

const refused = (chinese: string, english: string) => new Refusal('invalid', { 'zh-CN': chinese, en: english })
