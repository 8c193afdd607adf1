import type { FigureKind } from '../../kernel/figures/figure.ts'
import type { Locale } from '../../kernel/words.ts'

const digitsZh = (digits: number) => (digits === 0 ? '四舍五入取整数' : `四舍五入保留${digits}位小数`)
const digitsEn = (digits: number) => (digits === 0 ? 'rounded half up to a whole number' : `rounded half up to ${digits} decimals`)

/** How a kind of figure is computed. The number is what the kind is printed with: its digits, or the step that it is rounded to. */
type Formulas = Readonly<Record<FigureKind, (n: number) => string>>

const formulasZh: Formulas = {
  count: () => '时段内的记录逐条计数，每条记录计一。',
  sum: () => '时段内各条记录的数量相加。',
  distinct: () => '时段内的记录中，同一事项不论出现多少次只计一次，因此记录条数可能多于此数。',
  as_of: () => '时段最后一日有效的记录逐条计数。',
  limit: () => '由规定或承诺确定，取时段最后一日有效的值，不由记录计数。',
  streak: () => '自时段末向前数，其间每期都有记录、且每条记录均合格的连续期数；一期没有记录或有一条不合格即中断。',
  ratio: digits => `部分 ÷ 整体 × 100%，${digitsZh(digits)}。`,
  growth: digits => `（本期 − 上年同期）÷ 上年同期 × 100%，${digitsZh(digits)}。`,
  difference: () => '前一个数减去后一个数。',
  at_least: step => `准确数向下取到 ${step} 的整倍数，写作“若干余”；准确数即下列记录数。`,
  about: step => `准确数向上取到 ${step} 的整倍数，写作“近若干”；准确数即下列记录数。`,
}

const zh = {
  room: '统计指标',
  figuresTitle: '统计指标',
  figuresLead: '这里列出本系统统计的全部指标。每个数字都由记录当场计数得出，点击数字即可看到它背后的记录。',
  figuresOf: (year: string) => `${year}的数值`,
  otherYear: '查看其他年份',
  figure: '指标',
  definition: '定义',
  kind: '类型',
  unitOfCount: '计数单位',
  /** Under a figure's definition in the list of all. */
  counts: (kind: string, unit: string) => `类型：${kind} · 计数单位：${unit}`,
  value: '数值',
  period: '时段',
  id: '指标编号',
  suppliedBy: '来源业务',
  ofUnit: '单位',
  allUnits: '全部单位',
  allUnitsHint: '选定单位时，只计以该单位名义形成的记录。',
  year: '年份',
  yearHint: '例如 2018',
  month: '月份',
  wholeYear: '全年',
  from: '开始日期',
  to: '结束日期',
  dayHint: '例如 2018-01-01',
  show: '查看',
  otherPeriod: '查看其他时段或单位',
  byDays: '按起止日期查看',
  byYear: '按年份查看',
  noData: '所选时段没有记录可供计算此指标。',
  countedNow: '此数由记录当场计数得出。年度报告发布时的数值另行固定保存；此后补录的记录会计入此处，报告页会注明差异。',
  computed: '计算方法',
  formulas: formulasZh,
  operandsTitle: '参与计算的指标',
  listsNote: '以上每个数都有自己的记录清单，点击数字即可查看。',
  ruling: (value: string, from: string) => `自 ${from} 起：${value}`,
  recordsTitle: '记录清单',
  exactly: (n: string, noun: string) => `本清单恰有 ${n} ${noun}`,
  pageOf: (page: string, pages: string) => `第 ${page} 页，共 ${pages} 页`,
  noRecords: '所选时段没有记录。',
  late: (instant: string) => `补录 · ${instant} 登记`,
  exports: '下载',
  csv: '下载全部记录（CSV）',
  listJson: '记录清单（JSON）',
  json: '指标数值（JSON）',
  parts: '分项',
  byMonth: '按月份',
  byUnit: '按单位',
  byUnitNote: (n: number) => `只列记录最多的 ${n} 个单位。`,
  sum: '合计',
  count: '数量',
  goToPage: (page: string) => `第 ${page} 页`,
  csvHead: ['日期', '标题', '单位', '说明', '链接', '补录', '登记时间'],
  yes: '是',
  no: '否',
  year_wrong: '请输入 2000 至 2100 之间的四位年份',
  month_wrong: '请选择 1 至 12 月，或全年',
  unit_wrong: '没有这个单位，请从列表中选择',
  from_wrong: '请输入存在的开始日期，例如 2018-01-01',
  to_wrong: '请输入存在的结束日期，例如 2018-12-31',
  period_wrong: '结束日期不能早于开始日期，时段不超过十年',
}
type Words = typeof zh

