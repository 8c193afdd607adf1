import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, has, show, type WithChildren } from './content.ts'

export type BackLinkProps = Common & Content & WithChildren & { href?: string }

export const BackLink: FC<BackLinkProps> = props => (
  <a {...props.attributes} href={props.href || '#'} class={cx('govuk-back-link', props.classes)}>
    {has(props) ? show(props) : 'Back'}
  </a>
)
