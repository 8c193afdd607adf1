import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { frameMessages } from '../../../web/messages.ts'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Pagination } from '../../../web/ui/pagination.tsx'
import { columnHref, columnsHref, conferencesHref, gazettesHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { ColumnData, ColumnTree } from '../queries.ts'
import { DatedList, nameOf } from './home.tsx'

export const ColumnPage: FC<{ view: View; data: ColumnData }> = ({ view, data }) => {
  const m = messages[view.locale]
  const { column } = data
  const name = nameOf(column, view.locale)
  const parent = column.parent
  const open = column.children.filter(({ valid_to }) => valid_to === null)
  return (
    <PortalLayout
      view={view}
      title={name}
      crumbs={[
        { text: m.columns, href: columnsHref },
        ...(parent ? [{ text: nameOf(parent, view.locale), href: columnHref(parent.code) }] : []),
        { text: name },
      ]}
      tags={{
        ColumnName: column.name_zh,
        ColumnDescription: column.name_zh,
        ColumnKeywords: column.name_zh,
        ColumnType: column.column_type,
      }}
    >
      <h1 class="govuk-heading-l">{name}</h1>
      {column.valid_to !== null && <InsetText text={m.columnClosed(column.valid_to)} />}
      {open.length > 0 && (
        <ul class="mj-chips">
          {open.map(child => (
            <li>
              <a href={columnHref(child.code)}>{nameOf(child, view.locale)}</a>
            </li>
          ))}
        </ul>
      )}
      <div class="mj-surface">
        {data.items.length === 0 ? <p class="mj-empty">{m.empty}</p> : <DatedList items={data.items} />}
        <Pager
          view={view}
          page={data.page}
          pages={data.pages}
          count={m.itemsInColumn(data.total)}
          href={page => columnHref(column.code, page)}
        />
      </div>
    </PortalLayout>
  )
}

/** Count, previous and next, first, last and the neighbours of a page. */
export const Pager: FC<{ view: View; page: number; pages: number; count: string; href: (page: number) => string }> = ({
  view,
  page,
  pages,
  count,
  href,
}) => {
  const f = frameMessages[view.locale]
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter(n => n >= 1 && n <= pages).sort((a, b) => a - b)
  return (
    <div class="mj-pager">
      <p class="mj-pager__count">{pages > 1 ? `${count} · ${f.pageOf(page, pages)}` : count}</p>
      {pages > 1 && (
        <Pagination
          landmarkLabel={f.pages}
          previous={page > 1 ? { text: f.previous, href: href(page - 1) } : undefined}
          next={page < pages ? { text: f.next, href: href(page + 1) } : undefined}
          items={near.flatMap((n, i) => {
            const item = { number: n, href: href(n), current: n === page, visuallyHiddenText: f.goToPage(n) }
            return i > 0 && n - (near[i - 1] ?? n) > 1 ? [{ ellipsis: true }, item] : [item]
          })}
        />
      )}
    </div>
  )
}

/** All columns as a map of the site. */
export const ColumnsPage: FC<{ view: View; columns: ColumnTree }> = ({ view, columns }) => {
  const m = messages[view.locale]
  return (
    <PortalLayout view={view} title={m.columnsTitle} crumbs={[{ text: m.columns }]}>
      <h1 class="govuk-heading-l">{m.columnsTitle}</h1>
      <p class="govuk-body-l">{m.columnsLead}</p>
      <div class="mj-surface">
        <ul class="govuk-list">
          {columns
            .filter(column => column.parent_id === null)
            .map(column => (
              <li>
                <a class="govuk-link govuk-!-font-weight-bold" href={columnHref(column.code)}>
                  {nameOf(column, view.locale)}
                </a>
                {columns.some(child => child.parent_id === column.id) && (
                  <ul class="mj-chips">
                    {columns
                      .filter(child => child.parent_id === column.id)
                      .map(child => (
                        <li>
                          <a href={columnHref(child.code)}>{nameOf(child, view.locale)}</a>
                        </li>
                      ))}
                  </ul>
                )}
              </li>
            ))}
        </ul>
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={gazettesHref}>
              {m.gazette}
            </a>
          </li>
          <li>
            <a class="govuk-link" href={conferencesHref}>
              {m.conferences}
            </a>
          </li>
        </ul>
      </div>
    </PortalLayout>
  )
}
