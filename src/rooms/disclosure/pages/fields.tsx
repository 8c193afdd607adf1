import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import type { SentForm as FormState } from '../../../web/form-state.ts'
import { frameMessages } from '../../../web/messages.ts'
import { ErrorSummary } from '../../../web/ui/error-summary.tsx'

/** What a form shows again: the typed texts and, beside each field, what is wrong with it. */
export type { FormState }

/** The error of one field, as the components want it. */
export const fieldError = (view: View, state: FormState, name: string) => {
  const text = state.errors[name]
  return text === undefined ? undefined : { text, visuallyHiddenText: frameMessages[view.locale].error }
}

/** The list of what is wrong, on top of the form, each linked to its field. */
export const Problems: FC<{ view: View; state: FormState }> = ({ view, state }) => {
  const entries = Object.entries(state.errors)
  if (entries.length === 0) return null
  return (
    <ErrorSummary titleText={frameMessages[view.locale].problem} errorList={entries.map(([name, text]) => ({ text, href: `#${name}` }))} />
  )
}

/** The hidden id by which a form sent twice is known. */
export const FormId: FC<{ state: FormState }> = ({ state }) => <input type="hidden" name="form_id" value={state.formId} />
