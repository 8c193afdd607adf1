import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Context } from 'hono'
import { export_rows_max, type ListQuery } from '../kernel/lists/list.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Env } from './env.ts'
import { limit } from './limit.ts'
import type { Plain, ShownList } from './list.tsx'
import { listWords } from './list-words.ts'

export const exportFormats = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Stands on every route of the desk that makes a file: a long list costs more than a page. */
export const exportLimit = limit({ name: 'export', per: 'person', points: 30, seconds: 60 })

const types: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/**
 * The rows as a file with exactly the columns that the list shows, in its order. Refusal 'too_large' above `export_rows_max` rows:
 * a file that silently lacks rows would be taken for the whole.
 */
export async function exportList<Row, F extends string, S extends string, C extends string>(
  c: Context<Env>,
  list: ShownList<Row, F, S, C>,
  { query, rows, format }: { readonly query: ListQuery<F, S, C>; readonly rows: readonly Row[]; readonly format: ExportFormat },
): Promise<Response> {
  if (rows.length > export_rows_max) {
    const [zh, en] = [listWords['zh-CN'], listWords.en]
    throw new Refusal('too_large', { 'zh-CN': zh.tooMany(export_rows_max), en: en.tooMany(export_rows_max) })
  }
  const { locale } = c.var
  const columns = query.columns.map(column => list.columns[column])
  const head = columns.map(({ name }) => name[locale])
  const lines = rows.map(row => columns.map(({ plain }) => plain(row, locale)))
  c.header('Content-Type', types[format])
  c.header('Content-Disposition', `attachment; filename="${list.rules.name}.${format}"`)
  c.header('Cache-Control', 'no-store')
  if (format === 'csv') return c.body(csvOf(head, lines))
  return c.body(await xlsxOf(head, lines))
}

/**
 * CSV as a stream, with a byte order mark, without which Excel takes Chinese for something else. A text that a spreadsheet would run as a
 * formula gets an apostrophe before it.
 */
function csvOf(head: readonly string[], lines: readonly (readonly Plain[])[]): ReadableStream<Uint8Array> {
  const all = [head, ...lines]
  const text = Readable.from(all, { objectMode: true }).pipe(stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' }))
  return Readable.toWeb(text) as ReadableStream<Uint8Array> // of Node's own type, which is the same stream
}

/** Texts are written as texts, which no spreadsheet runs; numbers as numbers. */
async function xlsxOf(head: readonly string[], lines: readonly (readonly Plain[])[]): Promise<ArrayBuffer> {
  const { default: writeXlsx } = await import('write-excel-file/node')
  const cell = (value: Plain) => (value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String })
  const bytes = await writeXlsx(
    [head.map(value => ({ value, type: String, fontWeight: 'bold' as const })), ...lines.map(row => row.map(cell))],
    {
      stickyRowsCount: 1,
    },
  ).toBuffer()
  return new Uint8Array(bytes).buffer
}
