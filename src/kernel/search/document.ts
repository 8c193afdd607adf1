import { fold } from './fold.ts'
import { addGrams, factGram } from './grams.ts'
import { plainText, tidy } from './plain.ts'

/** A publication as the index reads it. */
export type Indexed = {
  readonly id: number
  readonly title: string
  readonly document_number: string | null
  readonly body_html: string
  /** The text of its attachments. */
  readonly attached: string | null
  readonly published_on: string
  readonly column_id: number
  readonly unit_id: number
  readonly genre: string
}

/** Characters of one publication that are searched; what follows in a longer one is not found. */
const characters_max = 1_000_000

/** The searched text: the title alone in the first line, the document number, the body, the attachments. */
const searchedText = (document: Indexed): string =>
  fold(
    [
      tidy(document.title).replaceAll('\n', ' '),
      document.document_number ?? '',
      plainText(document.body_html),
      tidy(document.attached ?? ''),
    ]
      .join('\n')
      .slice(0, characters_max),
  )

/** The folded title of a searched text. */
export const titleOf = (text: string): string => text.slice(0, text.indexOf('\n'))

/** All that an item can be found by, and the text in which it is looked up. */
export function documentOf(document: Indexed): { readonly text: string; readonly grams: number[] } {
  const text = searchedText(document)
  const grams = new Set<number>()
  addGrams(text, 'text', grams)
  addGrams(titleOf(text), 'title', grams)
  grams.add(factGram('month', monthNumber(document.published_on)))
  grams.add(factGram('day', dayNumber(document.published_on)))
  grams.add(factGram('year', Number(document.published_on.slice(0, 4))))
  grams.add(factGram('column', document.column_id))
  grams.add(factGram('unit', document.unit_id))
  grams.add(factGram('genre', document.genre))
  return { text, grams: [...grams] }
}

/** 2018-12-28 → 201812 */
const monthNumber = (day: string): number => Number(day.slice(0, 7).replace('-', ''))
/** 2018-12-28 → 20181228 */
const dayNumber = (day: string): number => Number(day.replaceAll('-', ''))

/** The month and the day of a document: slices of the index, by which a broad word is looked for in the newest first. */
export const slicesOf = (day: string) => [
  { kind: 'month', first_day: `${day.slice(0, 7)}-01`, gram: factGram('month', monthNumber(day)) },
  { kind: 'day', first_day: day, gram: factGram('day', dayNumber(day)) },
]
