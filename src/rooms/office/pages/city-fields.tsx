import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { fieldError } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { frameMessages } from '../../../web/messages.ts'
import { Alert } from '../../../web/ui/alert.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Pagination } from '../../../web/ui/pagination.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { uiWord } from '../../../web/ui/words.ts'

/** A form of the city's own data: what was typed, what is wrong, and the id by which one sent twice is known. */
export type CityForm = SentForm

type FieldProps = { view: View; state: CityForm; name: string; label: string; hint?: string | undefined }

const common = ({ view, state, name, label, hint }: FieldProps) => ({
  name,
  id: name,
  label: { text: label },
  ...(hint === undefined ? {} : { hint: { text: hint } }),
  value: state.typed[name] ?? '',
  errorMessage: fieldError(view, state, name),
})

export const TextField: FC<FieldProps & { width?: 4 | 10 | 20; type?: string }> = ({ width, type, ...field }) => (
  <Input {...common(field)} {...(type ? { type } : {})} {...(width ? { classes: `govuk-input--width-${width}` } : {})} />
)

export const LongField: FC<FieldProps & { rows?: number }> = ({ rows, ...field }) => <Textarea {...common(field)} rows={rows ?? 3} />

export type Choice = { readonly value: string; readonly text: string }

export const ChoiceField: FC<FieldProps & { choices: readonly Choice[]; empty?: string }> = ({ choices, empty, ...field }) => {
  const { value, ...rest } = common(field)
  const all = empty === undefined ? choices : [{ value: '', text: empty }, ...choices]
  return <Select {...rest} items={all.map(choice => ({ ...choice, selected: choice.value === value }))} />
}

export const FormId: FC<{ state: CityForm }> = ({ state }) => <input type="hidden" name="form_id" value={state.formId} />

export const Done: FC<{ view: View; text: string | undefined }> = ({ view, text }) =>
  text === undefined ? null : <Alert variant="success" title={text} variantText={uiWord(view.locale, 'success')} />

/** Previous and next of a list whose pages are numbered in the address. */
export const Pager: FC<{ view: View; page: number; pages: number; href: (page: number) => string }> = ({ view, page, pages, href }) => {
  if (pages <= 1) return null
  const m = frameMessages[view.locale]
  return (
    <div class="mj-pager">
      <p class="mj-pager__count">{m.pageOf(page, pages)}</p>
      <Pagination
        landmarkLabel={m.pages}
        previous={page > 1 ? { href: href(page - 1), text: m.previous } : undefined}
        next={page < pages ? { href: href(page + 1), text: m.next } : undefined}
      />
    </div>
  )
}
