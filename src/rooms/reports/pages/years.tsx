import type { Child, FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { coverageHref, deskReportHref, reportHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { ReportYear } from '../queries/releases.ts'
import { shownInstant } from './words.ts'

type Years = { view: View; years: readonly ReportYear[] }

/** All years for the public: the released reports, and the years that wait for theirs. */
export const ReportsPage: FC<Years> = ({ view, years }) => {
  const m = messages[view.locale]
  return (
    <PortalLayout
      view={view}
      title={m.years}
      crumbs={[{ text: m.room }]}
      tags={{ ColumnName: '政府信息公开年报', ColumnType: '政府信息公开年报' }}
    >
      <h1 class="govuk-heading-l">{m.years}</h1>
      <p class="govuk-body-l">{m.yearsLead}</p>
      <YearTable
        view={view}
        years={years.filter(one => one.over || one.release)}
        open={one =>
          one.release ? (
            <a class="govuk-link govuk-!-font-weight-bold" href={reportHref(one.year)}>
              {m.reportOf(one.year)}
            </a>
          ) : (
            m.reportOf(one.year)
          )
        }
        more={one => (
          <a class="govuk-link" href={coverageHref(one.year)} aria-label={`${m.reportOf(one.year)}: ${m.coverage}`}>
            {m.coverage}
          </a>
        )}
      />
    </PortalLayout>
  )
}

/** All years for those who check and release, the running one too. */
export const DeskReportsPage: FC<Years> = ({ view, years }) => {
  const m = messages[view.locale]
  return (
    <DeskLayout view={view} title={m.room}>
      <h1 class="govuk-heading-l">{m.room}</h1>
      <p class="govuk-body">{m.deskLead}</p>
      <YearTable
        view={view}
        years={years}
        open={one => (
          <a class="govuk-link" href={deskReportHref(one.year)}>
            {m.reportOf(one.year)}
          </a>
        )}
        more={one =>
          one.release && (
            <a class="govuk-link" href={reportHref(one.year)} aria-label={`${m.reportOf(one.year)}: ${m.seePublic}`}>
              {m.seePublic}
            </a>
          )
        }
      />
    </DeskLayout>
  )
}

type YearTableProps = Years & { open: (year: ReportYear) => Child; more: (year: ReportYear) => Child }

const YearTable: FC<YearTableProps> = ({ view, years, open, more }) => {
  const m = messages[view.locale]
  if (years.length === 0) return <p class="mj-empty">{m.yearsEmpty}</p>
  return (
    <Scroll label={m.years}>
      <Table
        head={[{ text: m.year }, { text: m.state }, { text: m.legalDay }, { text: m.recordedAt }, { text: '' }]}
        firstCellIsHeader
        rows={years.map(one => [
          { text: open(one) },
          { text: <State view={view} year={one} /> },
          { text: one.release ? <time datetime={one.release.legal_day}>{one.release.legal_day}</time> : '', classes: 'mj-number' },
          { text: one.release && <Recorded view={view} release={one.release} /> },
          { text: more(one) },
        ])}
      />
    </Scroll>
  )
}

const State: FC<{ view: View; year: ReportYear }> = ({ view, year }) => {
  const m = messages[view.locale]
  if (year.release) return <Tag classes="govuk-tag--green">{m.released}</Tag>
  return <Tag classes="govuk-tag--grey">{year.over ? m.notReleased : m.notOver}</Tag>
}

const Recorded: FC<{ view: View; release: NonNullable<ReportYear['release']> }> = ({ view, release }) => (
  <>
    <time class="mj-number" datetime={release.recorded_at}>
      {shownInstant(release.recorded_at)}
    </time>{' '}
    {release.late && <span class="mj-late">{messages[view.locale].late}</span>}
  </>
)
