import type { FC } from 'hono/jsx'
import { Button } from './button.tsx'
import { type Attributes, type Content, show, type WithChildren } from './content.ts'

export type FilterProps = WithChildren & {
  heading: Content
  selectedFilters?: {
    heading: Content
    clearLink: { href: string; text: string }
    categories: readonly { heading: Content; items: readonly { href: string; text: string }[] }[]
  }
  submit?: { text?: string; attributes?: Attributes }
  /** Read before the name of a chosen filter: its link takes the filter away. */
  removeText?: string
  attributes?: Attributes
}

const Selected: FC<{ selected: NonNullable<FilterProps['selectedFilters']>; removeText: string }> = ({ selected, removeText }) => (
  <div class="moj-filter__selected">
    <div class="moj-filter__selected-heading">
      <div class="moj-filter__heading-title">
        <h2 class="govuk-heading-m">{show(selected.heading)}</h2>
      </div>
      <div class="moj-filter__heading-action">
        <p>
          <a class="govuk-link govuk-link--no-visited-state" href={selected.clearLink.href}>
            {selected.clearLink.text}
          </a>
        </p>
      </div>
    </div>
    {selected.categories.map(category => (
      <>
        <h3 class="govuk-heading-s govuk-!-margin-bottom-0">{show(category.heading)}</h3>
        <ul class="moj-filter-tags">
          {category.items.map(item => (
            <li>
              <a class="moj-filter__tag" href={item.href}>
                <span class="govuk-visually-hidden">{removeText}</span> {item.text}
              </a>
            </li>
          ))}
        </ul>
      </>
    ))}
  </div>
)

/** The box of filters beside a list. Children are its form controls; put it inside a `<form method="get">`. */
export const Filter: FC<FilterProps> = ({ heading, selectedFilters, submit, removeText, attributes, children }) => (
  <div {...attributes} class="moj-filter" data-module="moj-filter">
    <div class="moj-filter__header">
      <div class="moj-filter__header-title">
        <h2 class="govuk-heading-m">{show(heading)}</h2>
      </div>
      <div class="moj-filter__header-action" />
    </div>
    <div class="moj-filter__content">
      {selectedFilters && <Selected selected={selectedFilters} removeText={removeText ?? 'Remove this filter'} />}
      <div class="moj-filter__options">
        <Button text={submit?.text || 'Apply filters'} attributes={submit?.attributes} />
        {children}
      </div>
    </div>
  </div>
)
