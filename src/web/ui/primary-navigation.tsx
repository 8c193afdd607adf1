import type { Child, FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, own, show } from './content.ts'

export type NavigationItem = Content & { href: string; active?: boolean; attributes?: Attributes }
/** The desk's main navigation. `label` names it for screen readers; `search` stands at its end. */
export type PrimaryNavigationProps = Common & {
  items: readonly NavigationItem[]
  label?: string
  containerClasses?: string
  search?: Child
}

export const PrimaryNavigation: FC<PrimaryNavigationProps> = ({ items, label, containerClasses, search, classes, attributes }) => (
  <div class={cx('moj-primary-navigation', containerClasses)}>
    <div class="moj-primary-navigation__container">
      <div class="moj-primary-navigation__nav">
        <nav {...own(attributes, { 'aria-label': label })} class={cx('moj-primary-navigation', classes)}>
          <ul class="moj-primary-navigation__list">
            {items.map(item => (
              <li class="moj-primary-navigation__item">
                <a
                  {...item.attributes}
                  class="moj-primary-navigation__link"
                  href={item.href}
                  aria-current={item.active ? 'page' : undefined}
                >
                  {show(item)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {search && <div class="moj-primary-navigation__search">{search}</div>}
    </div>
  </div>
)
