import type { FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, type HeadingLevel, show, type WithChildren } from './content.ts'

export type TimelineItem = Content &
  WithChildren & {
    label: Content
    byline?: Content
    /** `timestamp` for machines (ISO 8601), `text` for people, already written in the reader's language. */
    datetime: { timestamp: string; text: string }
    classes?: string
    attributes?: Attributes
  }
/** `bylinePrefix` is the word before the name ('by', 经办：). */
export type TimelineProps = Common & { items: readonly TimelineItem[]; headingLevel?: HeadingLevel; bylinePrefix?: string }

export const Timeline: FC<TimelineProps> = ({ items, headingLevel, bylinePrefix, classes, attributes }) => {
  const Heading = `h${headingLevel ?? 2}` as const
  return (
    <div {...attributes} class={cx('moj-timeline', classes)}>
      {items.map(item => (
        <div {...item.attributes} class={cx('moj-timeline__item', item.classes)}>
          <div class="moj-timeline__header">
            <Heading class="moj-timeline__title">{show(item.label)}</Heading>
            {item.byline && (
              <p class="moj-timeline__byline">
                {bylinePrefix ?? 'by'} {show(item.byline)}
              </p>
            )}
          </div>
          <p class="moj-timeline__date">
            <time datetime={item.datetime.timestamp}>{item.datetime.text}</time>
          </p>
          <div class="moj-timeline__description">{show(item)}</div>
        </div>
      ))}
    </div>
  )
}
