import type { Day } from '../../kernel/calendar/day.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Words } from '../../kernel/words.ts'
import { type ErrorKey, messages } from './messages.ts'
import type { ReviewStep } from './process.ts'

/** A refusal beside one field, in the words of the room's catalogue. */
export function refuseField(field: string, key: ErrorKey): Refusal {
  const words: Words = { 'zh-CN': messages['zh-CN'].errors[key], en: messages.en.errors[key] }
  return new Refusal('invalid', words, { [field]: words })
}

/** `writer_id`: whose draft it is now, if not the author's (handed on, or a stand-in); `wrote_before`: the person submitted it once. */
export type Hands = {
  readonly author_id: number
  readonly reviewer_id: number | null
  readonly writer_id?: number
  readonly wrote_before?: boolean
}

/** Steps that belong to the author alone. */
const authorsSteps: readonly ReviewStep[] = ['submit', 'abandon']
/** Steps that nobody takes without saying why. */
const reasonedSteps: readonly ReviewStep[] = ['send_back', 'refuse']

/**
 * 先审后发: nobody reviews or signs their own draft, and each review is by another person [D].
 * Throws the Refusal that tells the person which of the two it is.
 */
export function separate(step: ReviewStep, person_id: number | null, hands: Hands): void {
  if (authorsSteps.includes(step)) {
    if (person_id !== (hands.writer_id ?? hands.author_id))
      throw new Refusal('forbidden', { 'zh-CN': '只有拟稿人可以进行此操作。', en: 'Only the author can do this.' })
    return
  }
  const own = person_id === hands.author_id || hands.wrote_before === true
  if (own) throw new Refusal('forbidden', { 'zh-CN': messages['zh-CN'].ownWork, en: messages.en.ownWork })
  const signing = step === 'release' || step === 'refuse'
  if (signing && person_id === hands.reviewer_id)
    throw new Refusal('forbidden', { 'zh-CN': messages['zh-CN'].reviewedByYou, en: messages.en.reviewedByYou })
}

/** Whether `separate` would let the person take the step: for the buttons. */
export function mayTake(step: ReviewStep, person_id: number | null, hands: Hands): boolean {
  try {
    separate(step, person_id, hands)
    return true
  } catch {
    return false
  }
}

/** What others have in hand, its author does not change. */
export const notInHand = () =>
  new Refusal('conflict', { 'zh-CN': '稿件已送审，不能修改。', en: 'The draft has been submitted and can’t be edited.' })

export function needsNote(step: ReviewStep): boolean {
  return reasonedSteps.includes(step)
}

/** A document is not formed after today, and what is delivered is formed before. */
export function checkFormedOn(formed_on: Day, today: Day): void {
  if (formed_on > today) throw refuseField('formed_on', 'formed_on_future')
}

export function checkDeliveredOn(
  delivered_on: Day,
  facts: { readonly today: Day; readonly formed_on: Day; readonly withdrawn_on?: Day | null },
): void {
  if (delivered_on > facts.today) throw refuseField('delivered_on', 'delivered_on_future')
  if (delivered_on < facts.formed_on) throw refuseField('delivered_on', 'delivered_on_early')
  if (facts.withdrawn_on && delivered_on >= facts.withdrawn_on) throw refuseField('delivered_on', 'delivered_on_withdrawn')
}
