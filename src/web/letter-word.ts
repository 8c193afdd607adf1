import { chineseDay } from '../kernel/calendar/day.ts'
import type { Letter } from '../kernel/cases/letters.ts'
import { wordFile, wordParts } from './word.ts'

/** What of a letter is printed. `content` null: it is a file alone, and there is nothing to print. */
export type PrintedLetter = Pick<Letter, 'title' | 'document_number' | 'legal_day' | 'content'>

/** 附件：1. … 2. …, as one line each. */
export const enclosureLines = (enclosures: readonly string[]): string[] => {
  const colon = '\uff1a'
  if (enclosures.length === 1) return enclosures.map(name => `附件${colon}${name}`)
  return enclosures.map((name, i) => `${i === 0 ? `附件${colon}` : ''}${i + 1}. ${name}`)
}

/** The salutation: 王某： */
export const salutation = (name: string): string => `${name}\uff1a`

/** A letter as Word: title, number, salutation, text, enclosures, who signs and when. `name`: whom it addresses, masked or in full; '': nobody. */
export async function letterWord(letter: PrintedLetter, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import('docx')
  const w = wordParts(docx)
  const { title, document_number, legal_day, content } = letter
  if (content === null) throw new Error('a letter without text is printed from its file')
  const { agency, paragraphs, enclosures, contact } = content
  return await wordFile(docx, {
    title,
    creator: agency,
    children: [
      w.title(title),
      ...(document_number === null ? [] : [w.subtitle(document_number)]),
      w.blank(),
      ...(name === '' ? [] : [w.flush(salutation(name))]),
      ...paragraphs.map(w.text),
      ...(enclosures.length === 0 ? [] : [w.blank(), ...enclosureLines(enclosures).map(w.text)]),
      w.blank(),
      w.signed(agency),
      w.signed(chineseDay(legal_day)),
      ...(contact === '' ? [] : [w.blank(), w.text(contact)]),
    ],
  })
}
