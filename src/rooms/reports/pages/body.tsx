import type { FC } from 'hono/jsx'
import { kindNames } from '../../../kernel/figures/figure.ts'
import type { Locale } from '../../../kernel/words.ts'
import { Chart } from '../../../web/ui/chart.tsx'
import { FigureLink } from '../../../web/ui/figure-link.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { pictureSize } from '../chart-picture.ts'
import { partAnchor, sectionAnchor } from '../links.ts'
import { messages } from '../messages.ts'
import { headingIn } from '../rules/compose.ts'
import type { Difference } from '../rules/difference.ts'
import {
  chartOf,
  chartWords,
  type DocumentParagraph,
  type DocumentPart,
  type DocumentSection,
  isFigureRun,
  type ReportChart,
  type ReportDocument,
} from '../rules/document.ts'
import type { ChartName } from '../rules/template.ts'
import { shownCount, unitOf } from './words.ts'

type ChartSource = (name: ChartName) => string

/** A part with more sections than this shows them in the contents; few are found without. */
const sections_few = 4

/** The contents beside the report: parts, and the sections of the long one, in the reader's language. */
export const Contents: FC<{ document: ReportDocument; locale: Locale; listClasses?: string }> = ({ document, locale, listClasses }) => {
  const m = messages[locale]
  return (
    <nav class="mj-report__toc mj-noprint" aria-label={m.contents}>
      <h2 class="govuk-heading-s">{m.contents}</h2>
      <ol class={listClasses}>
        {document.parts.map((part, p) => (
          <li>
            <a class="govuk-link" href={`#${partAnchor(p)}`}>
              {part.number}
              {headingIn(part, locale)}
            </a>
            {part.sections.length > sections_few && (
              <ol class={listClasses}>
                {part.sections.map((section, s) => (
                  <li>
                    <a class="govuk-link" href={`#${sectionAnchor(p, s)}`}>
                      {section.number}
                      {headingIn(section, locale)}
                    </a>
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
        <li>
          <a class="govuk-link" href="#figures">
            {m.figureTable}
          </a>
        </li>
      </ol>
    </nav>
  )
}

/** The text of the report, in Chinese whatever the reader's language: the legal document exists in Chinese only. */
export const ReportText: FC<{ document: ReportDocument; locale: Locale; chartSource: ChartSource }> = ({
  document,
  locale,
  chartSource,
}) => (
  <>
    <div class="mj-prose" lang="zh-CN">
      {document.introduction.map(paragraph => (
        <Paragraph paragraph={paragraph} />
      ))}
    </div>
    {document.parts.map((part, p) => (
      <Part part={part} at={p} document={document} locale={locale} chartSource={chartSource} />
    ))}
  </>
)

const Part: FC<{ part: DocumentPart; at: number; document: ReportDocument; locale: Locale; chartSource: ChartSource }> = props => {
  const { part, at, document, locale, chartSource } = props
  return (
    <section aria-labelledby={partAnchor(at)}>
      <div class="mj-prose" lang="zh-CN">
        <h2 id={partAnchor(at)}>
          {part.number}
          {part.title}
        </h2>
        {part.paragraphs.map(paragraph => (
          <Paragraph paragraph={paragraph} />
        ))}
        {part.sections.map((section, s) => (
          <Section section={section} id={sectionAnchor(at, s)} />
        ))}
      </div>
      {part.charts.map(name => {
        const chart = chartOf(document, name)
        return chart && <ChartBlock chart={chart} source={chartSource(name)} locale={locale} />
      })}
    </section>
  )
}

const Section: FC<{ section: DocumentSection; id: string }> = ({ section, id }) => (
  <>
    <h3 id={id}>
      {section.number}
      {section.title}
    </h3>
    {section.paragraphs.map(paragraph => (
      <Paragraph paragraph={paragraph} />
    ))}
    {section.items.map(item => (
      <>
        <h4>
          {item.number}
          {item.title}
        </h4>
        {item.paragraphs.map(paragraph => (
          <Paragraph paragraph={paragraph} />
        ))}
      </>
    ))}
  </>
)

const Paragraph: FC<{ paragraph: DocumentParagraph }> = ({ paragraph }) => {
  const runs = paragraph.runs.map(run => (isFigureRun(run) ? <FigureLink href={run.href} value={run.printed} unit={run.unit} /> : run.text))
  return paragraph.missing ? <p class="mj-prose__plain govuk-hint govuk-!-font-size-16">{runs}</p> : <p>{runs}</p>
}

const ChartBlock: FC<{ chart: ReportChart; source: string; locale: Locale }> = ({ chart, source, locale }) => {
  const m = messages[locale]
  return (
    <Chart src={source} alt={chartWords(chart)[locale]} caption={chart.title[locale]} {...pictureSize(chart)} tableText={m.chartTable}>
      <Table
        head={[{ text: chart.head[locale] }, { text: m.chartNumber, format: 'numeric' }]}
        firstCellIsHeader
        rows={chart.rows.map(row => [
          { text: row.label[locale] },
          {
            text: (
              <FigureLink href={row.href} value={shownCount(row.value, locale)} unit={unitOf({ value: '', unit: chart.unit }, locale)} />
            ),
            format: 'numeric',
          },
        ])}
      />
    </Chart>
  )
}

/** All numbers of the text in one table; with what they are today where the records have changed. */
export const FigureTable: FC<{ document: ReportDocument; differences: readonly Difference[]; locale: Locale }> = props => {
  const { document, differences, locale } = props
  const m = messages[locale]
  const changed = new Map(differences.map(difference => [difference.released.id, difference]))
  const kinds: Readonly<Record<string, { readonly [language in Locale]: string }>> = kindNames
  return (
    <section aria-labelledby="figures">
      <h2 class="govuk-heading-m" id="figures">
        {m.figureTable}
      </h2>
      <p class="govuk-body-s">{m.figureTableLead}</p>
      <Scroll label={m.figureTable}>
        <Table
          head={[
            { text: m.figure },
            { text: changed.size > 0 ? m.frozenValue : m.value, format: 'numeric' },
            ...(changed.size > 0 ? [{ text: m.nowValue, format: 'numeric' as const }] : []),
            { text: m.kind },
            { text: m.records, format: 'numeric' },
          ]}
          firstCellIsHeader
          rows={document.figures.map(figure => {
            const difference = changed.get(figure.id)
            return [
              { text: figure.name[locale] },
              {
                text: (
                  <FigureLink href={figure.href} value={figure.printed[locale]} unit={unitOf(figure, locale)} label={figure.name[locale]} />
                ),
                format: 'numeric' as const,
              },
              ...(changed.size > 0
                ? [
                    {
                      text: difference ? <span class="mj-difference__now">{difference.now.printed[locale]}</span> : '',
                      format: 'numeric' as const,
                    },
                  ]
                : []),
              { text: kinds[figure.kind]?.[locale] ?? figure.kind },
              { text: shownCount(figure.records, locale), format: 'numeric' as const },
            ]
          })}
        />
      </Scroll>
    </section>
  )
}
