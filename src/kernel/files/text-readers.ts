import type { FileKind } from './kinds.ts'
import { decodeText } from './plain-text.ts'
import { proveSizes } from './zip.ts'

export type TextLimits = { readonly characters_max: number; readonly pages_max: number }
export type ReadText = { readonly text: string; readonly cut: boolean }
type Reader = (whole: Buffer, limits: TextLimits) => Promise<ReadText>

/** Collects pieces until there is enough. */
class Pieces {
  readonly #max: number
  readonly #pieces: string[] = []
  #length = 0
  cut = false

  constructor(max: number) {
    this.#max = max
  }

  /** False: enough. */
  add(piece: string): boolean {
    const room = this.#max - this.#length
    if (piece.length > room) this.cut = true
    const taken = piece.slice(0, Math.max(0, room))
    this.#pieces.push(taken)
    this.#length += taken.length
    return !this.cut
  }

  done(): ReadText {
    return { text: storable(this.#pieces.join('')), cut: this.cut }
  }
}

/** PostgreSQL holds no NUL, and UTF-8 no half of a pair. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed().trim()

const plain: Reader = async (whole, { characters_max }) => {
  const pieces = new Pieces(characters_max)
  pieces.add(decodeText(whole))
  return pieces.done()
}

const word: Reader = async (whole, { characters_max }) => {
  await proveSizes(whole)
  const { default: mammoth } = await import('mammoth')
  const { value } = await mammoth.extractRawText({ buffer: whole })
  const pieces = new Pieces(characters_max)
  pieces.add(value)
  return pieces.done()
}

const sheet: Reader = async (whole, { characters_max, pages_max }) => {
  await proveSizes(whole)
  const { default: readSheets } = await import('read-excel-file/node')
  const pieces = new Pieces(characters_max)
  const sheets = await readSheets(whole)
  if (sheets.length > pages_max) pieces.cut = true
  for (const { sheet, data } of sheets.slice(0, pages_max)) {
    pieces.add(`${sheet}\n`)
    for (const row of data) if (!pieces.add(`${row.map(cellText).join('\t').trimEnd()}\n`)) return pieces.done()
  }
  return pieces.done()
}

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

const pdf: Reader = async (whole, { characters_max, pages_max }) => {
  const { getDocumentProxy } = await import('unpdf')
  const document = await getDocumentProxy(new Uint8Array(whole))
  const pieces = new Pieces(characters_max)
  for (let number = 1; number <= document.numPages; number += 1) {
    if (number > pages_max) {
      pieces.cut = true
      break
    }
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const text = items.map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')
    if (!pieces.add(`${text}\n`)) break
    page.cleanup()
  }
  return pieces.done()
}

/** The kinds whose words we can read. The others (pictures, OFD, slides, Word 97) are found by their names and descriptions. */
const readers: Readonly<Partial<Record<FileKind, Reader>>> = { txt: plain, docx: word, xlsx: sheet, pdf }

/** The words of a file, at most as many as the limits say. Throws whatever a broken file makes its reader throw. */
export async function readText(kind: FileKind, whole: Buffer, limits: TextLimits): Promise<ReadText> {
  const reader = readers[kind]
  if (!reader) throw new Error(`no reader for ${kind}`)
  return await reader(whole, limits)
}
