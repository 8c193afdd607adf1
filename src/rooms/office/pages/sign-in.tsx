import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError, Hidden, Problems } from '../../../web/fields.tsx'
import type { Typed } from '../../../web/form.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { NotificationBanner } from '../../../web/ui/notification-banner.tsx'
import { PasswordInput } from '../../../web/ui/password-input.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { passwordWords } from '../../../web/ui/words.ts'
import { signInHref } from '../links.ts'
import { messages } from '../messages/index.ts'
import { carriedName, ownWords } from '../rules.ts'
import { PasskeySignIn } from './passkeys.tsx'

/** A form that was being sent when the session ended: to be sent again (`resend`), or too long for that and only shown. */
export type Ended = { readonly fields: Typed; readonly fits: boolean }

type SignInProps = { view: View; state: FormState; to: string; ended?: Ended | undefined; done?: 'set_up' | 'signed_out' }

export const SignInPage: FC<SignInProps> = ({ view, state, to, ended, done }) => {
  const m = messages[view.locale]
  const title = ended ? m.signInAgain : m.signInTitle
  return (
    <DeskLayout view={view} title={title}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {done && <NotificationBanner type="success" titleText={m.notice} text={done === 'set_up' ? m.setUpDone : m.signedOut} />}
          <Problems view={view} state={state} />
          <h1 class="govuk-heading-l">{title}</h1>
          {ended && <InsetText text={ended.fits ? m.endedLead : m.endedTooLong} />}
          {ended && !ended.fits && (
            <Textarea
              name="kept"
              label={{ text: m.typedText }}
              rows={12}
              value={ownWords(ended.fields).join('\n\n')}
              attributes={{ readonly: true }}
            />
          )}
          <form class="mj-surface" method="post" action={signInHref} novalidate>
            <input type="hidden" name="to" value={to} />
            {ended?.fits && <input type="hidden" name="resend" value="yes" />}
            {ended?.fits && <Hidden fields={ended.fields} name={carriedName} />}
            <Input
              name="sign_in_name"
              label={{ text: m.signInName }}
              value={state.typed.sign_in_name}
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              classes="govuk-input--width-20"
              errorMessage={fieldError(view, state, 'sign_in_name')}
            />
            <PasswordInput
              {...passwordWords(view.locale)}
              name="password"
              label={{ text: m.password }}
              classes="govuk-input--width-20"
              errorMessage={fieldError(view, state, 'password')}
            />
            <Button text={m.signIn} preventDoubleClick />
          </form>
          {!ended && <PasskeySignIn view={view} to={to} />}
        </div>
      </div>
    </DeskLayout>
  )
}

/** After signing in again: what was typed, and a button that sends it to where it was going. */
export const ContinuePage: FC<{ view: View; to: string; fields: Typed; discardHref: string }> = ({ view, to, fields, discardHref }) => {
  const m = messages[view.locale]
  const words = ownWords(fields)
  return (
    <DeskLayout view={view} title={m.continueTitle}>
      <h1 class="govuk-heading-l">{m.continueTitle}</h1>
      <p class="govuk-body">{m.continueLead}</p>
      <div class="mj-surface">
        <h2 class="govuk-heading-m">{m.typedText}</h2>
        {words.length === 0 && <p class="govuk-body">{m.continueNothing}</p>}
        {words.map(text => (
          <InsetText>
            {text.split(/\r?\n/).map((line, index) => (
              <>
                {index > 0 && <br />}
                {line}
              </>
            ))}
          </InsetText>
        ))}
      </div>
      <form method="post" action={to}>
        <Hidden fields={fields} />
        <div class="govuk-button-group">
          <Button text={m.continueButton} preventDoubleClick />
          <a class="govuk-link" href={discardHref}>
            {m.discard}
          </a>
        </div>
      </form>
    </DeskLayout>
  )
}
