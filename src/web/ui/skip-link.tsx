import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, show, type WithChildren } from './content.ts'

export type SkipLinkProps = Common & Content & WithChildren & { href?: string }

export const SkipLink: FC<SkipLinkProps> = props => (
  <a {...props.attributes} href={props.href || '#content'} class={cx('govuk-skip-link', props.classes)} data-module="govuk-skip-link">
    {show(props)}
  </a>
)
