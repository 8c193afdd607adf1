import type { FC } from 'hono/jsx'
import { type Common, cx, show } from './content.ts'
import type { NavigationItem } from './primary-navigation.tsx'

export type SubNavigationProps = Common & { items: readonly (NavigationItem & { classes?: string })[]; label?: string }

export const SubNavigation: FC<SubNavigationProps> = ({ items, label, classes, attributes }) => (
  <nav {...attributes} class={cx('moj-sub-navigation', classes)} aria-label={label || 'Secondary navigation region'}>
    <ul class="moj-sub-navigation__list">
      {items.map(item => (
        <li class={cx('moj-sub-navigation__item', item.classes)}>
          <a {...item.attributes} class="moj-sub-navigation__link" href={item.href} aria-current={item.active ? 'page' : undefined}>
            {show(item)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
