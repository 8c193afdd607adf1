import { minus, percentOf } from '../../../kernel/figures/evaluate.ts'
import type { FigureKind } from '../../../kernel/figures/figure.ts'
import { channelGroups, channels } from '../../../kernel/publications/channels.ts'
import type { Words } from '../../../kernel/words.ts'
import { sameValue } from './difference.ts'

/** `lastYear`: the same figure's value of the year before, which the report itself does not print as this figure. */
export type Operand = { readonly id: string; readonly value: string | null; readonly lastYear: boolean }

/** A counted figure as the checks see it: its value and those of the figures that it was computed from. */
export type CheckedFigure = {
  readonly id: string
  readonly name: Words
  readonly kind: FigureKind
  readonly value: string | null
  /** In the order of the formula: part and whole; now and before (before and now for a decrease). */
  readonly operands: readonly Operand[]
  /** Digits printed; 0 for counts. */
  readonly digits: number
}

export type Facts = {
  readonly figures: readonly CheckedFigure[]
  /** Figures without which a sentence of the report would have a gap. */
  readonly needed: readonly string[]
  /** Month by month, of figures that are shown so. */
  readonly months: readonly { readonly id: string; readonly values: readonly number[] }[]
  /** What last year's released report says of figures that this one compares with: id → value. */
  readonly releasedLastYear: ReadonlyMap<string, string | null>
}

/** 'fail' blocks the release; 'warn' tells the signer. */
export type Outcome = 'pass' | 'warn' | 'fail'
export type CheckResult = {
  readonly id: string
  readonly words: Words
  readonly figures: readonly string[]
  readonly outcome: Outcome
  /** Both sides of the comparison, as text: '143212', '62962 + 11316 + 68934 = 143212'. */
  readonly left: string
  readonly right: string
}

type Sum = { readonly whole: string; readonly parts: readonly string[] }

const channelIds = (names: readonly string[]): string[] => names.map(name => `disclosure.channel.${name}`)

/** Wholes that are the sum of their parts. Those of rooms that do not exist yet wait for their figures. */
const sums: readonly Sum[] = [
  { whole: 'disclosure.total', parts: ['disclosure.website', 'disclosure.press', 'disclosure.new_media'] },
  { whole: 'disclosure.total', parts: channelIds(Object.keys(channels)) },
  { whole: 'disclosure.website', parts: channelIds(channelGroups.website) },
  { whole: 'disclosure.press', parts: channelIds(channelGroups.press) },
  { whole: 'disclosure.new_media', parts: channelIds(channelGroups.new_media) },
  { whole: 'hall.items', parts: ['hall.items_city', 'hall.items_district'] },
  { whole: 'foi.received', parts: ['foi.in_person', 'foi.online'] },
]

/** Parts that cannot be more than their whole: [part, whole]. An item is one of its deliveries, so items ≤ deliveries. */
const withins: readonly (readonly [string, string])[] = [
  ['disclosure.website', 'disclosure.total'],
  ['disclosure.press', 'disclosure.total'],
  ['disclosure.new_media', 'disclosure.total'],
  ['disclosure.items', 'disclosure.total'],
  ['briefings.printed', 'briefings.sent'],
  ['services.visit_once', 'services.application_items'],
  ['approvals.items', 'approvals.items.before'],
  ['hall.cases_done', 'hall.cases'],
]

/** All cross-checks of the report, over values alone. */
export function crossCheck(facts: Facts): CheckResult[] {
  const known = new Map(facts.figures.map(figure => [figure.id, figure]))
  return [
    ...sums.flatMap(sum => checkSum(sum, known)),
    ...withins.flatMap(([part, whole]) => checkWithin(part, whole, known)),
    ...facts.figures.flatMap(figure => checkComputed(figure, known)),
    ...facts.months.flatMap(({ id, values }) => checkMonths(id, values, known)),
    ...facts.figures.map(figure => checkValue(figure, facts.needed.includes(figure.id))),
    ...facts.figures.flatMap(figure => checkLastYear(figure, facts.releasedLastYear)),
  ]
}

export const isBlocked = (results: readonly CheckResult[]): boolean => results.some(result => result.outcome === 'fail')

type Known = ReadonlyMap<string, CheckedFigure>

const shown = (value: string | null): string => value ?? '–'
const outcomeOf = (holds: boolean): Outcome => (holds ? 'pass' : 'fail')

function checkSum({ whole: wholeId, parts: partIds }: Sum, known: Known): CheckResult[] {
  const whole = known.get(wholeId)
  const parts = partIds.flatMap(id => known.get(id) ?? [])
  if (!whole || parts.length < partIds.length || [whole, ...parts].some(figure => figure.value === null)) return []
  const total = parts.reduce((sum, part) => sum + Number(part.value), 0)
  const id = partIds.length > 3 && wholeId === 'disclosure.total' ? `sum:${wholeId}:channels` : `sum:${wholeId}`
  return [
    {
      id,
      words: {
        'zh-CN': `“${whole.name['zh-CN']}”等于其各部分之和(${parts.map(part => part.name['zh-CN']).join('、')})`,
        en: `“${whole.name.en}” is the sum of its parts (${parts.map(part => part.name.en).join('; ')})`,
      },
      figures: [wholeId, ...partIds],
      outcome: outcomeOf(total === Number(whole.value)),
      left: shown(whole.value),
      right: parts.length === 1 ? String(total) : `${parts.map(part => shown(part.value)).join(' + ')} = ${total}`,
    },
  ]
}

