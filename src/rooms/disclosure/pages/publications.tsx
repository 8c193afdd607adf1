import type { FC } from 'hono/jsx'
import type { ListPage } from '../../../kernel/lists/list.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf } from '../../../web/list.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { type PublicationQuery, publicationList } from '../forms.ts'
import { deskPublicationHref, deskPublicationsHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { PublicationRow } from '../queries.ts'

type Filter = keyof (typeof publicationList)['filters']
type Key =
  | 'publications'
  | 'title'
  | 'unit'
  | 'indexNumber'
  | 'publishedOn'
  | 'withdrawnOn'
  | 'search'
  | 'searchHint'
  | 'publishedFrom'
  | 'publishedUntil'
  | 'onlyWithdrawn'

const words = (key: Key) => ({ 'zh-CN': messages['zh-CN'][key], en: messages.en[key] })

export const shownPublications = listOf<PublicationRow, Filter, PublicationQuery['sort'], PublicationQuery['columns'][number]>({
  rules: publicationList,
  name: words('publications'),
  href: deskPublicationsHref,
  columns: {
    title: {
      name: words('title'),
      plain: row => row.title,
      cell: row => (
        <a class="govuk-link" href={deskPublicationHref(row.id)} lang="zh-CN">
          {row.title}
        </a>
      ),
    },
    unit: { name: words('unit'), plain: row => row.short_name, cell: row => <span lang="zh-CN">{row.short_name}</span> },
    index_number: { name: words('indexNumber'), plain: row => row.index_number },
    published_on: {
      name: words('publishedOn'),
      plain: row => row.published_on,
      cell: (row, view) => (
        <>
          {row.published_on} {row.withdrawn_on !== null && <Tag classes="govuk-tag--red" text={messages[view.locale].withdrawn} />}
        </>
      ),
      sort: 'published',
    },
    withdrawn_on: { name: words('withdrawnOn'), plain: row => row.withdrawn_on },
  },
  filters: {
    q: { label: words('search'), hint: words('searchHint') },
    unit: { label: words('unit') },
    from: { label: words('publishedFrom') },
    until: { label: words('publishedUntil') },
    withdrawn: { label: words('onlyWithdrawn') },
  },
})

type Props = {
  view: View
  query: PublicationQuery
  found: ListPage<PublicationRow>
  units: readonly { readonly id: number; readonly short_name: string }[]
}

export const PublicationsPage: FC<Props> = ({ view, query, found, units }) => {
  const m = messages[view.locale]
  return (
    <DeskLayout view={view} title={m.publications}>
      <h1 class="govuk-heading-l">{m.publications}</h1>
      <ListFilters
        view={view}
        list={shownPublications}
        query={query}
        options={{ unit: units.map(({ id, short_name }) => ({ value: String(id), text: short_name })) }}
      />
      <ListTable view={view} list={shownPublications} query={query} page={found} />
      <ListFoot view={view} list={shownPublications} query={query} total={found.total} shown={found.rows.length} />
    </DeskLayout>
  )
}
