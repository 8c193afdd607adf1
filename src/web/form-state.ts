import { randomUUID } from 'node:crypto'
import type { FieldErrors, Typed } from './form.ts'

/** A form as its page shows it: what was typed, what is wrong with it, and the id by which its sending twice is known. */
export type SentForm = { readonly typed: Typed; readonly errors: FieldErrors; readonly formId: string }

export const fresh = (typed: Typed = {}): SentForm => ({ typed, errors: {}, formId: randomUUID() })

/** The form again, with all that was typed and what to mend, in the reader's words. */
export const again = (typed: Typed, errors: FieldErrors): SentForm => ({ typed, errors, formId: randomUUID() })

export const statusOf = ({ errors }: SentForm): 200 | 422 => (Object.keys(errors).length > 0 ? 422 : 200)