function checkWithin(partId: string, wholeId: string, known: Known): CheckResult[] {
  const [part, whole] = [known.get(partId), known.get(wholeId)]
  if (!part || !whole || part.value === null || whole.value === null) return []
  return [
    {
      id: `within:${partId}`,
      words: {
        'zh-CN': `“${part.name['zh-CN']}”不多于“${whole.name['zh-CN']}”`,
        en: `“${part.name.en}” is no more than “${whole.name.en}”`,
      },
      figures: [partId, wholeId],
      outcome: outcomeOf(Number(part.value) <= Number(whole.value)),
      left: part.value,
      right: `≤ ${whole.value}`,
    },
  ]
}

/** Rates, growths and differences, computed again from the values printed for their operands. */
function checkComputed(figure: CheckedFigure, known: Known): CheckResult[] {
  if (figure.kind !== 'ratio' && figure.kind !== 'growth' && figure.kind !== 'difference') return []
  const [first, second] = figure.operands
  if (!first || !second || figure.value === null) return []
  const again = recomputed(figure.kind, first.value, second.value, figure.digits)
  // An operand that the report prints as a figure of its own must be the same number in both places.
  const agrees = figure.operands.every(one => one.lastYear || !known.has(one.id) || sameValue(one.value, known.get(one.id)?.value ?? null))
  const results: CheckResult[] = [
    {
      id: `computed:${figure.id}`,
      words: { 'zh-CN': `“${figure.name['zh-CN']}”按其算式重新计算一致`, en: `“${figure.name.en}” is what its formula gives` },
      figures: [...new Set([figure.id, first.id, second.id])],
      outcome: outcomeOf(sameValue(figure.value, again) && agrees),
      left: figure.value,
      right: `${formula[figure.kind](shown(first.value), shown(second.value))} = ${shown(again)}`,
    },
  ]
  if (figure.kind === 'ratio') results.push(checkRange(figure))
  return results
}

const formula = {
  ratio: (part: string, whole: string) => `${part} ÷ ${whole}`,
  growth: (now: string, before: string) => `(${now} − ${before}) ÷ ${before}`,
  difference: (a: string, b: string) => `${a} − ${b}`,
}

function recomputed(kind: 'ratio' | 'growth' | 'difference', first: string | null, second: string | null, digits: number): string | null {
  if (kind === 'ratio') return percentOf(first, second, digits)
  const change = minus(first, second)
  return kind === 'difference' ? change : percentOf(change, second, digits)
}

const checkRange = (figure: CheckedFigure): CheckResult => ({
  id: `range:${figure.id}`,
  words: { 'zh-CN': `“${figure.name['zh-CN']}”在0与100之间`, en: `“${figure.name.en}” lies between 0 and 100` },
  figures: [figure.id],
  outcome: outcomeOf(Number(figure.value) >= 0 && Number(figure.value) <= 100),
  left: shown(figure.value),
  right: '0–100',
})

function checkMonths(id: string, values: readonly number[], known: Known): CheckResult[] {
  const figure = known.get(id)
  if (!figure || figure.value === null) return []
  const sum = values.reduce((total, value) => total + value, 0)
  return [
    {
      id: `months:${id}`,
      words: {
        'zh-CN': `“${figure.name['zh-CN']}”十二个月之和等于全年`,
        en: `The twelve months of “${figure.name.en}” add up to the year`,
      },
      figures: [id],
      outcome: outcomeOf(values.length === 12 && sum === Number(figure.value)),
      left: figure.value,
      right: `${values.join(' + ')} = ${sum}`,
    },
  ]
}

const checkValue = (figure: CheckedFigure, needed: boolean): CheckResult => ({
  id: `value:${figure.id}`,
  words: { 'zh-CN': `“${figure.name['zh-CN']}”有数值`, en: `“${figure.name.en}” has a value` },
  figures: [figure.id],
  outcome: figure.value !== null ? 'pass' : needed ? 'fail' : 'warn',
  left: shown(figure.value),
  right: needed ? '≠ –' : '',
})

/** Records completed since make last year's number differ from what was released then: lawful, but the signer should know. */
function checkLastYear(figure: CheckedFigure, released: ReadonlyMap<string, string | null>): CheckResult[] {
  if (figure.kind !== 'difference' && figure.kind !== 'growth') return []
  const before = figure.operands.find(one => one.lastYear)
  const then = before && released.get(before.id)
  if (!before || then === undefined) return []
  return [
    {
      id: `last_year:${figure.id}`,
      words: {
        'zh-CN': `“${figure.name['zh-CN']}”所比较的上年数与上年已发布的报告一致`,
        en: `“${figure.name.en}” compares with what last year’s report says`,
      },
      figures: [...new Set([figure.id, before.id])],
      outcome: sameValue(before.value, then) ? 'pass' : 'warn',
      left: shown(before.value),
      right: shown(then),
    },
  ]
}
