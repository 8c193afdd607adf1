import type { Child, FC } from 'hono/jsx'
import { addDays } from '../../../kernel/calendar/day.ts'
import { isRole } from '../../../kernel/org/actor.ts'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { FormId, type FormState, LongField, Problems } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Alert } from '../../../web/ui/alert.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { peopleMessages } from '../messages/people.ts'

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
        <FormId state={state} />
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

export const ReasonField: FC<{ view: View; state: FormState }> = ({ view, state }) => {
  const m = peopleMessages[view.locale]
  return <LongField view={view} state={state} name="reason" label={m.reason} hint={m.reasonHint} rows={2} />
}

/** A word about what has just been done. */
export const Done: FC<{ view: View; text: string | undefined }> = ({ view, text }) =>
  text === undefined ? null : <Alert variant="success" title={text} variantText={uiWord(view.locale, 'success')} />

/** The last day on which something holds: the table keeps the first on which it does not. Null when it has no end, or held on no day. */
export const lastDay = ({ valid_from, valid_to }: { readonly valid_from: string; readonly valid_to: string | null }): string | null =>
  valid_to === null || valid_to <= valid_from ? valid_to : addDays(valid_to, -1)

/** A role as people call it; one that the table of roles no longer has stays as it was written. */
export const roleName = (locale: Locale, role: string): string => (isRole(role) ? peopleMessages[locale].roleNames[role] : role)

/** An instant as a clock on the wall in China shows it. */
export const at = (instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
