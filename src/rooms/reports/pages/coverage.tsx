import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { FigureLink } from '../../../web/ui/figure-link.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { reportsHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { Coverage, CoverageRow } from '../queries/coverage.ts'
import type { Verdict } from '../rules/verdict.ts'
import { unitOf } from './words.ts'

/** Which figures of the 2018 report are counted and which not yet; for 2018 beside what the city printed then. */
export const CoveragePage: FC<{ view: View; data: Coverage }> = ({ view, data }) => {
  const m = messages[view.locale]
  const rows = data.sections.flatMap(section => section.rows)
  const title = m.coverageTitle(data.year)
  return (
    <PortalLayout view={view} title={title} crumbs={[{ text: m.room, href: reportsHref }, { text: m.coverage }]}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body-l">{m.coverageLead}</p>
      <p class="govuk-body">{m.coverageCount(rows.filter(row => row.counted).length, rows.length)}</p>
      {data.compares && <InsetText>{m.coveragePrinted}</InsetText>}
      {data.sections.map(section => (
        <section>
          <h2 class="govuk-heading-s">
            {section.number} {section.title[view.locale]}
          </h2>
          <Scroll label={section.title[view.locale]}>
            <Table
              head={[{ text: m.figure }, { text: m.counted }, ...(data.compares ? [{ text: m.printed }, { text: m.verdict }] : [])]}
              firstCellIsHeader
              rows={section.rows.map(row => [
                { text: row.name[view.locale] },
                { text: <Counted view={view} row={row} /> },
                ...(data.compares ? [{ text: <Printed view={view} row={row} /> }, { text: <Mark view={view} row={row} /> }] : []),
              ])}
            />
          </Scroll>
        </section>
      ))}
    </PortalLayout>
  )
}

const Counted: FC<{ view: View; row: CoverageRow }> = ({ view, row }) => {
  const m = messages[view.locale]
  if (!row.counted) return <Tag classes="govuk-tag--grey">{m.notCounted}</Tag>
  const { counted } = row
  return (
    <>
      <FigureLink
        href={counted.href}
        value={counted.printed[view.locale]}
        unit={unitOf(counted, view.locale)}
        label={row.name[view.locale]}
      />
      {row.room && <div class="govuk-hint govuk-!-font-size-16 govuk-!-margin-bottom-0">{m.countedBy(row.room[view.locale])}</div>}
    </>
  )
}

/** The city's own print, in Chinese as it stands there. */
const Printed: FC<{ view: View; row: CoverageRow }> = ({ view, row }) => {
  const { printed } = row
  if (!printed) return null
  return (
    <>
      <span lang="zh-CN">
        {printed.text}
        {printed.unit}
      </span>
      {printed.derived && <div class="govuk-hint govuk-!-font-size-16 govuk-!-margin-bottom-0">{messages[view.locale].derived}</div>}
    </>
  )
}

const colours: Readonly<Record<Verdict, string>> = { equal: 'green', different: 'red', impossible: 'orange', no_room: 'grey' }

const Mark: FC<{ view: View; row: CoverageRow }> = ({ view, row }) =>
  row.printed ? (
    <Tag classes={`govuk-tag--${colours[row.printed.verdict]}`}>{messages[view.locale].verdicts[row.printed.verdict]}</Tag>
  ) : null
