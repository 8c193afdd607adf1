import type { FC } from 'hono/jsx'
import type { LegendRow } from '../../../kernel/cases/common.ts'
import type { View } from '../../../web/env.ts'
import { CommonStepsTable } from '../../../web/ui/common-steps.tsx'
import { Details } from '../../../web/ui/details.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Timeline } from '../../../web/ui/timeline.tsx'
import { messages } from '../messages.ts'
import { shownInstant } from './article.tsx'
import { FlowchartImage } from './process.tsx'

/** A case's past, in the reader's words: built by the route from kernel facts. */
export type History = {
  readonly stateName: string
  readonly events: readonly { name: string; person: string | null; legal_day: string; recorded_at: string; note: string; late: boolean }[]
  readonly ledger: readonly { day: string; counted: boolean; nth: number | null; why: string }[]
  readonly chart: { readonly src: string; readonly lines: readonly string[]; readonly common: readonly LegendRow[] }
}

export const CaseHistory: FC<{ view: View; history: History }> = ({ view, history }) => {
  const m = messages[view.locale]
  return (
    <aside>
      <section class="mj-surface" aria-labelledby="timeline">
        <h2 class="govuk-heading-m" id="timeline">
          {m.timeline}
        </h2>
        <Timeline
          headingLevel={3}
          bylinePrefix=""
          items={history.events.map(event => ({
            label: { text: event.name },
            byline: event.person === null ? undefined : { text: event.person },
            datetime: { timestamp: event.recorded_at, text: shownInstant(event.recorded_at) },
            text: (
              <>
                {event.late && (
                  <>
                    <span class="mj-late">
                      {event.legal_day} {m.late}
                    </span>{' '}
                  </>
                )}
                {event.note}
              </>
            ),
          }))}
        />
      </section>
      {history.ledger.length > 0 && (
        <Details summaryText={m.ledger}>
          <p class="govuk-body-s">{m.ledgerLead}</p>
          <Table
            classes="mj-ledger"
            rows={history.ledger.map(row => [
              { text: row.day },
              {
                text: row.counted ? String(row.nth ?? '') : '–',
                format: 'numeric',
                classes: row.counted ? 'mj-ledger__counted' : 'mj-ledger__skipped',
              },
              { text: row.why },
            ])}
          />
        </Details>
      )}
      <Details summaryText={m.flowchart}>
        <FlowchartImage src={history.chart.src} label={m.flowchart} lines={history.chart.lines} />
        <CommonStepsTable locale={view.locale} rows={history.chart.common} />
      </Details>
    </aside>
  )
}
