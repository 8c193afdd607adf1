import type { Day } from '../../../kernel/calendar/day.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Words } from '../../../kernel/words.ts'
import { type ErrorKey, messages } from '../messages.ts'
import type { CheckResult } from './checks.ts'

/** A refusal beside one field, in the words of the room's catalogue. */
export function refuseField(field: string, key: ErrorKey): Refusal {
  const words: Words = { 'zh-CN': messages['zh-CN'].errors[key], en: messages.en.errors[key] }
  return new Refusal('invalid', words, { [field]: words })
}

/** A report on a year is released after it, and not in the future; a day that is past makes it a 补录, visible as such. */
export function checkLegalDay(legal_day: Day, facts: { readonly year: number; readonly today: Day }): void {
  if (legal_day > facts.today) throw refuseField('legal_day', 'legal_day_future')
  if (legal_day <= `${facts.year}-12-31`) throw refuseField('legal_day', 'legal_day_early')
}

/** A report that does not add up is not released: names the figures that contradict each other, with both sides. */
export function refuseContradictions(results: readonly CheckResult[]): void {
  const failed = results.filter(result => result.outcome === 'fail')
  if (failed.length === 0) return
  const list = (locale: 'zh-CN' | 'en') =>
    failed.map(({ words, figures, left, right }) => `${words[locale]} (${figures.join(', ')}: ${left} ≠ ${right})`).join('; ')
  throw new Refusal('conflict', {
    'zh-CN': `报告中的数字不能互相印证，未予发布：${list('zh-CN')}。`,
    en: `The report does not add up and was not released: ${list('en')}.`,
  })
}

/** JSON with its keys in order, so that the same document always has the same bytes to hash. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
