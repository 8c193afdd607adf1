import type { FC } from 'hono/jsx'
import type { ListPage } from '../../../kernel/lists/list.ts'
import { roles } from '../../../kernel/org/actor.ts'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf } from '../../../web/list.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { type GrantQuery, grantRules } from '../forms/admin-lists.ts'
import { grantEndHref, grantsHref, grantsOfHref, newGrantHref, policiesHref, rolesHref } from '../links.ts'
import { bothPeople as both, type DoneKey, peopleMessages } from '../messages/people.ts'
import type { GrantRow } from '../queries/grants.ts'
import { Done, lastDay, roleName } from './admin-parts.tsx'

export const grantsShown = listOf<GrantRow, keyof (typeof grantRules)['filters'], GrantQuery['sort'], GrantQuery['columns'][number]>({
  rules: grantRules,
  name: both('grants'),
  href: grantsHref,
  columns: {
    person: { name: both('person'), plain: row => [row.name, row.sign_in_name].join(' ').trim(), cell: personCell, sort: 'person' },
    role: { name: both('role'), plain: (row, locale) => roleName(locale, row.role), sort: 'role' },
    unit: { name: both('unit'), plain: row => row.unit, cell: row => <span lang="zh-CN">{row.unit}</span>, sort: 'unit' },
    from: { name: both('from'), plain: row => row.valid_from, sort: 'from', classes: 'mj-number' },
    to: { name: both('to'), plain: row => lastDay(row), classes: 'mj-number' },
    by: { name: both('grantedBy'), plain: row => row.granted_by, cell: row => <span lang="zh-CN">{row.granted_by ?? '–'}</span> },
    state: { name: both('state'), plain: (row, locale) => stateText(locale, row), cell: stateCell },
  },
  filters: {
    q: { label: both('grantSearch') },
    role: { label: both('role'), any: both('allRoles') },
    state: { label: both('state'), any: both('openGrants') },
    person: { label: both('person') },
  },
})

const stateText = (locale: Locale, row: GrantRow): string | null => {
  const m = peopleMessages[locale]
  if (row.ended) return [m.ended, row.ended_by].join(' ').trim()
  return row.to_come ? m.notYet : null
}

function personCell(row: GrantRow) {
  return (
    <>
      <a class="govuk-link" href={grantsOfHref(row.person_id)} lang="zh-CN">
        {row.name}
      </a>{' '}
      {row.sign_in_name}
    </>
  )
}

function stateCell(row: GrantRow, view: View) {
  const m = peopleMessages[view.locale]
  if (row.ended)
    return (
      <>
        <Tag classes="govuk-tag--grey" text={m.ended} /> {row.ended_by !== null && <span lang="zh-CN">{row.ended_by}</span>}
      </>
    )
  return (
    <>
      {row.to_come && <Tag classes="govuk-tag--yellow" text={m.notYet} />}{' '}
      <a class="govuk-link" href={`${grantEndHref(row.id)}/new`}>
        {m.endGrant}
        <span class="govuk-visually-hidden">
          {' '}
          {row.name} {roleName(view.locale, row.role)}
        </span>
      </a>
    </>
  )
}

type Props = { view: View; query: GrantQuery; found: ListPage<GrantRow>; done: DoneKey | undefined }

export const GrantsPage: FC<Props> = ({ view, query, found, done }) => {
  const m = peopleMessages[view.locale]
  const { person } = query.filters
  const name = person === undefined ? undefined : found.rows[0]?.name
  const title = name === undefined ? m.grants : m.ofPerson(name)
  const options = {
    role: roles.map(role => ({ value: role, text: m.roleNames[role] })),
    state: [{ value: 'all', text: m.allGrants }],
    person: person === undefined ? [] : [{ value: person, text: name ?? person }],
  }
  return (
    <DeskLayout view={view} title={title}>
      <Done view={view} text={done && m.dones[done]} />
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{title}</h1>
        <Button text={m.newGrant} href={newGrantHref()} />
        <a class="govuk-link" href={rolesHref}>
          {m.roles}
        </a>
        <a class="govuk-link" href={policiesHref}>
          {m.policies}
        </a>
      </div>
      <p class="govuk-body mj-lead">{m.grantsLead}</p>
      <ListFilters view={view} list={grantsShown} query={query} options={options} />
      <ListTable view={view} list={grantsShown} query={query} page={found} />
      <ListFoot view={view} list={grantsShown} query={query} total={found.total} shown={found.rows.length} />
    </DeskLayout>
  )
}
