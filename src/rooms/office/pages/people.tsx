import type { FC } from 'hono/jsx'
import { isAdministrator, isRole } from '../../../kernel/org/actor.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { SummaryList } from '../../../web/ui/summary-list.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { administratorsHref, holdingEndHref, newPersonHref, personActHref, personHref, unitHref } from '../links.ts'
import { type DoneKey, peopleMessages } from '../messages/people.ts'
import type { PersonData } from '../queries/people.ts'
import type { PostChoices } from '../queries/units.ts'
import { Done, roleName } from './admin-parts.tsx'
import { AccountState } from './people-list.tsx'

export const PostChoicePage: FC<{ view: View; posts: PostChoices; q: string }> = ({ view, posts, q }) => {
  const m = peopleMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.choosePost}>
      <h1 class="govuk-heading-l">{m.choosePost}</h1>
      <p class="govuk-body">{m.choosePostLead}</p>
      <form class="mj-surface mj-toolbar" method="get" action={newPersonHref()}>
        <Input name="q" label={{ text: m.unitSearch }} value={q} type="search" />
        <Button text={m.search} classes="govuk-button--secondary" />
      </form>
      {posts.length === 0 ? (
        <p class="mj-empty">{m.nothing}</p>
      ) : (
        <Scroll label={m.choosePost}>
          <Table
            head={[{ text: m.unit }, { text: m.post }]}
            rows={posts.map(post => [
              { text: <span lang="zh-CN">{post.unit}</span> },
              {
                text: (
                  <a class="govuk-link" href={newPersonHref(post.id)} lang="zh-CN">
                    {post.name}
                  </a>
                ),
              },
            ])}
          />
        </Scroll>
      )}
    </DeskLayout>
  )
}

type PersonProps = { view: View; person: PersonData; done: DoneKey | undefined; own: boolean }

export const PersonPage: FC<PersonProps> = props => {
  const { view, person, done } = props
  const m = peopleMessages[view.locale]
  return (
    <DeskLayout view={view} title={person.name}>
      <Done view={view} text={done && m.dones[done]} />
      <div class="mj-case__head">
        <h1 class="govuk-heading-l" lang="zh-CN">
          {person.name}
        </h1>
        {person.account && <AccountState view={view} row={person.account} />}
      </div>
      <PersonActs {...props} />
      <div class="mj-surface">
        <SummaryList
          rows={[
            { key: { text: m.signInName }, value: { text: person.account?.sign_in_name ?? m.noAccount } },
            {
              key: { text: m.contacts },
              value: {
                text:
                  person.contacts.length === 0 ? (
                    m.noContacts
                  ) : (
                    <>
                      {person.contacts
                        .map(contact => `${contact.kind === 'phone' ? m.contactKinds.phone : m.contactKinds.email} ${contact.masked}`)
                        .join('; ')}{' '}
                      <a class="govuk-link" href={`${personActHref(person.id, 'looks')}/new`}>
                        {m.lookContact}
                      </a>
                    </>
                  ),
              },
            },
            {
              key: { text: m.grantsNow },
              value: {
                text:
                  person.grants.length === 0
                    ? m.noGrants
                    : person.grants.map(grant => (
                        <div>
                          {roleName(view.locale, grant.role)} · <span lang="zh-CN">{grant.unit}</span>
                        </div>
                      )),
              },
            },
          ]}
        />
      </div>
      <Holdings {...props} />
    </DeskLayout>
  )
}

const PersonActs: FC<PersonProps> = ({ view, person, own }) => {
  const m = peopleMessages[view.locale]
  const disabled = person.account?.disabled_on != null
  const acts: readonly (readonly [string, string])[] = [
    [`${personActHref(person.id, 'names')}/new`, m.renamePerson],
    ...(person.account === null || own
      ? []
      : person.grants.some(({ role }) => isRole(role) && isAdministrator(role))
        ? ([[administratorsHref, m.isAdministrator]] as const)
        : disabled
          ? ([[`${personActHref(person.id, 'enablings')}/new`, m.enable]] as const)
          : ([
              [`${personActHref(person.id, 'passwords')}/new`, m.resetPassword],
              [`${personActHref(person.id, 'disablings')}/new`, m.disable],
            ] as const)),
  ]
  return (
    <ul class="mj-steps">
      {acts.map(([href, text]) => (
        <li>
          <Button href={href} text={text} classes="govuk-button--secondary" />
        </li>
      ))}
    </ul>
  )
}

const Holdings: FC<PersonProps> = ({ view, person }) => {
  const m = peopleMessages[view.locale]
  if (person.holdings.length === 0) return null
  return (
    <div class="mj-surface">
      <h2 class="govuk-heading-m">{m.heldPosts}</h2>
      <Scroll label={m.heldPosts}>
        <Table
          head={[{ text: m.unit }, { text: m.post }, { text: m.heldSince }, { text: m.heldUntil }]}
          rows={person.holdings.map(row => [
            {
              text: (
                <a class="govuk-link" href={unitHref(row.unit_id)} lang="zh-CN">
                  {row.unit}
                </a>
              ),
            },
            { text: <span lang="zh-CN">{row.name}</span> },
            { text: row.valid_from },
            {
              text: row.valid_to ?? (
                <a class="govuk-link" href={`${holdingEndHref(row)}/new`}>
                  {m.endHolding}
                  <span class="govuk-visually-hidden"> {row.name}</span>
                </a>
              ),
            },
          ])}
        />
      </Scroll>
    </div>
  )
}

type LookedProps = { view: View; person: Pick<PersonData, 'id' | 'name'>; kind: 'phone' | 'email'; value: string }

/** The full contact, this once. */
export const ContactPage: FC<LookedProps> = ({ view, person, kind, value }) => {
  const m = peopleMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.lookedAt}>
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l" lang="zh-CN">
          {person.name}
        </span>
        {m.lookedAt}
      </h1>
      <div class="mj-surface">
        <SummaryList rows={[{ key: { text: m.contactKinds[kind] }, value: { text: value } }]} />
        <p class="govuk-body">{m.lookedOnce}</p>
      </div>
      <p class="govuk-body">
        <a class="govuk-link" href={personHref(person.id)}>
          {m.back}
        </a>
      </p>
    </DeskLayout>
  )
}
