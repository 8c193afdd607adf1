import type { Child, FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError } from '../../../web/fields.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { ownPasskeysHref, passkeySignInHref } from '../links.ts'
import { accountMessages } from '../messages/account.ts'
import { Password } from './account-forms.tsx'

// The browser makes and shows passkeys only for a script: islands/passkeys.ts fills `credential` and sends the form. Until it runs
// the page says so, and the password stays.

const Script: FC<{ view: View }> = ({ view }) => <script type="module" src={view.house.asset('passkeys.js')}></script>

const NeedsScript: FC<{ view: View }> = ({ view }) => (
  <p class="govuk-body" data-passkey-needs>
    {accountMessages[view.locale].passkeysNeedScript}
  </p>
)

type Registration = {
  view: View
  state: FormState
  action?: string
  /** Whether the password is asked first: not of somebody who has just given it. */
  asks?: boolean
  children?: Child
}

/** Asks the browser for a new passkey. */
export const PasskeyRegistration: FC<Registration> = ({ view, state, action = ownPasskeysHref, asks = true, children }) => {
  const m = accountMessages[view.locale]
  return (
    <>
      <NeedsScript view={view} />
      <form method="post" action={action} novalidate data-passkey="create" data-failed={m.passkeyFailed} hidden>
        <input type="hidden" name="credential" value="" />
        {children}
        <Input
          name="name"
          label={{ text: m.passkeyName }}
          hint={{ text: m.passkeyNameHint }}
          value={state.typed.name ?? ''}
          classes="govuk-input--width-20"
          autocomplete="off"
          errorMessage={fieldError(view, state, 'name')}
        />
        {asks && <Password view={view} state={{ typed: {}, errors: {} }} name="password" label={m.password} />}
        <p class="govuk-error-message" id="passkey" role="alert"></p>
        <Button text={m.addPasskey} classes="govuk-button--secondary" preventDoubleClick />
      </form>
      <Script view={view} />
    </>
  )
}

/** Beside the password at sign-in. */
export const PasskeySignIn: FC<{ view: View; to: string }> = ({ view, to }) => {
  const m = accountMessages[view.locale]
  return (
    <>
      <NeedsScript view={view} />
      <form class="mj-surface" method="post" action={passkeySignInHref} novalidate data-passkey="get" data-failed={m.passkeyFailed} hidden>
        <input type="hidden" name="credential" value="" />
        <input type="hidden" name="to" value={to} />
        <p class="govuk-error-message" id="passkey" role="alert"></p>
        <Button text={m.signInWithPasskey} classes="govuk-button--secondary" preventDoubleClick />
      </form>
      <Script view={view} />
    </>
  )
}
