import type { Child, FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError, Problems, TextField } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Checkboxes } from '../../../web/ui/checkboxes.tsx'
import { PasswordInput } from '../../../web/ui/password-input.tsx'
import { passwordWords } from '../../../web/ui/words.ts'
import {
  accountHref,
  ownContactsHref,
  ownFactorCodesHref,
  ownFactorHref,
  ownFactorPictureHref,
  ownFactorRemovalHref,
  ownPasskeyHref,
  ownPasswordHref,
  ownRecoveryCodesHref,
} from '../links.ts'
import { accountMessages } from '../messages/account.ts'

type FormProps = { view: View; state: FormState }
type Frame = FormProps & { title: string; lead?: string; action: string; button: string; warning?: boolean; children?: Child }

const Frame: FC<Frame> = ({ view, state, title, lead, action, button, warning, children }) => (
  <DeskLayout view={view} title={title}>
    <Problems view={view} state={state} />
    <h1 class="govuk-heading-l">{title}</h1>
    {lead !== undefined && <p class="govuk-body">{lead}</p>}
    <form class="mj-surface" method="post" action={action} novalidate>
      {children}
      <div class="govuk-button-group">
        <Button text={button} preventDoubleClick classes={warning ? 'govuk-button--warning' : undefined} />
        <a class="govuk-link" href={accountHref}>
          {accountMessages[view.locale].cancel}
        </a>
      </div>
    </form>
  </DeskLayout>
)

type PasswordProps = FormProps & { name: string; label: string; hint?: string; fresh?: boolean }

export const Password: FC<PasswordProps> = ({ view, state, name, label, hint, fresh }) => (
  <PasswordInput
    {...passwordWords(view.locale)}
    name={name}
    label={{ text: label }}
    hint={hint === undefined ? undefined : { text: hint }}
    autocomplete={fresh ? 'new-password' : 'current-password'}
    classes="govuk-input--width-20"
    errorMessage={fieldError(view, state, name)}
  />
)

export const NewPasswords: FC<FormProps> = ({ view, state }) => {
  const m = accountMessages[view.locale]
  return (
    <>
      <Password view={view} state={state} name="new_password" label={m.newPassword} hint={m.newPasswordHint} fresh />
      <Password view={view} state={state} name="new_password_again" label={m.newPasswordAgain} fresh />
    </>
  )
}

export const Code: FC<FormProps & { recovery?: boolean }> = ({ view, state, recovery }) => {
  const m = accountMessages[view.locale]
  return (
    <TextField
      view={view}
      state={{ ...state, typed: {} }}
      name="code"
      label={recovery ? m.codeOrRecovery : m.code}
      hint={recovery ? m.codeHint : undefined}
      width={10}
      autocomplete="one-time-code"
    />
  )
}

export const PasswordChangePage: FC<FormProps> = ({ view, state }) => {
  const m = accountMessages[view.locale]
  return (
    <Frame
      view={view}
      state={state}
      title={m.changePassword}
      lead={m.changePasswordLead}
      action={ownPasswordHref}
      button={m.changePassword}
    >
      <Password view={view} state={state} name="password" label={m.oldPassword} />
      <NewPasswords view={view} state={state} />
    </Frame>
  )
}

export const FactorBeginPage: FC<FormProps> = ({ view, state }) => {
  const m = accountMessages[view.locale]
  return (
    <Frame view={view} state={state} title={m.addFactor} lead={m.addFactorLead} action={ownFactorHref} button={m.continue}>
      <Password view={view} state={state} name="password" label={m.password} />
    </Frame>
  )
}

/** The secret as a picture and as text, in groups of four, and the field for its first code. */
export const Scan: FC<FormProps & { secret: string; picture: string }> = ({ view, state, secret, picture }) => {
  const m = accountMessages[view.locale]
  return (
    <>
      <p class="govuk-body">{m.scanLead}</p>
      <img class="mj-qr" src={picture} alt={m.scanAlt} width={200} height={200} />
      <p class="govuk-body">
        {m.secret} <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Code view={view} state={state} />
    </>
  )
}

export const FactorScanPage: FC<FormProps & { secret: string }> = ({ view, state, secret }) => {
  const m = accountMessages[view.locale]
  return (
    <Frame view={view} state={state} title={m.scanTitle} action={ownFactorCodesHref} button={m.confirm}>
      <Scan view={view} state={state} secret={secret} picture={ownFactorPictureHref} />
    </Frame>
  )
}

/** The recovery codes, this once. */
export const RecoveryCodesPage: FC<{ view: View; codes: readonly string[]; onward: string }> = ({ view, codes, onward }) => {
  const m = accountMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.recoveryTitle}>
      <h1 class="govuk-heading-l">{m.recoveryTitle}</h1>
      <p class="govuk-body">{m.recoveryLead}</p>
      <div class="mj-surface">
        <ul class="mj-codes">
          {codes.map(code => (
            <li>{code}</li>
          ))}
        </ul>
      </div>
      <Button href={onward} text={m.recoveryKept} />
    </DeskLayout>
  )
}

export const FactorRemovalPage: FC<FormProps> = ({ view, state }) => {
  const m = accountMessages[view.locale]
  return (
    <Frame
      view={view}
      state={state}
      title={m.removeFactor}
      lead={m.removeFactorLead}
      action={ownFactorRemovalHref}
      button={m.removeFactor}
      warning
    >
      <Password view={view} state={state} name="password" label={m.password} />
      <Code view={view} state={state} recovery />
    </Frame>
  )
}

export const RecoveryRenewalPage: FC<FormProps> = ({ view, state }) => {
  const m = accountMessages[view.locale]
  return (
    <Frame view={view} state={state} title={m.newRecovery} lead={m.newRecoveryLead} action={ownRecoveryCodesHref} button={m.newRecovery}>
      <Password view={view} state={state} name="password" label={m.password} />
      <Code view={view} state={state} recovery />
    </Frame>
  )
}

export const PasskeyNamePage: FC<FormProps & { id: number }> = ({ view, state, id }) => {
  const m = accountMessages[view.locale]
  return (
    <Frame view={view} state={state} title={m.rename} action={ownPasskeyHref(id, 'names')} button={m.save}>
      <TextField view={view} state={state} name="name" label={m.passkeyName} width={20} />
    </Frame>
  )
}

export const ContactsPage: FC<FormProps & { contacts: readonly { kind: string; masked: string }[] }> = ({ view, state, contacts }) => {
  const m = accountMessages[view.locale]
  const hint = (kind: string): string | undefined => {
    const masked = contacts.find(contact => contact.kind === kind)?.masked
    return masked === undefined ? undefined : m.nowIs(masked)
  }
  return (
    <Frame view={view} state={state} title={m.contacts} lead={m.contactsLead} action={ownContactsHref} button={m.save}>
      <TextField
        view={view}
        state={state}
        name="phone"
        label={m.phone}
        hint={hint('phone')}
        width={20}
        autocomplete="tel"
        inputmode="tel"
      />
      <TextField
        view={view}
        state={state}
        name="email"
        label={m.email}
        hint={hint('email')}
        width={20}
        autocomplete="email"
        inputmode="email"
      />
      {contacts.length > 0 && (
        <Checkboxes
          name="remove"
          fieldset={{ legend: { text: m.removeWhich, classes: 'govuk-fieldset__legend--s' } }}
          items={contacts.map(contact => ({
            name: `remove_${contact.kind}`,
            value: 'yes',
            text: `${contact.kind === 'phone' ? m.phone : m.email} ${contact.masked}`,
          }))}
        />
      )}
    </Frame>
  )
}
