import { logLook } from '../audit/log-look.ts'
import type { Work } from '../work.ts'

/** A sealed value: the field's name for the log, the bytes as stored, and the place that they were sealed for. */
export type SealedField = { readonly field: string; readonly sealed: Uint8Array; readonly about: string }

/**
 * Opens sealed personal data for somebody to see: field → value. The only way for a room: who looked, at whose, at what and why is in the
 * log in the same transaction, so what was seen was logged. Whether the actor may is asked before. Refusal 'invalid' without a reason.
 */
export async function lookAtSealed(
  work: Work,
  look: { readonly subject: string; readonly reason: string; readonly fields: readonly SealedField[] },
): Promise<ReadonlyMap<string, string>> {
  await logLook(work, { subject: look.subject, field: look.fields.map(({ field }) => field).join(' '), reason: look.reason })
  return new Map(look.fields.map(({ field, sealed, about }) => [field, work.keys.unseal(sealed, about)]))
}
