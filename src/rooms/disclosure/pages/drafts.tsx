import type { FC } from 'hono/jsx'
import { isEnded, stateName } from '../../../kernel/cases/process.ts'
import type { ListPage } from '../../../kernel/lists/list.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf } from '../../../web/list.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { DueTag } from '../../../web/ui/due-tag.tsx'
import { type DraftQuery, draftList } from '../forms.ts'
import { articleHref, draftHref, draftsHref, newDraftHref } from '../links.ts'
import { messages } from '../messages.ts'
import { review } from '../process.ts'
import type { DraftRow } from '../queries.ts'

type Filter = keyof (typeof draftList)['filters']

const words = (key: 'myDrafts' | 'title' | 'state' | 'dueOn' | 'endedOn' | 'search' | 'onlyOpen') => ({
  'zh-CN': messages['zh-CN'][key],
  en: messages.en[key],
})

export const shownDrafts = listOf<DraftRow, Filter, DraftQuery['sort'], DraftQuery['columns'][number]>({
  rules: draftList,
  name: words('myDrafts'),
  href: draftsHref,
  columns: {
    title: { name: words('title'), plain: row => row.title, cell: TitleCell, sort: 'title' },
    state: { name: words('state'), plain: (row, locale) => stateName(review, row.state)[locale] },
    due_on: {
      name: words('dueOn'),
      plain: row => (isEnded(review, row.state) ? null : row.due_on),
      cell: (row, view) => (isEnded(review, row.state) || row.due_on === null ? '–' : <Due view={view} due_on={row.due_on} />),
      sort: 'due',
    },
    ended_on: { name: words('endedOn'), plain: row => row.ended_on, sort: 'ended', classes: 'mj-number' },
  },
  filters: { q: { label: words('search') }, state: { label: words('state') }, open: { label: words('onlyOpen') } },
})

function TitleCell(row: DraftRow, view: View) {
  return (
    <>
      <a class="govuk-link" href={draftHref(row.id)} lang="zh-CN">
        {row.title}
      </a>
      {row.publication_id !== null && (
        <>
          {' · '}
          <a class="govuk-link" href={articleHref(row.publication_id)}>
            {messages[view.locale].seeArticle}
          </a>
        </>
      )}
    </>
  )
}

export const DraftsPage: FC<{ view: View; query: DraftQuery; found: ListPage<DraftRow> }> = ({ view, query, found }) => {
  const m = messages[view.locale]
  const states = Object.keys(review.states).map(state => ({ value: state, text: stateName(review, state)[view.locale] }))
  return (
    <DeskLayout view={view} title={m.drafts}>
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{m.myDrafts}</h1>
        <Button text={m.newDraft} href={newDraftHref} />
      </div>
      <ListFilters view={view} list={shownDrafts} query={query} options={{ state: states }} />
      <ListTable view={view} list={shownDrafts} query={query} page={found} empty={m.noDrafts} />
      <ListFoot view={view} list={shownDrafts} query={query} total={found.total} shown={found.rows.length} />
    </DeskLayout>
  )
}

/** The due day, marked when it has passed. */
export const Due: FC<{ view: View; due_on: string }> = ({ view, due_on }) => {
  const m = messages[view.locale]
  return due_on < view.today ? <DueTag colour="red" text={`${due_on} ${m.overdueText}`} /> : <span>{due_on}</span>
}
