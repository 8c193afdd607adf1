import type { FC } from 'hono/jsx'
import type { ListPage } from '../../../kernel/lists/list.ts'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf } from '../../../web/list.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { type PeopleQuery, peopleRules } from '../forms/admin-lists.ts'
import { newPersonHref, peopleHref, personHref } from '../links.ts'
import { bothPeople as both, peopleMessages } from '../messages/people.ts'
import type { PeopleRow } from '../queries/people.ts'

type Account = { readonly disabled_on: string | null; readonly one_time_until: string | null }

const stateText = (locale: Locale, { disabled_on, one_time_until }: Account): string => {
  const m = peopleMessages[locale]
  if (disabled_on !== null) return `${m.disabled} ${disabled_on}`
  return one_time_until === null ? m.inUse : m.mustChange
}

/** How it stands with somebody's account. */
export const AccountState: FC<{ view: View; row: Account }> = ({ view, row }) => {
  const colour = row.disabled_on !== null ? 'grey' : row.one_time_until === null ? 'green' : 'yellow'
  return <Tag classes={`govuk-tag--${colour}`} text={stateText(view.locale, row)} />
}

const postsText = ({ posts }: PeopleRow): string => posts.map(post => `${post.unit} ${post.name}`).join('\u3001')

export const peopleShown = listOf<PeopleRow, keyof (typeof peopleRules)['filters'], PeopleQuery['sort'], PeopleQuery['columns'][number]>({
  rules: peopleRules,
  name: both('people'),
  href: peopleHref,
  columns: {
    name: { name: both('person'), plain: row => row.name, cell: nameCell, sort: 'name' },
    sign_in_name: { name: both('signInName'), plain: row => row.sign_in_name, sort: 'sign_in_name' },
    posts: { name: both('posts'), plain: row => postsText(row) || null, cell: row => <span lang="zh-CN">{postsText(row) || '–'}</span> },
    account: {
      name: both('account'),
      plain: (row, locale) => stateText(locale, row),
      cell: (row, view) => <AccountState view={view} row={row} />,
    },
  },
  filters: { q: { label: both('peopleSearch') }, state: { label: both('state'), any: both('openAccounts') } },
})

function nameCell(row: PeopleRow) {
  return (
    <a class="govuk-link" href={personHref(row.id)} lang="zh-CN">
      {row.name}
    </a>
  )
}

export const PeoplePage: FC<{ view: View; query: PeopleQuery; found: ListPage<PeopleRow> }> = ({ view, query, found }) => {
  const m = peopleMessages[view.locale]
  const options = {
    state: [
      { value: 'disabled', text: m.disabledAccounts },
      { value: 'all', text: m.allUnits },
    ],
  }
  return (
    <DeskLayout view={view} title={m.people}>
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{m.people}</h1>
        <Button text={m.newPerson} href={newPersonHref()} />
      </div>
      <ListFilters view={view} list={peopleShown} query={query} options={options} />
      <ListTable view={view} list={peopleShown} query={query} page={found} />
      <ListFoot view={view} list={peopleShown} query={query} total={found.total} shown={found.rows.length} />
    </DeskLayout>
  )
}
