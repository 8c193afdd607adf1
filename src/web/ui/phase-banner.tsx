import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, show, type WithChildren } from './content.ts'
import { Tag } from './tag.tsx'

export type PhaseBannerProps = Common & Content & WithChildren & { tag?: Content & { classes?: string } }

export const PhaseBanner: FC<PhaseBannerProps> = props => (
  <div {...props.attributes} class={cx('govuk-phase-banner govuk-width-container', props.classes)}>
    <p class="govuk-phase-banner__content">
      <Tag text={props.tag?.text} html={props.tag?.html} classes={cx('govuk-phase-banner__content__tag', props.tag?.classes)} />
      <span class="govuk-phase-banner__text">{show(props)}</span>
    </p>
  </div>
)
