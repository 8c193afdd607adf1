import type { FC } from 'hono/jsx'
import type { OwnAccount } from '../../../kernel/org/own-account.ts'
import type { View } from '../../../web/env.ts'
import type { FormState } from '../../../web/fields.tsx'
import { Problems } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { NotificationBanner } from '../../../web/ui/notification-banner.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { SummaryList } from '../../../web/ui/summary-list.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import {
  ownContactsHref,
  ownFactorHref,
  ownFactorRemovalHref,
  ownOtherSessionsHref,
  ownPasskeyHref,
  ownPasswordHref,
  ownRecoveryCodesHref,
  ownSessionEndHref,
  rolesHref,
} from '../links.ts'
import { type AccountDone, accountMessages } from '../messages/account.ts'
import { at } from './admin-parts.tsx'
import { PasskeyRegistration } from './passkeys.tsx'
import { Act } from './sessions.tsx'

type Sessions = readonly { id: number; agent: string; recorded_at: string; last_seen_at: string; current: boolean }[]
type Passkeys = readonly { id: number; name: string; recorded_at: string; last_used_at: string | null }[]
type Contacts = readonly { kind: string; masked: string }[]
export type AccountProps = {
  view: View
  account: OwnAccount
  sessions: Sessions
  passkeys: Passkeys
  contacts: Contacts
  state: FormState
  done: AccountDone | undefined
}

export const AccountPage: FC<AccountProps> = props => {
  const { view, state, done } = props
  const m = accountMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.account}>
      {done && <NotificationBanner type="success" titleText={m.done} text={m.dones[done]} />}
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">{m.account}</h1>
      <SignInFacts {...props} />
      <PasskeyList {...props} />
      <SessionsList {...props} />
      <p class="govuk-body">
        <a class="govuk-link" href={rolesHref}>
          {m.rolesLink}
        </a>
      </p>
    </DeskLayout>
  )
}

const SignInFacts: FC<AccountProps> = ({ view, account, contacts }) => {
  const m = accountMessages[view.locale]
  const masked = (kind: string): string => contacts.find(contact => contact.kind === kind)?.masked ?? m.noContact
  const action = (href: string, text: string) => ({ items: [{ href, text }] })
  return (
    <div class="mj-surface">
      <SummaryList
        rows={[
          { key: { text: m.person }, value: { text: <span lang="zh-CN">{account.name}</span> } },
          { key: { text: m.signInName }, value: { text: account.sign_in_name } },
          {
            key: { text: m.password },
            value: { text: m.passwordSince(at(account.password_set_at).slice(0, 10)) },
            actions: action(`${ownPasswordHref}/new`, m.changePassword),
          },
          account.factor_since === null
            ? { key: { text: m.factor }, value: { text: m.factorOff }, actions: action(`${ownFactorHref}/new`, m.addFactor) }
            : {
                key: { text: m.factor },
                value: { text: `${m.factorOn(at(account.factor_since).slice(0, 10))} · ${m.codesLeft(account.codes_left ?? 0)}` },
                actions: {
                  items: [
                    { href: `${ownRecoveryCodesHref}/new`, text: m.newRecovery },
                    { href: `${ownFactorRemovalHref}/new`, text: m.removeFactor },
                  ],
                },
              },
          {
            key: { text: m.contacts },
            value: { text: `${m.phone} ${masked('phone')} · ${m.email} ${masked('email')}` },
            actions: action(`${ownContactsHref}/new`, m.changeContacts),
          },
        ]}
      />
    </div>
  )
}

const PasskeyList: FC<AccountProps> = ({ view, passkeys, state }) => {
  const m = accountMessages[view.locale]
  return (
    <div class="mj-surface">
      <h2 class="govuk-heading-m">{m.passkeys}</h2>
      <p class="govuk-body">{m.passkeysLead}</p>
      {passkeys.length === 0 ? (
        <p class="govuk-body">{m.passkeyNone}</p>
      ) : (
        <Scroll label={m.passkeys}>
          <Table
            head={[{ text: m.passkeyName }, { text: m.passkeySince }, { text: m.passkeyUsed }, { text: '' }]}
            rows={passkeys.map(row => [
              { text: row.name },
              { text: at(row.recorded_at) },
              { text: row.last_used_at === null ? m.never : at(row.last_used_at) },
              {
                text: (
                  <div class="mj-row-acts">
                    <a class="govuk-link" href={`${ownPasskeyHref(row.id, 'names')}/new`}>
                      {m.rename}
                      <span class="govuk-visually-hidden"> {row.name}</span>
                    </a>
                    <Act action={ownPasskeyHref(row.id, 'removals')} text={m.remove} about={row.name} />
                  </div>
                ),
              },
            ])}
          />
        </Scroll>
      )}
      <PasskeyRegistration view={view} state={state} />
    </div>
  )
}

const SessionsList: FC<AccountProps> = ({ view, sessions }) => {
  const m = accountMessages[view.locale]
  return (
    <div class="mj-surface">
      <h2 class="govuk-heading-m">{m.sessions}</h2>
      <Scroll label={m.sessions}>
        <Table
          head={[{ text: m.device }, { text: m.since }, { text: m.lastSeen }, { text: '' }]}
          rows={sessions.map(row => [
            { text: row.agent || m.unknownDevice },
            { text: at(row.recorded_at) },
            { text: at(row.last_seen_at) },
            {
              text: row.current ? (
                <Tag classes="govuk-tag--green" text={m.thisOne} />
              ) : (
                <Act action={ownSessionEndHref(row.id)} text={m.endSession} about={row.agent} />
              ),
            },
          ])}
        />
      </Scroll>
      {sessions.length > 1 && (
        <form method="post" action={ownOtherSessionsHref}>
          <Button text={m.endOthers} classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
    </div>
  )
}
