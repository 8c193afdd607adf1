import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, show, type WithChildren } from './content.ts'

/** Colours are classes: govuk-tag--grey, --green, --teal, --blue, --purple, --magenta, --red, --orange, --yellow. */
export type TagProps = Common & Content & WithChildren

export const Tag: FC<TagProps> = props => (
  <strong {...props.attributes} class={cx('govuk-tag', props.classes)}>
    {show(props)}
  </strong>
)
