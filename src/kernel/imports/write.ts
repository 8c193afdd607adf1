import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'

/** One sheet of a workbook: rows of text. `widths` in characters. */
export type OutSheet = { readonly name: string; readonly rows: readonly (readonly string[])[]; readonly widths?: readonly number[] }

/** A cell holds at most so many characters; more would make the workbook unreadable. */
const cell_length_max = 32_767

/** What a spreadsheet would take for a formula is marked as text, so that a sheet from outside cannot act on who opens it. */
export const safeCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** A workbook of text cells, the first row of each sheet bold. */
export async function workbook(sheets: readonly OutSheet[]): Promise<Buffer> {
  return await writeExcelFile(
    sheets.map(({ name, rows, widths }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: (rows[0] ?? []).map((_cell, index) => ({ width: widths?.[index] ?? 20 })),
      data: rows.map((row, index) =>
        row.map(text => ({
          value: safeCell(text).slice(0, cell_length_max),
          type: String,
          ...(index === 0 ? { fontWeight: 'bold' as const } : {}),
        })),
      ),
    })),
  ).toBuffer()
}

/** The same as a CSV file that Excel opens with its characters right: UTF-8 with a mark. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map(row => row.map(safeCell)),
    { bom: true, record_delimiter: 'windows' },
  )
