import { type CellFault, faultWords } from './faults.ts'
import { headingOf, type ImportKind, lineColumn, sheetColumns } from './kinds.ts'
import type { Credential } from './people.ts'
import type { Cells } from './row.ts'
import { csvOf, type OutSheet, workbook } from './write.ts'

/** The template of a kind: headings, an example that is not read, and on a second sheet what may stand in each column. */
export async function templateWorkbook(kind: ImportKind): Promise<Buffer> {
  const columns = sheetColumns[kind]
  const choices = columns.flatMap(({ title, choices: some }) => (some ? [{ title, names: Object.keys(some) }] : []))
  const longest = Math.max(0, ...choices.map(({ names }) => names.length))
  const permitted: OutSheet = {
    name: '可选值 Permitted values',
    rows: [
      choices.map(({ title }) => `${title['zh-CN']} ${title.en}`),
      ...Array.from({ length: longest }, (_none, index) => choices.map(({ names }) => names[index] ?? '')),
    ],
    widths: choices.map(() => 36),
  }
  const data: OutSheet = { name: '数据 Data', rows: templateRows(kind), widths: columns.map(({ name }) => (name === 'body' ? 60 : 22)) }
  return await workbook(longest > 0 ? [data, permitted] : [data])
}

const templateRows = (kind: ImportKind): string[][] => [sheetColumns[kind].map(headingOf), sheetColumns[kind].map(({ example }) => example)]

export const templateCsv = (kind: ImportKind): string => csvOf(templateRows(kind))

export type SheetFile = { readonly name: string; readonly type: string; readonly content: Buffer | string }

export const xlsx_type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const csv_type = 'text/csv; charset=utf-8'
/** Longer cells do not fit into a workbook: such a sheet goes back as CSV, so that nothing of it is lost. */
const workbook_cell_max = 32_000

/** The faulty rows as the same sheet, with a column that says what is wrong: to be mended and sent again. */
export async function faultSheet(
  kind: ImportKind,
  rows: readonly { readonly cells: Cells; readonly row_no: number; readonly faults: readonly CellFault[] }[],
): Promise<SheetFile> {
  const columns = sheetColumns[kind]
  const titles = new Map(columns.map(({ name, title }) => [name, title['zh-CN']]))
  const lines = [
    [...columns.map(headingOf), '问题 Problems'],
    ...rows.map(({ cells, row_no, faults }) => [
      ...columns.map(({ name }) => cells[name] ?? (name === lineColumn.name ? String(row_no) : '')),
      faults.map(({ column, key }) => `${titles.get(column) ?? column}：${faultWords[key]['zh-CN']} ${faultWords[key].en}`).join('；'),
    ]),
  ]
  const long = lines.some(line => line.some(cell => cell.length > workbook_cell_max))
  if (long) return { name: `${kind}-faults.csv`, type: csv_type, content: csvOf(lines) }
  return { name: `${kind}-faults.xlsx`, type: xlsx_type, content: await workbook([{ name: '数据 Data', rows: lines }]) }
}

/** The one-time passwords: given once, kept nowhere. */
export async function credentialSheet(credentials: readonly Credential[]): Promise<SheetFile> {
  const rows = [
    ['姓名 Name', '用户名 User name', '一次性密码 One-time password'],
    ...credentials.map(({ name, sign_in_name, password }) => [name, sign_in_name, password]),
  ]
  return { name: 'one-time-passwords.xlsx', type: xlsx_type, content: await workbook([{ name: '一次性密码', rows }]) }
}
