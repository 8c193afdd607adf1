import type { FC } from 'hono/jsx'
import type { Answer } from '../../../kernel/search/answer.ts'
import type { SearchQuery } from '../../../kernel/search/query.ts'
import type { View } from '../../../web/env.ts'
import { searchHref } from '../links.ts'
import type { NarrowedNames } from '../queries.ts'
import type { SearchForm } from '../search-forms.ts'
import { searchMessages } from '../search-messages.ts'
import { chosenOf } from './search-facets.tsx'

export type SearchProps = {
  readonly view: View
  readonly form: SearchForm
  readonly query: SearchQuery
  readonly data: Answer
  readonly names: NarrowedNames
}

export const Alike: FC<{ view: View; words: readonly string[] }> = ({ view, words }) =>
  words.length === 0 ? null : (
    <p class="govuk-body">
      {searchMessages[view.locale].alike}
      {words.map(word => (
        <>
          {' '}
          <a class="govuk-link" lang="zh-CN" href={searchHref(word)}>
            {word}
          </a>
        </>
      ))}
    </p>
  )

export const SearchTips: FC<{ view: View }> = ({ view }) => {
  const m = searchMessages[view.locale]
  return (
    <section class="mj-section" aria-labelledby="search-tips">
      <h2 class="govuk-heading-m" id="search-tips">
        {m.tipsTitle}
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {m.tips.map(tip => (
          <li>{tip}</li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="/columns">
          {m.browse}
        </a>
      </p>
    </section>
  )
}

/** The portal's door for requests (依申请公开), where the house has one. */
const requestsDoor = /^\/(?:requests|foi|information-requests)\b/

/** What to do where nothing was found: other words, a wider range, the columns, a request for disclosure. */
export const NothingFound: FC<SearchProps> = props => {
  const { view, form, query, data } = props
  const m = searchMessages[view.locale]
  const chosen = chosenOf(props)
  const requests = view.house.portalMenu.find(line => requestsDoor.test(line.href))
  return (
    <section class="mj-section" aria-labelledby="nothing">
      <h2 class="govuk-heading-m mj-typed" id="nothing">
        {m.none(query.typed)}
      </h2>
      <Alike view={view} words={data.alike} />
      <h3 class="govuk-heading-s">{m.emptyTitle}</h3>
      <ul class="govuk-list govuk-list--bullet">
        {chosen.length > 0 && (
          <li>
            <a class="govuk-link" href={searchHref(form.q)}>
              {m.dropNarrowing}
            </a>
          </li>
        )}
        {chosen.length > 1 &&
          chosen.map(({ name, text }) => (
            <li>
              <a class="govuk-link" href={searchHref(form.q, { ...form, [name]: undefined, page: 1 })}>
                {m.searchWithout(text)}
              </a>
            </li>
          ))}
        <li>{m.fewerWords}</li>
        <li>
          {m.askForInformation}
          {requests && (
            <>
              {' '}
              <a class="govuk-link" href={requests.href}>
                {requests.name[view.locale]}
              </a>
            </>
          )}
        </li>
      </ul>
      <SearchTips view={view} />
    </section>
  )
}
