import type { Child, FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, show, type WithChildren } from './content.ts'

export type ErrorSummaryProps = Common &
  WithChildren & {
    /** The library has no default: callers pass 'There is a problem' or 提交的内容有问题. */
    titleText?: Child
    titleHtml?: string
    descriptionText?: Child
    descriptionHtml?: string
    errorList?: readonly (Content & { href?: string; attributes?: Attributes })[]
    disableAutoFocus?: boolean
  }

export const ErrorSummary: FC<ErrorSummaryProps> = props => {
  const description = show({ html: props.descriptionHtml, text: props.descriptionText, children: props.children })
  return (
    <div
      {...props.attributes}
      class={cx('govuk-error-summary', props.classes)}
      data-disable-auto-focus={props.disableAutoFocus}
      data-module="govuk-error-summary"
    >
      {/* role="alert" sits on a child of its own, so that the script's focusing and the announcement do not race. */}
      <div role="alert">
        <h2 class="govuk-error-summary__title">{show({ html: props.titleHtml, text: props.titleText })}</h2>
        <div class="govuk-error-summary__body">
          {description && <p>{description}</p>}
          {Boolean(props.errorList?.length) && (
            <ul class="govuk-list govuk-error-summary__list">
              {props.errorList?.map(error => (
                <li>
                  {error.href ? (
                    <a {...error.attributes} href={error.href}>
                      {show(error)}
                    </a>
                  ) : (
                    show(error)
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}
