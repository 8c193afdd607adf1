import type * as Docx from 'docx'
import { chineseDay, type Day } from '../../kernel/calendar/day.ts'
import { faces, wordFont as font, half_points, indent_twips, wordFile, wordParts } from '../../web/word.ts'
import { type DocumentItem, type DocumentParagraph, isFigureRun, type ReportChart, type ReportDocument } from './rules/document.ts'
import { chinesePunctuation } from './rules/template.ts'

export type WordOptions = {
  /** Scheme and host before each link, since a file has none of its own; null: numbers are not linked. */
  readonly origin: string | null
  readonly legal_day: Day | null
  /** A line under the title: whether this is the released report or a count of today. */
  readonly note: string | null
}

/** The document as Word: title, parts, text, then all figures and the charts' numbers as tables. The library is loaded with the first one. */
export async function wordOf(document: ReportDocument, options: WordOptions): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import('docx')
  const w = writer(docx, options)
  return await wordFile(docx, {
    title: document.title,
    creator: document.issuer,
    children: [
      w.title(document.title),
      w.subtitle(document.issuer),
      ...(options.legal_day === null ? [] : [w.subtitle(chineseDay(options.legal_day))]),
      ...(options.note === null ? [] : [w.subtitle(options.note)]),
      ...document.introduction.map(w.paragraph),
      ...document.parts.flatMap(part => [
        ...w.headed(part, 1),
        ...part.sections.flatMap(section => [...w.headed(section, 2), ...section.items.flatMap(item => w.headed(item, 3))]),
      ]),
      w.heading('附表一、报告所列数字', 1),
      w.figures(document),
      ...document.charts.flatMap((chart, i) => [
        w.heading(`附表${'二三四五六七八九'[i] ?? ''}、${chart.title['zh-CN']}`, 1),
        w.chart(chart),
      ]),
    ],
  })
}

function writer(docx: typeof Docx, { origin }: WordOptions) {
  const { ExternalHyperlink, HeadingLevel, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = docx
  const { spacing, title, subtitle } = wordParts(docx)
  const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const
  const levelFaces = [faces.heading, faces.second, faces.body] as const

  const linked = (text: string, href: string, size: number) => {
    const run = new TextRun({ text, size, font: font(faces.body) })
    return origin === null ? run : new ExternalHyperlink({ link: `${origin}${href}`, children: [run] })
  }
  const heading = (text: string, level: 1 | 2 | 3) =>
    new Paragraph({
      heading: levels[level - 1] ?? HeadingLevel.HEADING_3,
      spacing,
      indent: { firstLine: indent_twips },
      children: [
        new TextRun({ text, size: half_points.body, bold: level === 3, color: '000000', font: font(levelFaces[level - 1] ?? faces.body) }),
      ],
    })
  const paragraph = (of: DocumentParagraph) =>
    new Paragraph({
      spacing,
      indent: { firstLine: indent_twips },
      children: of.runs.map(run =>
        isFigureRun(run)
          ? linked(run.printed + run.unit, run.href, half_points.body)
          : new TextRun({ text: run.text, italics: of.missing, font: font(of.missing ? faces.second : faces.body) }),
      ),
    })
  const headed = (of: DocumentItem, level: 1 | 2 | 3) => [heading(of.number + of.title, level), ...of.paragraphs.map(paragraph)]

  type Cell = string | { readonly text: string; readonly href: string }
  const cell = (content: Cell, bold: boolean) =>
    new TableCell({
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: [
        new Paragraph({
          children: [
            typeof content === 'string'
              ? new TextRun({ text: content, bold, size: half_points.table })
              : linked(content.text, content.href, half_points.table),
          ],
        }),
      ],
    })
  const table = (head: readonly string[], rows: readonly (readonly Cell[])[]) =>
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, children: head.map(text => cell(text, true)) }),
        ...rows.map(row => new TableRow({ cantSplit: true, children: row.map(content => cell(content, false)) })),
      ],
    })
  const figures = (of: ReportDocument) =>
    table(
      ['指标', '数值', chinesePunctuation('记录数（条）')],
      of.figures.map(figure => [
        figure.name['zh-CN'],
        { text: figure.printed['zh-CN'] + (figure.value === null ? '' : figure.unit['zh-CN']), href: figure.href },
        String(figure.records),
      ]),
    )
  const chart = (of: ReportChart) =>
    table(
      [of.head['zh-CN'], chinesePunctuation(`数量（${of.unit['zh-CN']}）`)],
      of.rows.map(row => [row.label['zh-CN'], { text: String(row.value), href: row.href }]),
    )
  return { title, subtitle, heading, paragraph, headed, figures, chart }
}
