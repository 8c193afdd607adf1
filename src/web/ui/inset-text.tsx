import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, own, show, type WithChildren } from './content.ts'

export type InsetTextProps = Common & Content & WithChildren & { id?: string }

export const InsetText: FC<InsetTextProps> = props => (
  <div {...own(props.attributes, { id: props.id || undefined })} class={cx('govuk-inset-text', props.classes)}>
    {show(props)}
  </div>
)
