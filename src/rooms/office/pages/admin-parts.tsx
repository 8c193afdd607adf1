import type { Child, FC } from 'hono/jsx'
import { addDays } from '../../../kernel/calendar/day.ts'
import { isRole } from '../../../kernel/org/actor.ts'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError, Problems } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { frameMessages } from '../../../web/messages.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { NotificationBanner } from '../../../web/ui/notification-banner.tsx'
import { Pagination } from '../../../web/ui/pagination.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { type DoneKey, peopleMessages } from '../messages/people.ts'

/** A form of the administration: what was typed, what is wrong, and the id by which a second sending is known. */
export type AdminState = SentForm

type Frame = {
  view: View
  state: AdminState
  title: string
  caption?: string | undefined
  lead?: string | undefined
  action: string
  button?: string | undefined
  cancel: string
  warning?: boolean
  children?: Child
}

/** A page that is one form. */
export const FormFrame: FC<Frame> = ({ view, state, title, caption, lead, action, button, cancel, warning, children }) => {
  const m = peopleMessages[view.locale]
  return (
    <DeskLayout view={view} title={caption === undefined ? title : `${title} – ${caption}`}>
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">
        {caption !== undefined && <span class="govuk-caption-l">{caption}</span>}
        {title}
      </h1>
      {lead !== undefined && <p class="govuk-body">{lead}</p>}
      <form class="mj-surface" method="post" action={action} novalidate>
        <input type="hidden" name="form_id" value={state.formId} />
        {children}
        <div class="govuk-button-group">
          <Button text={button ?? m.save} preventDoubleClick classes={warning ? 'govuk-button--warning' : undefined} />
          <a class="govuk-link" href={cancel}>
            {m.cancel}
          </a>
        </div>
      </form>
    </DeskLayout>
  )
}

type FieldProps = {
  view: View
  state: FormState
  name: string
  label: string
  hint?: string | undefined
  type?: string
  width?: 5 | 10 | 20
  autocomplete?: string
  /** Id of a datalist. */
  list?: string
  inputmode?: 'numeric' | 'tel' | 'email'
}

/** A line of text, as it was typed, with what is wrong. */
export const Field: FC<FieldProps> = ({ view, state, name, label, hint, type, width, autocomplete, list, inputmode }) => (
  <Input
    name={name}
    label={{ text: label }}
    hint={hint === undefined ? undefined : { text: hint }}
    type={type}
    value={state.typed[name] ?? ''}
    classes={width === undefined ? undefined : `govuk-input--width-${width}`}
    autocomplete={autocomplete ?? 'off'}
    inputmode={inputmode}
    spellcheck={false}
    attributes={list === undefined ? undefined : { list }}
    errorMessage={fieldError(view, state, name)}
  />
)

export const DayField: FC<Omit<FieldProps, 'type' | 'width'>> = props => <Field {...props} type="date" width={10} />

export const ReasonField: FC<{ view: View; state: FormState }> = ({ view, state }) => {
  const m = peopleMessages[view.locale]
  return (
    <Textarea
      name="reason"
      label={{ text: m.reason }}
      hint={{ text: m.reasonHint }}
      rows={2}
      value={state.typed.reason ?? ''}
      errorMessage={fieldError(view, state, 'reason')}
    />
  )
}

type Choice = readonly [value: string, text: string]

export const Choose: FC<
  Pick<FieldProps, 'view' | 'state' | 'name' | 'label' | 'hint'> & { choices: readonly Choice[]; empty?: string }
> = props => (
  <Select
    name={props.name}
    label={{ text: props.label }}
    hint={props.hint === undefined ? undefined : { text: props.hint }}
    value={props.state.typed[props.name] ?? ''}
    items={[
      ...(props.empty === undefined ? [] : [{ value: '', text: props.empty }]),
      ...props.choices.map(([value, text]) => ({ value, text })),
    ]}
    errorMessage={fieldError(props.view, props.state, props.name)}
  />
)

export const Suggestions: FC<{ id: string; units: readonly { code: string; name: string }[] }> = ({ id, units }) => (
  <datalist id={id}>
    {units.map(unit => (
      <option value={unit.code}>{unit.name}</option>
    ))}
  </datalist>
)

/** A word about what has just been done. */
export const Done: FC<{ view: View; done: DoneKey | undefined }> = ({ view, done }) => {
  const m = peopleMessages[view.locale]
  return done === undefined ? null : <NotificationBanner type="success" titleText={m.done} text={m.dones[done]} />
}

type PagerProps = { view: View; page: number; size: number; total: number; shown: number; href: (page: number) => string }

/** Which lines of how many are shown, and the way to the others. */
export const Pager: FC<PagerProps> = ({ view, page, size, total, shown, href }) => {
  const m = frameMessages[view.locale]
  const pages = Math.max(1, Math.ceil(total / size))
  const from = (page - 1) * size + 1
  return (
    <div class="mj-pager">
      {shown > 0 && <p class="mj-pager__count">{peopleMessages[view.locale].showing(from, from + shown - 1, total)}</p>}
      {pages > 1 && (
        <Pagination
          landmarkLabel={m.pages}
          previous={page > 1 ? { href: href(page - 1), text: m.previous } : undefined}
          next={page < pages ? { href: href(page + 1), text: m.next } : undefined}
        />
      )}
    </div>
  )
}

/** The last day on which something holds: the table keeps the first on which it does not. Null when it has no end, or held on no day. */
export const lastDay = ({ valid_from, valid_to }: { readonly valid_from: string; readonly valid_to: string | null }): string | null =>
  valid_to === null || valid_to <= valid_from ? valid_to : addDays(valid_to, -1)

/** A role as people call it; one that the table of roles no longer has stays as it was written. */
export const roleName = (view: View, role: string): string => (isRole(role) ? peopleMessages[view.locale].roleNames[role] : role)

/** An instant as a clock on the wall in China shows it. */
export const at = (instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
