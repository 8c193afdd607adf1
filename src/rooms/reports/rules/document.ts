import { z } from 'zod'
import type { Words } from '../../../kernel/words.ts'
import { type ChartName, chartNames } from './template.ts'

// The compiled report: what is shown, exported and, at release, frozen. One schema, since a released document is read back from the
// database years later and must still be what it was.

const words = z.object({ 'zh-CN': z.string(), en: z.string() })

const textRun = z.object({ text: z.string() })
const figureRun = z.object({
  figure: z.string(),
  /** Exact; null when the records give no value. */
  value: z.string().nullable(),
  printed: z.string(),
  unit: z.string(),
  href: z.string(),
})
const run = z.union([figureRun, textRun])
/** `missing`: not a statement of the report but its note on what the system does not count yet. */
const paragraph = z.object({ runs: z.array(run), missing: z.boolean() })
const heading = { number: z.string(), title: z.string(), title_en: z.string(), paragraphs: z.array(paragraph) }
const item = z.object(heading)
const section = z.object({ ...heading, items: z.array(item) })
const part = z.object({ ...heading, sections: z.array(section), charts: z.array(z.enum(chartNames)) })

const reportFigure = z.object({
  id: z.string(),
  name: words,
  kind: z.string(),
  value: z.string().nullable(),
  printed: words,
  unit: words,
  href: z.string(),
  /** How many records stand behind it, those of its operands together. */
  records: z.number().int(),
})
const chartRow = z.object({ label: words, value: z.number(), href: z.string() })
const chart = z.object({
  name: z.enum(chartNames),
  title: words,
  head: words,
  unit: words,
  rows: z.array(chartRow),
})

export const reportDocument = z.object({
  form: z.string(),
  year: z.number().int(),
  title: z.string(),
  issuer: z.string(),
  introduction: z.array(paragraph),
  parts: z.array(part),
  /** Every figure that the text names, in its order. */
  figures: z.array(reportFigure),
  /** What the form asks for and the system does not count yet. */
  missing: z.array(z.object({ id: z.string(), name: words })),
  charts: z.array(chart),
})

export type ReportDocument = z.infer<typeof reportDocument>
export type Run = z.infer<typeof run>
export type FigureRun = z.infer<typeof figureRun>
export type DocumentParagraph = z.infer<typeof paragraph>
export type DocumentItem = z.infer<typeof item>
export type DocumentSection = z.infer<typeof section>
export type DocumentPart = z.infer<typeof part>
export type ReportFigure = z.infer<typeof reportFigure>
export type ReportChart = z.infer<typeof chart>

export const isFigureRun = (of: Run): of is FigureRun => 'figure' in of

export const chartOf = (document: ReportDocument, name: ChartName): ReportChart | undefined =>
  document.charts.find(one => one.name === name)

/** The text of a paragraph without its links. */
export const plainText = (of: DocumentParagraph): string =>
  of.runs.map(one => (isFigureRun(one) ? one.printed + one.unit : one.text)).join('')

/** The words under a picture for those who do not see it: the largest first three, and how many there are. */
export function chartWords(of: ReportChart): Words {
  const top = [...of.rows].sort((a, b) => b.value - a.value).slice(0, 3)
  const zh = top.map(row => `${row.label['zh-CN']}${row.value}${of.unit['zh-CN']}`).join('、')
  const en = top.map(row => `${row.label.en} ${row.value.toLocaleString('en')}`).join(', ')
  return {
    'zh-CN': `${of.title['zh-CN']}。共${of.rows.length}项，最多的是：${zh}。下表列出全部数字。`,
    en: `${of.title.en}. ${of.rows.length} entries; largest: ${en}. The table below has all the numbers.`,
  }
}
