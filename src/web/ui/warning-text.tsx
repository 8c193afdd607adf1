import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, show, type WithChildren } from './content.ts'

export type WarningTextProps = Common & Content & WithChildren & { iconFallbackText?: string }

export const WarningText: FC<WarningTextProps> = props => (
  <div {...props.attributes} class={cx('govuk-warning-text', props.classes)}>
    <span class="govuk-warning-text__icon" aria-hidden="true">
      !
    </span>
    <strong class="govuk-warning-text__text">
      <span class="govuk-visually-hidden">{props.iconFallbackText || 'Warning'}</span> {show(props)}
    </strong>
  </div>
)
