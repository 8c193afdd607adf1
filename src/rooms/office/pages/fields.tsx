import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import type { FieldErrors, Typed } from '../../../web/form.ts'
import { frameMessages } from '../../../web/messages.ts'
import { ErrorSummary } from '../../../web/ui/error-summary.tsx'
import { fault } from '../../../web/ui/words.ts'

/** What a form shows again: the typed texts (never a password) and, beside each field, what is wrong with it. */
export type FormState = { readonly typed: Typed; readonly errors: FieldErrors }

export const fieldError = (view: View, state: FormState, name: string) => {
  const text = state.errors[name]
  return text === undefined ? undefined : fault(view.locale, text)
}

type ProblemsProps = {
  view: View
  state: FormState /** Tells fields with the same message apart. */
  within?: (field: string) => string | undefined
}

/** The list of what is wrong, on top of the form, each linked to its field. */
export const Problems: FC<ProblemsProps> = ({ view, state, within }) => {
  const entries = Object.entries(state.errors)
  if (entries.length === 0) return null
  const errorList = entries.map(([field, text]) => {
    const part = within?.(field)
    const colon = view.locale === 'en' ? ': ' : '\uff1a'
    return { text: part === undefined ? text : `${part}${colon}${text}`, href: `#${field}` }
  })
  return <ErrorSummary titleText={frameMessages[view.locale].problem} errorList={errorList} />
}

export const Hidden: FC<{ fields: Typed; name?: (field: string) => string }> = ({ fields, name }) => (
  <>
    {Object.entries(fields).map(([field, value]) => (
      <input type="hidden" name={name ? name(field) : field} value={value} />
    ))}
  </>
)
