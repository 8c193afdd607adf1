import type { Locale } from '../kernel/words.ts'

/** Words around every list: filters, order, pages, files. */
const zh = {
  filters: '筛选',
  apply: '筛选',
  clear: '清除条件',
  any: '全部',
  columns: '显示的列',
  columnsHint: '勾选要显示的列，再点“筛选”。导出的文件也只含这些列',
  rows: (n: number) => `共 ${n} 条`,
  showing: (from: number, to: number, total: number) => `第 ${from}–${to} 条，共 ${total} 条`,
  nothing: '没有符合条件的内容。',
  emptyPage: '这一页没有内容。',
  sortBy: (column: string) => `按“${column}”排序`,
  ascending: '（从小到大）',
  descending: '（从大到小）',
  exportAs: '导出当前列表',
  csv: 'CSV 文件',
  xlsx: 'Excel 文件',
  tick: (what: string) => `选择：${what}`,
  selected: '选择',
  views: '常用视图',
  manageViews: '管理视图',
  saveView: '保存为常用视图',
  viewName: '视图名称',
  viewNameHint: '例如 本周到期的督办件',
  tooMany: (max: number) => `符合条件的超过 ${max} 条，不能一次导出。请先缩小筛选范围，再导出。`,
}

type ListWords = typeof zh
const en: ListWords = {
  filters: 'Filters',
  apply: 'Apply filters',
  clear: 'Clear filters',
  any: 'All',
  columns: 'Columns shown',
  columnsHint: 'Tick the columns you want, then apply. Exported files have the same columns',
  rows: n => (n === 1 ? '1 entry' : `${n} entries`),
  showing: (from, to, total) => `${from}–${to} of ${total}`,
  nothing: 'Nothing matches.',
  emptyPage: 'There is nothing on this page.',
  sortBy: column => `Sort by ${column}`,
  ascending: '(lowest first)',
  descending: '(highest first)',
  exportAs: 'Export this list',
  csv: 'CSV file',
  xlsx: 'Excel file',
  tick: what => `Select: ${what}`,
  selected: 'Select',
  views: 'Saved views',
  manageViews: 'Manage views',
  saveView: 'Save as a view',
  viewName: 'Name of the view',
  viewNameHint: 'For example: supervised, due this week',
  tooMany: max => `More than ${max} entries match, too many for one file. Narrow the filters first.`,
}

export const listWords: Readonly<Record<Locale, ListWords>> = { 'zh-CN': zh, en }
