import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, show, type WithChildren } from './content.ts'

/** Colours are classes: moj-badge--purple, --blue, --red, --green, --grey; moj-badge--large. The library's `label` option (an empty aria-label) is left out. */
export type BadgeProps = Common & Content & WithChildren

export const Badge: FC<BadgeProps> = props => (
  <span {...props.attributes} class={cx('moj-badge', props.classes)}>
    {show(props)}
  </span>
)
