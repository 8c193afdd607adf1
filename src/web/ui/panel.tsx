import type { Child, FC } from 'hono/jsx'
import { Button } from './button.tsx'
import { type Attributes, type Common, type Content, cx, type HeadingLevel, has, show, type WithChildren } from './content.ts'

export type PanelAction = { text: Child; href?: string; type?: 'button' | 'submit' | 'reset'; classes?: string; attributes?: Attributes }
/** Actions show only on the interruption kind (`classes: 'govuk-panel--interruption'`). */
export type PanelProps = Common &
  Content &
  WithChildren & {
    titleText?: Child
    titleHtml?: string
    headingLevel?: HeadingLevel
    actions?: Common & { items?: readonly PanelAction[] }
  }

const Action: FC<{ action: PanelAction }> = ({ action }) =>
  !action.href || action.type === 'button' ? (
    <Button
      text={action.text}
      type={action.type || 'button'}
      href={action.href}
      classes={cx('govuk-button--inverse', action.classes)}
      attributes={action.attributes}
    />
  ) : (
    <a {...action.attributes} class={cx('govuk-link govuk-link--inverse', action.classes)} href={action.href}>
      {action.text}
    </a>
  )

export const Panel: FC<PanelProps> = props => {
  const isInterruption = Boolean(props.classes?.includes('govuk-panel--interruption'))
  const Heading = `h${props.headingLevel || 1}` as const
  return (
    <div {...props.attributes} class={cx('govuk-panel', !isInterruption && 'govuk-panel--confirmation', props.classes)}>
      <Heading class="govuk-panel__title">{show({ html: props.titleHtml, text: props.titleText })}</Heading>
      {has(props) && <div class="govuk-panel__body">{show(props)}</div>}
      {isInterruption && props.actions && (
        <div {...props.actions.attributes} class={cx('govuk-panel__actions', props.actions.classes)}>
          {Boolean(props.actions.items?.length) && (
            <div class="govuk-button-group">
              {props.actions.items?.map(action => (
                <Action action={action} />
              ))}
            </div>
          )}
        </div>
      )}
    </div>
  )
}
