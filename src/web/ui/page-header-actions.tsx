import type { FC } from 'hono/jsx'
import { Button, type ButtonProps } from './button.tsx'
import { type Common, type Content, cx, type HeadingLevel, show } from './content.ts'

export type PageHeaderActionsProps = Common & {
  heading: Content & { level?: HeadingLevel; classes?: string }
  items?: readonly ButtonProps[]
}

export const PageHeaderActions: FC<PageHeaderActionsProps> = ({ heading, items, classes, attributes }) => {
  const Heading = `h${heading.level ?? 1}` as const
  return (
    <div {...attributes} class={cx('moj-page-header-actions', classes)}>
      <div class="moj-page-header-actions__title">
        <Heading class={heading.classes ?? 'govuk-heading-xl'}>{show(heading)}</Heading>
      </div>
      {items && (
        <div class="moj-page-header-actions__actions">
          <div class="moj-button-group moj-button-group--inline">
            {items.map(button => (
              <Button {...button} />
            ))}
          </div>
        </div>
      )}
    </div>
  )
}
