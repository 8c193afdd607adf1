import type { FC } from 'hono/jsx'
import type { View } from './env.ts'
import type { FieldErrors, Typed } from './form.ts'
import type { SentForm } from './form-state.ts'
import { frameMessages } from './messages.ts'
import { ErrorSummary } from './ui/error-summary.tsx'
import { Input } from './ui/input.tsx'
import { Select } from './ui/select.tsx'
import { Textarea } from './ui/textarea.tsx'
import { fault } from './ui/words.ts'

/** What a form shows again: the typed texts (never a password) and, beside each field, what is wrong with it. */
export type FormState = { readonly typed: Typed; readonly errors: FieldErrors }

/** The error of one field, as the components want it. */
export const fieldError = (view: View, state: FormState, name: string) => {
  const text = state.errors[name]
  return text === undefined ? undefined : fault(view.locale, text)
}

type ProblemsProps = {
  view: View
  state: FormState
  /** Tells fields with the same message apart. */
  within?: (field: string) => string | undefined
}

/** The list of what is wrong, on top of the form, each linked to its field. */
export const Problems: FC<ProblemsProps> = ({ view, state, within }) => {
  const entries = Object.entries(state.errors)
  if (entries.length === 0) return null
  const m = frameMessages[view.locale]
  const errorList = entries.map(([field, text]) => {
    const part = within?.(field)
    return { text: part === undefined ? text : `${part}${m.colon}${text}`, href: `#${field}` }
  })
  return <ErrorSummary titleText={m.problem} errorList={errorList} />
}

/** The hidden id by which a form sent twice is known. */
export const FormId: FC<{ state: Pick<SentForm, 'formId'> }> = ({ state }) => <input type="hidden" name="form_id" value={state.formId} />

export const Hidden: FC<{ fields: Typed; name?: (field: string) => string }> = ({ fields, name }) => (
  <>
    {Object.entries(fields).map(([field, value]) => (
      <input type="hidden" name={name ? name(field) : field} value={value} />
    ))}
  </>
)

type FieldProps = { view: View; state: FormState; name: string; label: string; hint?: string | undefined }

/** What every field has: its id is its name, so that the list of faults leads to it. */
const common = ({ view, state, name, label, hint }: FieldProps) => ({
  name,
  id: name,
  label: { text: label },
  hint: hint === undefined ? undefined : { text: hint },
  value: state.typed[name] ?? '',
  errorMessage: fieldError(view, state, name),
})

type TextProps = FieldProps & {
  type?: string | undefined
  width?: 4 | 5 | 10 | 20 | undefined
  autocomplete?: string | undefined
  /** Id of a datalist. */
  list?: string | undefined
  inputmode?: 'numeric' | 'tel' | 'email' | undefined
}

/** A line of text, as it was typed, with what is wrong. Browsers offer nothing that others typed, unless told so. */
export const TextField: FC<TextProps> = ({ type, width, autocomplete, list, inputmode, ...field }) => (
  <Input
    {...common(field)}
    type={type}
    classes={width === undefined ? undefined : `govuk-input--width-${width}`}
    autocomplete={autocomplete ?? 'off'}
    inputmode={inputmode}
    spellcheck={false}
    attributes={list === undefined ? undefined : { list }}
  />
)

export const DayField: FC<FieldProps> = props => <TextField {...props} type="date" width={10} />

export const LongField: FC<FieldProps & { rows?: number }> = ({ rows, ...field }) => <Textarea {...common(field)} rows={rows ?? 3} />

export type Choice = { readonly value: string; readonly text: string }

/** One of a list. `empty`: the words of having chosen none. */
export const ChoiceField: FC<FieldProps & { choices: readonly Choice[]; empty?: string | undefined }> = ({ choices, empty, ...field }) => (
  <Select {...common(field)} items={[...(empty === undefined ? [] : [{ value: '', text: empty }]), ...choices]} />
)

/** What a text field offers while one types; what is typed may be something else. */
export const Suggestions: FC<{ id: string; choices: readonly Choice[] }> = ({ id, choices }) => (
  <datalist id={id}>
    {choices.map(({ value, text }) => (
      <option value={value}>{text}</option>
    ))}
  </datalist>
)
