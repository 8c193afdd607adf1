import type { FC } from 'hono/jsx'
import type { LegendRow } from '../../../kernel/cases/common.ts'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { CommonStepsTable } from '../../../web/ui/common-steps.tsx'
import { messages } from '../messages.ts'

/** The published flowchart, drawn from the definition that runs, with the same in sentences. */
export const ProcessPage: FC<{ view: View; href: string; lines: readonly string[]; common: readonly LegendRow[] }> = ({
  view,
  href,
  lines,
  common,
}) => {
  const m = messages[view.locale]
  return (
    <PortalLayout view={view} title={m.process} crumbs={[{ text: m.process }]}>
      <h1 class="govuk-heading-l">{m.process}</h1>
      <p class="govuk-body-l">{m.processLead}</p>
      <FlowchartImage src={`${href}.svg`} label={m.flowchart} lines={lines} />
      <CommonStepsTable locale={view.locale} rows={common} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${href}.bpmn`} download>
          {m.bpmn}
        </a>
      </p>
    </PortalLayout>
  )
}

export const FlowchartImage: FC<{ src: string; label: string; lines: readonly string[] }> = ({ src, label, lines }) => (
  <>
    <section class="mj-flowchart" aria-label={label} tabindex={0}>
      <img src={src} alt={lines.join(' ')} />
    </section>
    <ul class="govuk-list govuk-list--bullet">
      {lines.map(line => (
        <li>{line}</li>
      ))}
    </ul>
  </>
)
