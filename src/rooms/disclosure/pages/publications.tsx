import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { deskPublicationHref, deskPublicationsHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { PublicationSearch } from '../queries.ts'

export const PublicationsPage: FC<{ view: View; found: PublicationSearch }> = ({ view, found }) => {
  const m = messages[view.locale]
  return (
    <DeskLayout view={view} title={m.publications}>
      <h1 class="govuk-heading-l">{m.publications}</h1>
      <form method="get" action={deskPublicationsHref} class="mj-surface mj-toolbar">
        <Input name="q" id="q" label={{ text: m.search }} hint={{ text: m.searchHint }} value={found.q} type="search" />
        <Button text={m.search} classes="govuk-button--secondary" />
      </form>
      <div class="mj-surface">
        <p class="govuk-body">{found.more ? m.foundMany(found.rows.length) : m.found(found.rows.length)}</p>
        <Scroll label={m.publications}>
          <Table
            head={[{ text: m.title }, { text: m.unit }, { text: m.indexNumber }, { text: m.publishedOn }]}
            rows={found.rows.map(row => [
              {
                text: (
                  <a class="govuk-link" href={deskPublicationHref(row.id)} lang="zh-CN">
                    {row.title}
                  </a>
                ),
              },
              { text: row.short_name },
              { text: row.index_number },
              {
                text: (
                  <>
                    {row.published_on} {row.withdrawn_on !== null && <Tag classes="govuk-tag--red" text={m.withdrawn} />}
                  </>
                ),
              },
            ])}
          />
        </Scroll>
      </div>
    </DeskLayout>
  )
}
