import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'

/** Refusal 'invalid' without a reason. Writes into the log that somebody looked at personal data in full: at what, and why. */
export async function logLook(
  work: Work,
  look: { readonly subject: string; readonly field: string; readonly reason: string },
): Promise<void> {
  const reason = look.reason.trim()
  if (reason === '') {
    const words = { 'zh-CN': '请说明查看完整个人信息的理由。', en: 'Say why you look at personal data in full.' }
    throw new Refusal('invalid', words, { reason: words })
  }
  await work.log('look_at_personal_data', look.subject, { field: look.field, reason })
}
