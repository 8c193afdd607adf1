import type { FC } from 'hono/jsx'
import type { Actor } from '../../../kernel/org/actor.ts'
import { accountActs } from '../../../kernel/org/joint-acts.ts'
import type { View } from '../../../web/env.ts'
import { ChoiceField } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { NotificationBanner } from '../../../web/ui/notification-banner.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { administratorsHref, proposalHref, proposalsHref } from '../links.ts'
import { type AgreementDone, agreementMessages } from '../messages/agreements.ts'
import { peopleMessages } from '../messages/people.ts'
import type { AdministratorData, AgreementsData } from '../queries/agreements.ts'
import { mayAgree } from '../rules.ts'
import { at, FormFrame, ReasonField, roleName } from './admin-parts.tsx'

type PageProps = { view: View; actor: Actor; found: AgreementsData; done: AgreementDone | undefined }

export const AdministratorsPage: FC<PageProps> = props => {
  const { view, done } = props
  const m = agreementMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.title}>
      {done !== undefined && <NotificationBanner type="success" titleText={peopleMessages[view.locale].done} text={m.dones[done]} />}
      <h1 class="govuk-heading-l">{m.title}</h1>
      <p class="govuk-body">{m.lead}</p>
      <h2 class="govuk-heading-m">{m.open}</h2>
      <Open {...props} />
      <h2 class="govuk-heading-m">{m.accounts}</h2>
      <Accounts {...props} />
      <Past {...props} />
    </DeskLayout>
  )
}

const Open: FC<PageProps> = ({ view, actor, found }) => {
  const m = agreementMessages[view.locale]
  if (found.open.length === 0) return <p class="mj-empty">{m.noneOpen}</p>
  return (
    <>
      {found.open.map(row => {
        const not = mayAgree(actor, row)
        return (
          <div class="mj-surface">
            <h3 class="govuk-heading-s">
              {m.acts[row.act] ?? row.act} · <span lang="zh-CN">{row.person ?? m.city}</span>
            </h3>
            <p class="govuk-body">
              {m.reason}: <span lang="zh-CN">{row.reason}</span>
              <br />
              {m.proposedBy}: <span lang="zh-CN">{row.proposed_by}</span> ({roleName(view.locale, row.office)}), {at(row.recorded_at)} ·{' '}
              {m.until} {at(row.expires_at)}
            </p>
            {not !== undefined && <p class="govuk-hint">{m.mayNot[not]}</p>}
            <div class="govuk-button-group">
              {not === undefined && (
                <form method="post" action={proposalHref(row.id, 'consents')}>
                  <Button text={m.agree} preventDoubleClick />
                </form>
              )}
              <form method="post" action={proposalHref(row.id, 'closures')}>
                <Button text={not === 'own' ? m.withdraw : m.decline} classes="govuk-button--secondary" preventDoubleClick />
              </form>
            </div>
          </div>
        )
      })}
    </>
  )
}

const Accounts: FC<PageProps> = ({ view, actor, found }) => {
  const m = agreementMessages[view.locale]
  return (
    <Scroll label={m.accounts}>
      <Table
        head={[{ text: m.person }, { text: m.office }, { text: m.account }, { text: m.factor }, { text: '' }]}
        rows={found.people.map(row => [
          {
            text: (
              <>
                <span lang="zh-CN">{row.name}</span> {row.sign_in_name}
              </>
            ),
          },
          {
            text: (
              <>
                {roleName(view.locale, row.role)} · <span lang="zh-CN">{row.unit}</span>
              </>
            ),
          },
          { text: <State view={view} row={row} /> },
          {
            text: m.factors[row.has_factor ? (row.has_passkey ? 'both' : 'totp') : row.has_passkey ? 'passkey' : 'none'],
          },
          {
            text:
              row.id === actor.person_id ? (
                m.own
              ) : (
                <a class="govuk-link" href={`${proposalsHref(row.id)}/new`}>
                  {m.propose}
                  <span class="govuk-visually-hidden"> {row.name}</span>
                </a>
              ),
          },
        ])}
      />
    </Scroll>
  )
}

const State: FC<{ view: View; row: Pick<AdministratorData, 'disabled_on' | 'one_time_until'> }> = ({ view, row }) => {
  const m = agreementMessages[view.locale]
  if (row.disabled_on !== null) return <Tag classes="govuk-tag--grey" text={`${m.disabled} ${row.disabled_on}`} />
  return row.one_time_until === null ? (
    <Tag classes="govuk-tag--green" text={m.inUse} />
  ) : (
    <Tag classes="govuk-tag--yellow" text={m.mustChange} />
  )
}

const Past: FC<PageProps> = ({ view, found }) => {
  const m = agreementMessages[view.locale]
  if (found.past.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{m.history}</h2>
      <Scroll label={m.history}>
        <Table
          head={[
            { text: m.act },
            { text: m.concerns },
            { text: m.reason },
            { text: m.proposedBy },
            { text: m.decidedBy },
            { text: m.at },
            { text: m.outcome },
          ]}
          rows={found.past.map(row => [
            { text: m.acts[row.act] ?? row.act },
            { text: <span lang="zh-CN">{row.person ?? m.city}</span> },
            { text: <span lang="zh-CN">{row.reason}</span> },
            { text: <span lang="zh-CN">{row.proposed_by}</span> },
            { text: <span lang="zh-CN">{row.decided_by ?? '–'}</span> },
            { text: row.decided_at === null ? '–' : at(row.decided_at) },
            { text: m.outcomes[row.outcome ?? ''] ?? row.outcome },
          ])}
        />
      </Scroll>
    </>
  )
}

export const ProposalPage: FC<{ view: View; state: SentForm; person: AdministratorData }> = ({ view, state, person }) => {
  const m = agreementMessages[view.locale]
  const acts = accountActs.filter(act => (act === 'enable_account') === (person.disabled_on !== null))
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.formTitle}
      caption={`${person.name} · ${roleName(view.locale, person.role)}`}
      lead={m.lead}
      action={proposalsHref(person.id)}
      button={m.propose}
      cancel={administratorsHref}
    >
      <ChoiceField
        view={view}
        state={state}
        name="act"
        label={m.act}
        hint={m.actHint}
        choices={acts.map(act => ({ value: act, text: m.acts[act] ?? act }))}
      />
      <ReasonField view={view} state={state} />
    </FormFrame>
  )
}

/** Half of a one-time password, this once. */
export const HalfPage: FC<{ view: View; which: 'first' | 'second'; half: string }> = ({ view, which, half }) => {
  const m = agreementMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.halves[which]}>
      <h1 class="govuk-heading-l">{m.halves[which]}</h1>
      <div class="mj-surface">
        <p class="govuk-body-l">
          <code>{half}</code>
        </p>
        <p class="govuk-body">{m.halfLead}</p>
        <p class="govuk-body">{which === 'first' ? m.firstNote : m.secondNote}</p>
      </div>
      <p class="govuk-body">
        <a class="govuk-link" href={administratorsHref}>
          {m.back}
        </a>
      </p>
    </DeskLayout>
  )
}
