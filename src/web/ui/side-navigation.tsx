import type { FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, type HeadingLevel, own, show } from './content.ts'
import type { NavigationItem } from './primary-navigation.tsx'

type SectionHeading = Content & { headingLevel?: HeadingLevel; classes?: string; attributes?: Attributes }
export type SideNavigationProps = Common & {
  label?: string
  items?: readonly NavigationItem[]
  /** Instead of `items`: lists under headings. */
  sections?: readonly { heading: SectionHeading; items: readonly NavigationItem[] }[]
}

const List: FC<{ items: readonly NavigationItem[] }> = ({ items }) => (
  <ul class="moj-side-navigation__list">
    {items.map(item => (
      <li {...item.attributes} class={cx('moj-side-navigation__item', item.active && 'moj-side-navigation__item--active')}>
        <a href={item.href} aria-current={item.active ? 'location' : undefined}>
          {show(item)}
        </a>
      </li>
    ))}
  </ul>
)

const Heading: FC<{ heading: SectionHeading }> = ({ heading }) => {
  const Level = `h${heading.headingLevel ?? 4}` as const
  return (
    <Level {...heading.attributes} class={cx('moj-side-navigation__title', heading.classes)}>
      {show(heading)}
    </Level>
  )
}

export const SideNavigation: FC<SideNavigationProps> = ({ label, items, sections, classes, attributes }) => (
  <nav {...own(attributes, { 'aria-label': label })} class={cx('moj-side-navigation', classes)}>
    {sections ? (
      sections.map(section => (
        <>
          <Heading heading={section.heading} />
          <List items={section.items} />
        </>
      ))
    ) : (
      <List items={items ?? []} />
    )}
  </nav>
)
