import type { Locale, Words } from '../../../kernel/words.ts'
import { printedFigure } from '../printed-2018.ts'
import type {
  DocumentItem,
  DocumentParagraph,
  DocumentPart,
  DocumentSection,
  FigureRun,
  ReportChart,
  ReportDocument,
  ReportFigure,
  Run,
} from './document.ts'
import {
  chinesePunctuation,
  type FigureId,
  figuresIn,
  figuresOf,
  headingNumber,
  type Item,
  isSlot,
  type Paragraph,
  type Piece,
  type ReportForm,
  type Section,
  type Sentence,
  type Slot,
} from './template.ts'

/** What composing needs of a counted figure, beside what the document keeps of it. */
export type Counted = ReportFigure
export type Counts = { readonly year: number; readonly counted: ReadonlyMap<string, Counted>; readonly charts: readonly ReportChart[] }

/** The form filled with the year's figures: pure, so that the same records always give the same document. */
export function compose(form: ReportForm, counts: Counts): ReportDocument {
  const ids = figuresOf(form)
  const missing = ids.filter(id => !counts.counted.has(id))
  const write = writer(counts, missing.length > 0)
  return {
    form: form.id,
    year: counts.year,
    title: `${counts.year}年${form.title['zh-CN']}`,
    issuer: form.issuer['zh-CN'],
    introduction: write.paragraphs(form.introduction),
    parts: form.parts.map(
      (part, p): DocumentPart => ({
        ...titled(headingNumber({ part: p, section: null, item: null }), part.title),
        paragraphs: write.paragraphs(part.paragraphs ?? []),
        sections: (part.sections ?? []).map((section, s) => write.section(section, p, s)),
        charts: (part.charts ?? []).filter(name => counts.charts.some(chart => chart.name === name)),
      }),
    ),
    figures: ids.flatMap(id => counts.counted.get(id) ?? []),
    missing: missing.map(id => ({ id, name: missingName(id) })),
    charts: [...counts.charts],
  }
}

const titled = (number: string, title: Words) => ({ number, title: title['zh-CN'], title_en: title.en })

/** A figure that no room counts has no name in the book; the list of the 2018 report names it. */
const missingName = (id: FigureId): Words => printedFigure(id)?.name ?? { 'zh-CN': id, en: id }

function writer(counts: Counts, incomplete: boolean) {
  const figure = (id: FigureId) => counts.counted.get(id)

  const sentence = (of: Sentence): Run[] => {
    if (of.whileIncomplete && !incomplete) return []
    const figures = of.pieces.filter(isSlot).map(slot => figure(slot.figure))
    if (figures.some(one => one === undefined)) return []
    if (of.optional && figures.some(one => one?.value === null)) return []
    return of.pieces.flatMap(piece => runsOf(piece, counts))
  }

  /** The paragraphs of one heading, and after them one note on everything under it that is not counted. */
  const paragraphs = (list: readonly Paragraph[]): DocumentParagraph[] => {
    const written = list.map(of => joined(of.flatMap(sentence))).filter(runs => runs.length > 0)
    const names = figuresIn(list).flatMap(id => (figure(id) === undefined ? [missingName(id)['zh-CN']] : []))
    const note = chinesePunctuation(`以下事项的记录尚未纳入本系统，不列数字：${names.join('、')}。`)
    return [...written.map(runs => ({ runs, missing: false })), ...(names.length > 0 ? [{ runs: [{ text: note }], missing: true }] : [])]
  }

  const item = (of: Item, number: string): DocumentItem => ({ ...titled(number, of.title), paragraphs: paragraphs(of.paragraphs) })
  const section = (of: Section, p: number, s: number): DocumentSection => ({
    ...item(of, headingNumber({ part: p, section: s, item: null })),
    items: (of.items ?? []).map((one, i) => item(one, headingNumber({ part: p, section: s, item: i }))),
  })
  return { paragraphs, section }
}

function runsOf(piece: Piece, counts: Counts): Run[] {
  if (typeof piece === 'string') return [{ text: piece }]
  if (!isSlot(piece)) return [{ text: String(counts.year + piece.yearsLater) }]
  const counted = counts.counted.get(piece.figure)
  return counted ? slotRuns(piece, counted) : []
}

function slotRuns(slot: Slot, counted: Counted): Run[] {
  const run: FigureRun = {
    figure: counted.id,
    value: counted.value,
    printed: counted.printed['zh-CN'],
    unit: slot.as === 'bare' || counted.value === null ? '' : counted.unit['zh-CN'],
    href: counted.href,
  }
  if (slot.change === undefined || counted.value === null) return [run]
  if (isNought(counted.value)) return [{ ...run, printed: '持平', unit: '' }]
  const below = counted.value.startsWith('-')
  return [{ text: slot.change[below ? 1 : 0] }, { ...run, printed: run.printed.replace(/^-/, '') }]
}

const isNought = (value: string): boolean => /^-?0+(\.0+)?$/.test(value)

/** Neighbouring texts become one. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (last && 'text' in last && 'text' in run) out[out.length - 1] = { text: last.text + run.text }
    else out.push(run)
  }
  return out
}

/** The title and what stands beside it in a list, in the reader's language. */
export const headingIn = (of: Pick<DocumentItem, 'title' | 'title_en'>, locale: Locale): string =>
  locale === 'en' ? of.title_en : of.title
