import type { Child, FC } from 'hono/jsx'
import { type Common, type Content, cx, own, show, type WithChildren } from './content.ts'

export type DetailsProps = Common & Content & WithChildren & { id?: string; summaryText?: Child; summaryHtml?: string; open?: boolean }

export const Details: FC<DetailsProps> = props => (
  <details {...own(props.attributes, { id: props.id || undefined })} class={cx('govuk-details', props.classes)} open={props.open}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{show({ html: props.summaryHtml, text: props.summaryText })}</span>
    </summary>
    <div class="govuk-details__text">{show(props)}</div>
  </details>
)
