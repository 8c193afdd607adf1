import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, own, show, type WithChildren } from './content.ts'

/** `visuallyHiddenText` is the word before the message ('Error', 错误); an empty string leaves it out. */
export type ErrorMessageProps = Common & Content & WithChildren & { id?: string; visuallyHiddenText?: string | false }

export const ErrorMessage: FC<ErrorMessageProps> = props => {
  const before = props.visuallyHiddenText ?? 'Error'
  return (
    <p {...own(props.attributes, { id: props.id || undefined })} class={cx('govuk-error-message', props.classes)}>
      {before && <span class="govuk-visually-hidden">{before}:</span>} {show(props)}
    </p>
  )
}
