import type { Channel } from '../../../kernel/publications/channels.ts'
import type { Words } from '../../../kernel/words.ts'
import type { PrintedId } from '../printed-2018.ts'

// The language in which a form of the report is written: parts, sections, paragraphs, sentences with places for figures.
// There is no place for a number: whoever writes a sentence can only name a figure.

/** What a sentence can name: the figures of the 2018 report and those beyond it that disclosure counts. A typing slip does not compile. */
export type FigureId = PrintedId | `disclosure.channel.${Channel}` | 'disclosure.items' | 'disclosure.growth'

/**
 * A place for a figure. 'number' prints number and unit, 'bare' the number alone where the sentence brings its own measure word
 * (8个月). `change` gives the two words for a difference or growth that is above or below nought; the number then has no sign.
 */
export type Slot = { readonly figure: FigureId; readonly as: 'number' | 'bare'; readonly change?: readonly [above: string, below: string] }
export type YearSlot = { readonly yearsLater: number }
export type Piece = string | Slot | YearSlot

/** One sentence, or more that make no sense apart: printed when the house counts every figure in it, else left out whole. */
export type Sentence = {
  readonly pieces: readonly Piece[]
  /** Left out as well when one of its figures has no value in this year (a growth over nothing); without it that blocks the release. */
  readonly optional: boolean
  /** Printed only while the house does not count everything that the form asks for. */
  readonly whileIncomplete: boolean
}
export type Paragraph = readonly Sentence[]

export type Item = { readonly title: Words; readonly paragraphs: readonly Paragraph[] }
export type Section = Item & { readonly items?: readonly Item[] }
/** A part has paragraphs of its own or sections. `charts` stand at its end. */
export type Part = {
  readonly title: Words
  readonly paragraphs?: readonly Paragraph[]
  readonly sections?: readonly Section[]
  readonly charts?: readonly ChartName[]
}

export const chartNames = ['channels', 'months', 'years', 'units'] as const
export type ChartName = (typeof chartNames)[number]
export const isChartName = (text: string): text is ChartName => chartNames.some(name => name === text)

/** A form of the annual report: which parts, in which order, in which words. */
export type ReportForm = {
  readonly id: string
  readonly name: Words
  readonly issuer: Words
  readonly title: Words
  readonly introduction: readonly Paragraph[]
  readonly parts: readonly Part[]
}

export const fig = (figure: FigureId): Slot => ({ figure, as: 'number' })
export const bare = (figure: FigureId): Slot => ({ figure, as: 'bare' })
export const change = (figure: FigureId, above: string, below: string): Slot => ({ figure, as: 'number', change: [above, below] })
export const year: YearSlot = { yearsLater: 0 }
export const lastYear: YearSlot = { yearsLater: -1 }
export const nextYear: YearSlot = { yearsLater: 1 }

type Tag = (strings: TemplateStringsArray, ...slots: readonly (Slot | YearSlot)[]) => Sentence

const tag =
  (more: Partial<Pick<Sentence, 'optional' | 'whileIncomplete'>>): Tag =>
  (strings, ...slots) => ({
    pieces: strings.flatMap((text, i): Piece[] => [chinesePunctuation(text), slots[i] ?? '']).filter(piece => piece !== ''),
    optional: false,
    whileIncomplete: false,
    ...more,
  })

/** A sentence of the report. */
export const say = tag({})
/** A sentence that is left out when a figure in it has no value. */
export const sayIfKnown = tag({ optional: true })
/** A sentence that is true only while records of some business are not kept here. */
export const sayWhileIncomplete = tag({ whileIncomplete: true })

const wide: Readonly<Record<string, string>> = {
  ',': '\uff0c',
  ';': '\uff1b',
  ':': '\uff1a',
  '(': '\uff08',
  ')': '\uff09',
  '?': '\uff1f',
  '!': '\uff01',
}

/** Full-width marks, as GB/T 15834 asks in Chinese text; between two Latin letters or digits (12:30) they stay as they are. */
export function chinesePunctuation(text: string): string {
  return text.replace(/[,;:()?!]/g, (mark, at: number) => {
    const isLatin = (place: number) => /[0-9A-Za-z]/.test(text[place] ?? '')
    return isLatin(at - 1) && isLatin(at + 1) ? mark : (wide[mark] ?? mark)
  })
}

export const isSlot = (piece: Piece): piece is Slot => typeof piece === 'object' && 'figure' in piece

/** Headings with the figures that belong under them, each figure once. The overview repeats what other parts say, so it comes last. */
export type Place = { readonly part: number; readonly section: number | null; readonly item: number | null; readonly title: Words }
export function placedFigures(form: ReportForm): { readonly place: Place; readonly figures: readonly FigureId[] }[] {
  const seen = new Set<FigureId>()
  const fresh = (paragraphs: readonly Paragraph[]): FigureId[] => {
    const ids = figuresIn(paragraphs).filter(id => !seen.has(id))
    for (const id of ids) seen.add(id)
    return ids
  }
  const [overview, ...others] = form.parts.map((part, p) => ({ part, p }))
  return [...others, ...(overview ? [overview] : [])].flatMap(({ part, p }) => [
    { place: { part: p, section: null, item: null, title: part.title }, figures: fresh(part.paragraphs ?? []) },
    ...(part.sections ?? []).flatMap((section, s) => [
      { place: { part: p, section: s, item: null, title: section.title }, figures: fresh(section.paragraphs) },
      ...(section.items ?? []).map((item, i) => ({
        place: { part: p, section: s, item: i, title: item.title },
        figures: fresh(item.paragraphs),
      })),
    ]),
  ])
}

/** The figures that the paragraphs name, each once. */
export function figuresIn(paragraphs: readonly Paragraph[]): FigureId[] {
  const slots = paragraphs.flat().flatMap(sentence => sentence.pieces.filter(isSlot))
  return [...new Set(slots.map(slot => slot.figure))]
}

/** Every figure that the form names, each once, in the order of the text. */
export function figuresOf(form: ReportForm): FigureId[] {
  const whole = form.parts.flatMap(part => [
    ...(part.paragraphs ?? []),
    ...(part.sections ?? []).flatMap(section => [...section.paragraphs, ...(section.items ?? []).flatMap(item => item.paragraphs)]),
  ])
  return figuresIn([...form.introduction, ...whole])
}

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 1 → 一, 12 → 十二; a report has fewer than twenty parts or sections. */
export const numeral = (n: number): string => numerals[n] ?? `十${numerals[n - 10] ?? ''}`

/** '二（六）5': where a heading stands, as one refers to it. */
export function headingPath({ part, section, item }: Pick<Place, 'part' | 'section' | 'item'>): string {
  const inside = section === null ? '' : chinesePunctuation(`(${numeral(section + 1)})`)
  return `${numeral(part + 1)}${inside}${item === null ? '' : item + 1}`
}

/** '二、', '（二）', '2.': the three levels of headings of GB/T 9704, counted and never typed, so that none can be missing. */
export function headingNumber(place: Pick<Place, 'part' | 'section' | 'item'>): string {
  if (place.section === null) return `${numeral(place.part + 1)}、`
  return place.item === null ? chinesePunctuation(`(${numeral(place.section + 1)})`) : `${place.item + 1}.`
}
