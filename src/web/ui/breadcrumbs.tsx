import type { FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, show } from './content.ts'

export type BreadcrumbsProps = Common & {
  items: readonly (Content & { href?: string; attributes?: Attributes })[]
  collapseOnMobile?: boolean
  labelText?: string
}

export const Breadcrumbs: FC<BreadcrumbsProps> = ({ items, collapseOnMobile, labelText, classes, attributes }) => (
  <nav
    {...attributes}
    class={cx('govuk-breadcrumbs', classes, collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')}
    aria-label={labelText ?? 'Breadcrumb'}
  >
    <ol class="govuk-breadcrumbs__list">
      {items.map(item =>
        item.href ? (
          <li class="govuk-breadcrumbs__list-item">
            <a {...item.attributes} class="govuk-breadcrumbs__link" href={item.href}>
              {show(item)}
            </a>
          </li>
        ) : (
          <li class="govuk-breadcrumbs__list-item" aria-current="page">
            {show(item)}
          </li>
        ),
      )}
    </ol>
  </nav>
)
