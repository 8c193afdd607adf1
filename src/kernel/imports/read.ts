import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/universal'
import { Refusal } from '../refusal.ts'
import type { Words } from '../words.ts'
import { checkArchive } from './zip.ts'

/** Rows of one sheet, without its header. */
export const sheet_rows_max = 10_000
/** The largest sheet, as a file and unpacked. */
export const sheet_bytes_max = 20_000_000
const unpacked_bytes_max = 200_000_000
const columns_max = 60

/** A sheet as text: its header, and its rows with the line on which a person finds each. */
export type Sheet = {
  readonly header: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/**
 * Reads an XLSX workbook (its first sheet) or a CSV file (UTF-8 with or without a mark, or GB18030 as Chinese Excel writes it).
 * Days come as 'YYYY-MM-DD'. Refusal 'invalid' beside 'file' for anything else, 'too_large' for too many rows or bytes.
 */
export const readSheetFile = async (path: string): Promise<Sheet> => readSheetBytes(await readFile(path))

export async function readSheetBytes(bytes: Buffer): Promise<Sheet> {
  if (bytes.length > sheet_bytes_max) throw tooLarge()
  const lines = isZip(bytes) ? await workbookLines(bytes) : csvLines(bytes)
  const [header, ...rest] = lines
  if (!header) throw refuse({ 'zh-CN': '表格是空的', en: 'The sheet is empty' })
  if (header.length > columns_max) throw tooLarge()
  const rows = rest.map((cells, index) => ({ line: index + 2, cells })).filter(({ cells }) => cells.some(cell => cell !== ''))
  if (rows.length > sheet_rows_max) throw tooLarge()
  return { header, rows }
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))

async function workbookLines(bytes: Buffer): Promise<string[][]> {
  const verdict = await checkArchive(bytes, unpacked_bytes_max)
  if (verdict === 'too_large') throw tooLarge()
  if (verdict === 'broken') throw unreadable()
  try {
    // The reader that goes by the directory, which was just checked: the one for streams believes what stands before each entry.
    const rows = await readSheet(new Blob([new Uint8Array(bytes)]))
    return rows.map(row => row.map(textOf))
  } catch {
    throw unreadable() // whatever the reader stumbled upon, it is the file that is at fault
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    // A day in a sheet has no zone: the reader gives it as midnight in UTC.
    const text = cell.toISOString()
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
  }
  return clean(String(cell))
}

function csvLines(bytes: Buffer): string[][] {
  const text = decode(bytes)
  if (text.includes('\0')) throw unreadable()
  try {
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false })
    return rows.map(row => row.map(clean))
  } catch {
    throw unreadable()
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    } catch {
      throw unreadable()
    }
  }
}

/** Control characters fall out, and the mark that our own sheets put before what a spreadsheet would take for a formula. */
const clean = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim()
    .replace(/^'(?=[=+\-@])/, '')

const refuse = (words: Words, kind: 'invalid' | 'too_large' = 'invalid') => new Refusal(kind, words, { file: words })
const unreadable = () =>
  refuse({
    'zh-CN': '无法读取此文件。请使用模板另存为 XLSX 或 CSV',
    en: 'This file cannot be read. Use the template and save it as XLSX or CSV',
  })
const tooLarge = () =>
  refuse({ 'zh-CN': '表格过大：最多 10,000 行、20 MB', en: 'The sheet is too large: 10,000 rows and 20 MB at most' }, 'too_large')
