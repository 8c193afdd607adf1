import type { Child, FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, has, show } from './content.ts'

export type PaginationLink = Content & { href?: string; labelText?: string; attributes?: Attributes }
/** `visuallyHiddenText` is the link's name for screen readers; its default is English ('Page 3'). */
export type PaginationItem = {
  number?: string | number
  href?: string
  visuallyHiddenText?: string
  current?: boolean
  ellipsis?: boolean
  attributes?: Attributes
}
export type PaginationProps = Common & {
  items?: readonly (PaginationItem | null | undefined | false)[]
  previous?: PaginationLink
  next?: PaginationLink
  landmarkLabel?: string
}

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
} as const

const Arrow: FC<{ kind: 'prev' | 'next' }> = ({ kind }) => (
  <svg
    class={`govuk-pagination__icon govuk-pagination__icon--${kind}`}
    xmlns="http://www.w3.org/2000/svg"
    height="13"
    width="15"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 15 13"
  >
    <path d={arrows[kind]} />
  </svg>
)

const ArrowLink: FC<{ kind: 'prev' | 'next'; link: PaginationLink; isBlock: boolean; word: Child }> = ({ kind, link, isBlock, word }) => (
  <div class={`govuk-pagination__${kind}`}>
    <a {...link.attributes} class="govuk-link govuk-pagination__link" href={link.href} rel={kind}>
      {(isBlock || kind === 'prev') && <Arrow kind={kind} />}
      <span class={cx('govuk-pagination__link-title', isBlock && !link.labelText && 'govuk-pagination__link-title--decorated')}>
        {has(link) ? show(link) : word}
      </span>
      {link.labelText && isBlock && (
        <>
          <span class="govuk-visually-hidden">:</span>
          <span class="govuk-pagination__link-label">{link.labelText}</span>
        </>
      )}
      {!isBlock && kind === 'next' && <Arrow kind={kind} />}
    </a>
  </div>
)

const PageItem: FC<{ item: PaginationItem }> = ({ item }) => (
  <li
    class={cx(
      'govuk-pagination__item',
      item.current && 'govuk-pagination__item--current',
      item.ellipsis && 'govuk-pagination__item--ellipsis',
    )}
  >
    {item.ellipsis ? (
      '⋯'
    ) : (
      <a
        {...item.attributes}
        class="govuk-link govuk-pagination__link"
        href={item.href}
        aria-label={item.visuallyHiddenText ?? `Page ${item.number}`}
        aria-current={item.current ? 'page' : undefined}
      >
        {item.number}
      </a>
    )}
  </li>
)

const page = <span class="govuk-visually-hidden"> page</span>

export const Pagination: FC<PaginationProps> = ({ items, previous, next, landmarkLabel, classes, attributes }) => {
  const isBlock = !items && Boolean(next || previous)
  return (
    <nav
      {...attributes}
      class={cx('govuk-pagination', isBlock && 'govuk-pagination--block', classes)}
      aria-label={landmarkLabel || 'Pagination'}
    >
      {previous?.href && <ArrowLink kind="prev" link={previous} isBlock={isBlock} word={<>Previous{page}</>} />}
      {items && (
        <ul class="govuk-pagination__list">{items.map(item => item && Object.keys(item).length > 0 && <PageItem item={item} />)}</ul>
      )}
      {next?.href && <ArrowLink kind="next" link={next} isBlock={isBlock} word={<>Next{page}</>} />}
    </nav>
  )
}
