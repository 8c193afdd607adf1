import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, has, show, type WithChildren } from './content.ts'

export type LabelProps = Common & Content & WithChildren & { for?: string; isPageHeading?: boolean }

export const Label: FC<LabelProps> = props => {
  if (!has(props)) return null
  const label = (
    <label {...props.attributes} class={cx('govuk-label', props.classes)} for={props.for || undefined}>
      {show(props)}
    </label>
  )
  return props.isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label
}
