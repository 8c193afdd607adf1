import type * as Docx from 'docx'
import type { Day } from '../../kernel/calendar/day.ts'
import { type DocumentItem, type DocumentParagraph, isFigureRun, type ReportChart, type ReportDocument } from './rules/document.ts'
import { chinesePunctuation } from './rules/template.ts'

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export type WordOptions = {
  /** Scheme and host before each link, since a file has none of its own; null: numbers are not linked. */
  readonly origin: string | null
  readonly legal_day: Day | null
  /** A line under the title: whether this is the released report or a count of today. */
  readonly note: string | null
}

// GB/T 9704: title 小标宋 二号, body 仿宋 三号 with two characters' indent and 28 pt lines, headings 黑体, 楷体, 仿宋 bold. Sizes in half points.
const faces = { title: '方正小标宋简体', heading: '黑体', second: '楷体', body: '仿宋', latin: 'Times New Roman' } as const
const half_points = { title: 44, body: 32, table: 24, page: 28 } as const
const line_twips = 560
const indent_twips = 640
const millimetre = 56.7

/** The document as Word: title, parts, text, then all figures and the charts' numbers as tables. The library is loaded with the first one. */
export async function wordOf(document: ReportDocument, options: WordOptions): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import('docx')
  const w = writer(docx, options)
  const file = new docx.Document({
    title: document.title,
    creator: document.issuer,
    description: document.title,
    styles: { default: { document: { run: { font: font(faces.body), size: half_points.body, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(210 * millimetre), height: Math.round(297 * millimetre) },
            margin: {
              top: Math.round(37 * millimetre),
              bottom: Math.round(35 * millimetre),
              left: Math.round(28 * millimetre),
              right: Math.round(26 * millimetre),
            },
          },
        },
        footers: { default: w.pageNumber() },
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
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toArrayBuffer(file))
}

const font = (face: string) => ({ ascii: faces.latin, hAnsi: faces.latin, eastAsia: face, cs: faces.latin })
const chineseDay = (day: Day): string => {
  const { year, month, day: date } = Temporal.PlainDate.from(day)
  return `${year}年${month}月${date}日`
}

function writer(docx: typeof Docx, { origin }: WordOptions) {
  const {
    AlignmentType,
    ExternalHyperlink,
    Footer,
    HeadingLevel,
    LineRuleType,
    PageNumber,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    TextRun,
    WidthType,
  } = docx
  const spacing = { line: line_twips, lineRule: LineRuleType.EXACT }
  const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const
  const levelFaces = [faces.heading, faces.second, faces.body] as const

  const linked = (text: string, href: string, size: number) => {
    const run = new TextRun({ text, size, font: font(faces.body) })
    return origin === null ? run : new ExternalHyperlink({ link: `${origin}${href}`, children: [run] })
  }
  const title = (text: string) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      heading: HeadingLevel.TITLE,
      spacing: { before: 600, after: 300 },
      children: [new TextRun({ text, size: half_points.title, font: font(faces.title), color: '000000' })],
    })
  const subtitle = (text: string) =>
    new Paragraph({ alignment: AlignmentType.CENTER, spacing, children: [new TextRun({ text, font: font(faces.second) })] })
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
  const pageNumber = () =>
    new Footer({
      children: [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [new TextRun({ size: half_points.page, children: ['— ', PageNumber.CURRENT, ' —'] })],
        }),
      ],
    })
  return { title, subtitle, heading, paragraph, headed, figures, chart, pageNumber }
}
