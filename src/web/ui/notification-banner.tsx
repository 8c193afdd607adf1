import type { Child, FC } from 'hono/jsx'
import { type Common, type Content, cx, type HeadingLevel, show, type WithChildren } from './content.ts'

/** `text` becomes one large line; children and `html` are printed as they are. Pass `titleText` (重要, 已办好): the defaults are English. */
export type NotificationBannerProps = Common &
  Content &
  WithChildren & {
    type?: 'success'
    titleText?: Child
    titleHtml?: string
    titleHeadingLevel?: HeadingLevel
    titleId?: string
    role?: string
    disableAutoFocus?: boolean
  }

export const NotificationBanner: FC<NotificationBannerProps> = props => {
  const isSuccess = props.type === 'success'
  const titleId = props.titleId || 'govuk-notification-banner-title'
  const Heading = `h${props.titleHeadingLevel || 2}` as const
  const title = show({ html: props.titleHtml, text: props.titleText || (isSuccess ? 'Success' : 'Important') })
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is computed, and both roles take a name.
    <div
      {...props.attributes}
      class={cx('govuk-notification-banner', isSuccess && 'govuk-notification-banner--success', props.classes)}
      role={props.role || (isSuccess ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus}
    >
      <div class="govuk-notification-banner__header">
        <Heading class="govuk-notification-banner__title" id={titleId}>
          {title}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {props.html || props.children ? show(props) : props.text && <p class="govuk-notification-banner__heading">{props.text}</p>}
      </div>
    </div>
  )
}
