import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, has, present, type Sparse, show } from './content.ts'

/** A slot takes JSX; a plain string is trusted markup, as in the library. */
type Slot = Child
export type ServiceNavigationItem = Content & { href?: string; current?: boolean; active?: boolean; attributes?: Attributes }
export type ServiceNavigationProps = Common & {
  serviceName?: string
  serviceUrl?: string
  navigation?: Sparse<ServiceNavigationItem>
  /** Names for screen readers and for the button of narrow screens: the defaults are English. */
  ariaLabel?: string
  menuButtonText?: string
  menuButtonLabel?: string
  navigationLabel?: string
  navigationId?: string
  navigationClasses?: string
  collapseNavigationOnMobile?: boolean
  slots?: { start?: Slot; end?: Slot | { html: Slot; align?: 'inline' }; navigationStart?: Slot; navigationEnd?: Slot }
}

const slot = (content: Slot): Child => (typeof content === 'string' ? raw(content) : content)

const endSlot = (end: NonNullable<ServiceNavigationProps['slots']>['end']): { content: Child; isInline: boolean } => {
  if (end !== null && typeof end === 'object' && !Array.isArray(end) && 'html' in end) {
    return { content: slot(end.html), isInline: end.align === 'inline' }
  }
  return { content: slot(end as Child), isInline: false }
}

const Item: FC<{ item: ServiceNavigationItem }> = ({ item }) => {
  const isActive = item.active || item.current
  const current = isActive ? (item.current ? 'page' : 'true') : undefined
  // The strong tag tells the active link apart for people who override colours and styles.
  const label = isActive ? <strong class="govuk-service-navigation__active-fallback">{show(item)}</strong> : show(item)
  return (
    <li class={cx('govuk-service-navigation__item', isActive && 'govuk-service-navigation__item--active')}>
      {item.href ? (
        <a {...item.attributes} class="govuk-service-navigation__link" href={item.href} aria-current={current}>
          {label}
        </a>
      ) : (
        has(item) && (
          <span class="govuk-service-navigation__text" aria-current={current}>
            {label}
          </span>
        )
      )}
    </li>
  )
}

/** The library's script shows the button again; `hidden` already keeps it from being focused. */
const hiddenUntilScript = { hidden: true, 'aria-hidden': 'true' } as const

const Navigation: FC<ServiceNavigationProps> = props => {
  const items = present(props.navigation)
  const menu = props.menuButtonText || 'Menu'
  const id = props.navigationId || 'navigation'
  const { navigationStart, navigationEnd } = props.slots ?? {}
  if (items.length === 0 && !navigationStart && !navigationEnd) return null
  return (
    <nav aria-label={props.navigationLabel || menu} class={cx('govuk-service-navigation__wrapper', props.navigationClasses)}>
      {(props.collapseNavigationOnMobile ?? items.length > 1) && (
        <button
          type="button"
          class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          {...hiddenUntilScript}
          aria-controls={id}
          aria-label={props.menuButtonLabel && props.menuButtonLabel !== menu ? props.menuButtonLabel : undefined}
        >
          {menu}
        </button>
      )}
      <ul class="govuk-service-navigation__list" id={id}>
        {slot(navigationStart)}
        {items.map(item => (
          <Item item={item} />
        ))}
        {slot(navigationEnd)}
      </ul>
    </nav>
  )
}

const ServiceName: FC<{ name: string; url?: string }> = ({ name, url }) => (
  <span class="govuk-service-navigation__service-name">
    {url ? (
      <a href={url} class="govuk-service-navigation__link">
        {name}
      </a>
    ) : (
      <span class="govuk-service-navigation__text">{name}</span>
    )}
  </span>
)

export const ServiceNavigation: FC<ServiceNavigationProps> = props => {
  const end = endSlot(props.slots?.end)
  const common = {
    ...props.attributes,
    class: cx('govuk-service-navigation', props.classes),
    'data-module': 'govuk-service-navigation',
  }
  const inner = (
    <div class={cx('govuk-width-container', end.isInline && 'govuk-service-navigation__inlining-container')}>
      {slot(props.slots?.start)}
      <div class="govuk-service-navigation__container">
        {props.serviceName && <ServiceName name={props.serviceName} url={props.serviceUrl} />}
        <Navigation {...props} />
      </div>
      {end.content}
    </div>
  )
  // With more than a nav inside, the whole is a region of its own and needs a name.
  if (props.serviceName || props.slots?.start || end.content) {
    return (
      <section {...common} aria-label={props.ariaLabel ?? 'Service information'}>
        {inner}
      </section>
    )
  }
  return <div {...common}>{inner}</div>
}
