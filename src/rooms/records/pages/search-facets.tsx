import type { FC } from 'hono/jsx'
import { grouped } from '../../../kernel/figures/print.ts'
import type { Answer } from '../../../kernel/search/answer.ts'
import type { View } from '../../../web/env.ts'
import { searchHref } from '../links.ts'
import type { NarrowedNames } from '../queries.ts'
import type { SearchForm } from '../search-forms.ts'
import { searchMessages } from '../search-messages.ts'

type FacetName = 'column' | 'unit' | 'year' | 'genre'
type Props = { readonly view: View; readonly form: SearchForm; readonly data: Answer; readonly names: NarrowedNames }
type Choice = { readonly value: string | number; readonly text: string; readonly documents: number | undefined }

const facetNames = ['column', 'unit', 'year', 'genre'] as const

/** What a search is narrowed to, with its name. */
export function chosenOf({ view, form, names }: Pick<Props, 'view' | 'form' | 'names'>): { name: FacetName; text: string }[] {
  const m = searchMessages[view.locale]
  const texts: Readonly<Record<FacetName, string | undefined>> = {
    column:
      form.column === undefined
        ? undefined
        : ((view.locale === 'en' ? names.column?.name_en : names.column?.name_zh) ?? String(form.column)),
    unit: form.unit === undefined ? undefined : (names.unit ?? String(form.unit)),
    year: form.year === undefined ? undefined : m.yearOf(String(form.year)),
    genre: form.genre,
  }
  return facetNames.flatMap(name => (texts[name] === undefined ? [] : [{ name, text: texts[name] }]))
}

/** Ways to narrow a search down, as links; of what it is narrowed to, ways back. */
export const SearchFacets: FC<Props & { counted: number }> = ({ counted, ...props }) => {
  const { view, form, data } = props
  const m = searchMessages[view.locale]
  const chosen = chosenOf(props)
  return (
    <aside class="mj-facets mj-noprint" aria-label={m.narrow}>
      {chosen.length > 0 && (
        <>
          <h2 class="govuk-heading-s">{m.chosen}</h2>
          <ul class="moj-filter-tags">
            {chosen.map(({ name, text }) => (
              <li>
                <a class="moj-filter__tag" href={searchHref(form.q, { ...form, [name]: undefined, page: 1 })}>
                  <span class="govuk-visually-hidden">{m.remove}</span> {text}
                </a>
              </li>
            ))}
          </ul>
          <p class="govuk-body">
            <a class="govuk-link" href={searchHref(form.q, { sort: form.sort })}>
              {m.clear}
            </a>
          </p>
        </>
      )}
      <h2 class="govuk-heading-s">{m.narrow}</h2>
      {!data.exact && <p class="govuk-hint">{m.narrowNote(grouped(String(counted), view.locale))}</p>}
      {facetNames
        .filter(name => form[name] === undefined)
        .map(name => (
          <Facet view={view} form={form} name={name} choices={choicesOf(props, name)} />
        ))}
    </aside>
  )
}

/** Years that only older matches have are offered without a number. */
function choicesOf({ view, data, names }: Props, name: FacetName): Choice[] {
  const { facets } = data
  const m = searchMessages[view.locale]
  if (facets === null) return []
  if (name === 'column') return facets.columns.map(one => ({ ...one, text: view.locale === 'en' ? one.name_en : one.name_zh }))
  if (name === 'unit') return facets.units.map(one => ({ ...one, text: one.name }))
  if (name === 'genre') return facets.genres.map(one => ({ ...one, text: one.value }))
  const counted = new Map(facets.years.map(one => [one.value, one.documents]))
  const years = data.exact ? facets.years.map(one => one.value) : names.years
  return years.map(value => ({ value, text: m.yearLink(String(value)), documents: counted.get(value) }))
}

const Facet: FC<{ view: View; form: SearchForm; name: FacetName; choices: readonly Choice[] }> = ({ view, form, name, choices }) =>
  choices.length === 0 ? null : (
    <>
      <h3 class="mj-facets__title" id={`facet-${name}`}>
        {searchMessages[view.locale][name]}
      </h3>
      <ul class="mj-facets__list" aria-labelledby={`facet-${name}`}>
        {choices.map(({ value, text, documents }) => (
          <li>
            <a class="govuk-link" href={searchHref(form.q, { ...form, [name]: value, page: 1 })} rel="nofollow">
              {text}
            </a>
            {documents !== undefined && <span class="mj-facets__count"> {grouped(String(documents), view.locale)}</span>}
          </li>
        ))}
      </ul>
    </>
  )
