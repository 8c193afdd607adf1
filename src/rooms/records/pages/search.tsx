import type { FC } from 'hono/jsx'
import { grouped } from '../../../kernel/figures/print.ts'
import { counted_max } from '../../../kernel/search/find.ts'
import { query_max } from '../../../kernel/search/query.ts'
import { page_size } from '../../../kernel/search/search.ts'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Pagination, type PaginationItem } from '../../../web/ui/pagination.tsx'
import { SearchBox } from '../../../web/ui/search-box.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { searchHref } from '../links.ts'
import type { SearchForm } from '../search-forms.ts'
import { searchMessages } from '../search-messages.ts'
import { SearchFacets } from './search-facets.tsx'
import { Alike, NothingFound, type SearchProps, SearchTips } from './search-help.tsx'
import { SearchHit } from './search-hit.tsx'

export const SearchPage: FC<SearchProps> = props => {
  const { view, form, query, data } = props
  const m = searchMessages[view.locale]
  const asked = query.typed !== ''
  const title = asked ? m.titleOf(query.typed) : m.title
  const { sort, q: _q, page: _page, ...narrowing } = form
  return (
    <PortalLayout view={view} title={asked && form.page > 1 ? `${title} ${m.page(String(form.page))}` : title} crumbs={[{ text: m.title }]}>
      <h1 class="govuk-heading-l mj-typed">{title}</h1>
      <SearchBox
        id="q"
        label={m.label}
        hint={m.hint}
        submit={m.submit}
        value={query.typed}
        classes="mj-surface"
        hidden={Object.entries({ ...narrowing, sort: sort === 'date' ? sort : undefined }).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)] as const],
        )}
      />
      {data.filling && (
        <p class="govuk-body" role="status">
          {m.filling(data.filling.percent, grouped(String(data.filling.waiting), view.locale))}
        </p>
      )}
      {query.cut && <p class="govuk-body">{m.cut(query_max)}</p>}
      {asked ? <Found {...props} /> : <SearchTips view={view} />}
    </PortalLayout>
  )
}

const Found: FC<SearchProps> = props => {
  const { view, form, query, data, names } = props
  const m = searchMessages[view.locale]
  if (query.words.length === 0)
    return (
      <>
        <InsetText text={m.noWords} />
        <SearchTips view={view} />
      </>
    )
  if (data.total === 0) return <NothingFound {...props} />
  const total = grouped(String(data.total), view.locale)
  return (
    <>
      {data.instead && <InsetText>{m.instead(data.instead.map(word => `“${word}”`).join(' '))}</InsetText>}
      <Alike view={view} words={data.alike} />
      <div class="mj-columns">
        <section aria-labelledby="results">
          <h2 class="govuk-heading-m" id="results">
            {data.exact ? m.found(total) : m.over(total)}
          </h2>
          <SortLinks view={view} form={form} />
          {data.hits.length === 0 ? (
            <p class="mj-empty">
              {m.tooFar}{' '}
              <a class="govuk-link" href={searchHref(form.q, { ...form, page: 1 })}>
                {m.firstPage}
              </a>
            </p>
          ) : (
            <ol class="mj-hits mj-surface">
              {data.hits.map(hit => (
                <SearchHit view={view} hit={hit} />
              ))}
            </ol>
          )}
          <SearchPager {...props} />
        </section>
        <SearchFacets view={view} form={form} data={data} names={names} counted={counted_max} />
      </div>
    </>
  )
}

const SortLinks: FC<{ view: View; form: SearchForm }> = ({ view, form }) => {
  const m = searchMessages[view.locale]
  return (
    <ul class="mj-chips" aria-label={m.sort}>
      {([['relevance', m.byRelevance] as const, ['date', m.byDate] as const] as const).map(([sort, text]) => (
        <li>
          <a href={searchHref(form.q, { ...form, sort, page: 1 })} aria-current={form.sort === sort ? 'true' : undefined} rel="nofollow">
            {text}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Of a number of results that is not known the last page is not known either: there the way on is page by page, or by year. */
const SearchPager: FC<SearchProps> = ({ view, form, data }) => {
  const m = searchMessages[view.locale]
  const { page } = data
  const pages = data.exact ? Math.ceil(data.total / page_size) : undefined
  if (page === 1 && !data.more) return null
  const href = (to: number) => searchHref(form.q, { ...form, page: to })
  const near = [1, page - 1, page, ...(data.more ? [page + 1] : []), ...(pages === undefined ? [] : [pages])]
    .filter((n, i, all) => n >= 1 && n <= (pages ?? n) && all.indexOf(n) === i)
    .toSorted((a, b) => a - b)
  const items = near.flatMap((n, i): PaginationItem[] => {
    const number = grouped(String(n), view.locale)
    const link = { number, href: href(n), visuallyHiddenText: m.page(number), current: n === page }
    return n - (near[i - 1] ?? n) > 1 ? [{ ellipsis: true }, link] : [link]
  })
  return (
    <Pagination
      landmarkLabel={uiWord(view.locale, 'pages')}
      previous={page > 1 ? { text: uiWord(view.locale, 'previous_page'), href: href(page - 1) } : undefined}
      next={data.more ? { text: uiWord(view.locale, 'next_page'), href: href(page + 1) } : undefined}
      items={items}
    />
  )
}