const en: Words = {
  room: 'Figures',
  figuresTitle: 'Figures',
  figuresLead: 'Every figure that this system counts. Each number is counted from records as you look; follow it to the records behind it.',
  figuresOf: year => `Values of ${year}`,
  otherYear: 'Another year',
  figure: 'Figure',
  definition: 'Definition',
  kind: 'Kind',
  unitOfCount: 'Unit of count',
  counts: (kind, unit) => `Kind: ${kind} · unit of count: ${unit}`,
  value: 'Value',
  period: 'Period',
  id: 'Id',
  suppliedBy: 'Supplied by',
  ofUnit: 'Government unit',
  allUnits: 'All units',
  allUnitsHint: 'For one unit, only the records made in its own name are counted.',
  year: 'Year',
  yearHint: 'For example, 2018',
  month: 'Month',
  wholeYear: 'Whole year',
  from: 'First day',
  to: 'Last day',
  dayHint: 'For example, 2018-01-01',
  show: 'Show',
  otherPeriod: 'Another period or unit',
  byDays: 'Choose two days instead',
  byYear: 'Choose a year instead',
  noData: 'There are no records in this period to compute the figure from.',
  countedNow:
    'Counted from the records as you look. An annual report keeps the values of the day it was released; records added later count here, and the report shows the difference.',
  computed: 'How it is computed',
  formulas: {
    count: () => 'The records of the period are counted one by one.',
    sum: () => 'The amounts of the records of the period are added up.',
    distinct: () =>
      'Among the records of the period each thing counts once, however often it occurs, so there may be more records than this.',
    as_of: () => 'The records in force on the last day of the period are counted one by one.',
    limit: () => 'Set by a rule or a promise: the value in force on the last day of the period. It is not counted from records.',
    streak: () =>
      'Consecutive periods, back from the end, in which there were records and every one passed. A period without records, or one failure, ends the row.',
    ratio: digits => `Part ÷ whole × 100 %, ${digitsEn(digits)}.`,
    growth: digits => `(This period − the same period a year before) ÷ the year before × 100 %, ${digitsEn(digits)}.`,
    difference: () => 'The first number less the second.',
    at_least: step =>
      `The exact count rounded down to a multiple of ${step} and printed as “over”. The exact count is that of the records below.`,
    about: step =>
      `The exact count rounded up to a multiple of ${step} and printed as “nearly”. The exact count is that of the records below.`,
  },
  operandsTitle: 'Computed from',
  listsNote: 'Each of these numbers has its own list of records: follow the number.',
  ruling: (value, from) => `From ${from}: ${value}`,
  recordsTitle: 'Records',
  exactly: (n, noun) => `This list has exactly ${n} entries (${noun})`,
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  noRecords: 'There are no records in this period.',
  late: instant => `Recorded later: ${instant}`,
  exports: 'Download',
  csv: 'All records (CSV)',
  listJson: 'Records (JSON)',
  json: 'Figure (JSON)',
  parts: 'Parts',
  byMonth: 'By month',
  byUnit: 'By unit',
  byUnitNote: n => `Only the ${n} units with the most records.`,
  sum: 'Total',
  count: 'Number',
  goToPage: page => `Page ${page}`,
  csvHead: ['Day', 'Title', 'Unit', 'Detail', 'Link', 'Recorded later', 'Recorded at'],
  yes: 'yes',
  no: 'no',
  year_wrong: 'Enter a year of four digits from 2000 to 2100',
  month_wrong: 'Choose a month from 1 to 12, or the whole year',
  unit_wrong: 'There is no such unit; choose one from the list',
  from_wrong: 'Enter a first day that exists, for example 2018-01-01',
  to_wrong: 'Enter a last day that exists, for example 2018-12-31',
  period_wrong: 'The last day must not be before the first, and the period not longer than ten years',
}

export const messages: Readonly<Record<Locale, Words>> = { 'zh-CN': zh, en }
export type Messages = Words

const errorKeys = [
  'year_wrong',
  'month_wrong',
  'unit_wrong',
  'from_wrong',
  'to_wrong',
  'period_wrong',
] as const satisfies readonly (keyof Words)[]
export type ErrorKey = (typeof errorKeys)[number]

/** The sentence beside a field. A message that is no key of ours cannot come from our schemas; it is shown as it is. */
export const errorText = (m: Words, key: string): string => {
  const known = errorKeys.find(name => name === key)
  return known ? m[known] : key
}
