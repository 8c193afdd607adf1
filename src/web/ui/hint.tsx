import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, own, show, type WithChildren } from './content.ts'

export type HintProps = Common & Content & WithChildren & { id?: string }

export const Hint: FC<HintProps> = props => (
  <div {...own(props.attributes, { id: props.id || undefined })} class={cx('govuk-hint', props.classes)}>
    {show(props)}
  </div>
)
