import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, has, own, show, type WithChildren } from './content.ts'

export type FieldsetProps = Common &
  WithChildren & {
    legend?: Content & { classes?: string; isPageHeading?: boolean }
    describedBy?: string
    role?: string
    html?: string
  }

export const Fieldset: FC<FieldsetProps> = props => {
  const { legend } = props
  return (
    <fieldset
      {...own(props.attributes, { role: props.role || undefined, 'aria-describedby': props.describedBy || undefined })}
      class={cx('govuk-fieldset', props.classes)}
    >
      {legend && has(legend) && (
        <legend class={cx('govuk-fieldset__legend', legend.classes)}>
          {legend.isPageHeading ? <h1 class="govuk-fieldset__heading">{show(legend)}</h1> : show(legend)}
        </legend>
      )}
      {show({ html: props.html, children: props.children })}
    </fieldset>
  )
}
