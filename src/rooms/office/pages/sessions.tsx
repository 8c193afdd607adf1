import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Pager } from '../../../web/pager.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { lockEndHref, lossHref, sessionEndHref, sessionListHref, sessionsHref } from '../links.ts'
import { type DoneKey, peopleMessages } from '../messages/people.ts'
import type { PersonData, SessionList } from '../queries/people.ts'
import { type AdminState, at, Done, FormFrame, ReasonField } from './admin-parts.tsx'

type SessionsProps = { view: View; found: SessionList; size: number; done: DoneKey | undefined }

/** A button that is a form: it changes something, so it is no link. */
export const Act: FC<{ action: string; text: string; about: string }> = ({ action, text, about }) => (
  <form method="post" action={action}>
    <button class="mj-link-button" type="submit">
      {text}
      <span class="govuk-visually-hidden"> {about}</span>
    </button>
  </form>
)

export const SessionsPage: FC<SessionsProps> = props => {
  const { view, found, size, done } = props
  const m = peopleMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.sessions}>
      <Done view={view} text={done && m.dones[done]} />
      <h1 class="govuk-heading-l">{m.sessions}</h1>
      <p class="govuk-body">{m.sessionsLead}</p>
      <form class="mj-surface mj-toolbar" method="get" action={sessionsHref}>
        <Input name="q" label={{ text: m.signInName }} value={found.q} type="search" />
        <Button text={m.search} classes="govuk-button--secondary" />
      </form>
      {found.rows.length === 0 ? <p class="mj-empty">{m.nothing}</p> : <Sessions {...props} />}
      <div class="mj-pager">
        <Pager
          view={view}
          page={found.page}
          pages={Math.max(1, Math.ceil(found.total / size))}
          href={page => sessionListHref(found.q, page)}
          count={
            found.rows.length === 0
              ? undefined
              : m.showing((found.page - 1) * size + 1, (found.page - 1) * size + found.rows.length, found.total)
          }
        />
      </div>
      <Locks {...props} />
    </DeskLayout>
  )
}

const Sessions: FC<SessionsProps> = ({ view, found }) => {
  const m = peopleMessages[view.locale]
  return (
    <Scroll label={m.sessions}>
      <Table
        head={[{ text: m.person }, { text: m.device }, { text: m.signedInAt }, { text: m.lastSeen }, { text: '' }]}
        rows={found.rows.map(row => [
          {
            text: (
              <>
                <span lang="zh-CN">{row.name}</span> {row.sign_in_name}
              </>
            ),
          },
          { text: row.agent || m.unknownDevice },
          { text: at(row.recorded_at) },
          { text: at(row.last_seen_at) },
          {
            text: (
              <div class="mj-row-acts">
                <Act action={sessionEndHref(row.id)} text={m.endSession} about={`${row.name} ${row.agent}`} />
                <a class="govuk-link" href={`${lossHref(row.person_id)}/new`}>
                  {m.loss}
                  <span class="govuk-visually-hidden"> {row.name}</span>
                </a>
              </div>
            ),
          },
        ])}
      />
    </Scroll>
  )
}

const Locks: FC<SessionsProps> = ({ view, found: { locks } }) => {
  const m = peopleMessages[view.locale]
  return (
    <>
      <h2 class="govuk-heading-m">{m.locks}</h2>
      {locks.known.length === 0 ? (
        <p class="govuk-body">{m.noLocks}</p>
      ) : (
        <Scroll label={m.locks}>
          <Table
            head={[{ text: m.person }, { text: m.signInName }, { text: m.lockedUntil }, { text: '' }]}
            rows={locks.known.map(row => [
              { text: <span lang="zh-CN">{row.name}</span> },
              { text: row.sign_in_name },
              { text: row.locked_until === null ? m.none : at(row.locked_until) },
              { text: <Act action={lockEndHref(row.id)} text={m.unlock} about={row.sign_in_name} /> },
            ])}
          />
        </Scroll>
      )}
      {locks.unknown > 0 && <p class="govuk-body">{m.unknownLocks(locks.unknown)}</p>}
    </>
  )
}

export const LossPage: FC<{ view: View; state: AdminState; person: Pick<PersonData, 'id' | 'name'> }> = ({ view, state, person }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.lossTitle}
      caption={person.name}
      lead={m.lossLead}
      action={lossHref(person.id)}
      button={m.lossTitle}
      cancel={sessionsHref}
      warning
    >
      <ReasonField view={view} state={state} />
    </FormFrame>
  )
}
