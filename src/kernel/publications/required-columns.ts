/** Values of the page tag ColumnType (国办发〔2017〕47号) that this house offers. */
export const columnTypes = [
  '工作动态',
  '政策文件',
  '政策解读',
  '信息公开指南',
  '信息公开目录',
  '信息公开年报',
  '依申请公开',
  '公示公告',
  '概况信息',
  '机构设置',
  '领导信息',
  '数据发布',
  '办事服务',
  '咨询投诉',
  '征集调查',
  '在线访谈',
  '回应关切',
] as const

type RequiredColumn = {
  readonly code: string
  readonly name_zh: string
  readonly name_en: string
  readonly column_type: (typeof columnTypes)[number]
  readonly category: number | null
  readonly update_days: number
}

type Row = readonly [
  code: string,
  name_zh: string,
  name_en: string,
  column_type: RequiredColumn['column_type'],
  category: number | null,
  update_days: number,
]

/** The columns that a government site must have (国办发〔2017〕47号; 国办公开办函〔2019〕61号 for the block on disclosure). */
const rows: readonly Row[] = [
  ['news', '政务动态', 'Government news', '工作动态', null, 14],
  ['notices', '通知公告', 'Notices', '公示公告', null, 30],
  ['policy-documents', '政策文件', 'Policy documents', '政策文件', 1, 90],
  ['interpretation', '政策解读', 'Policy interpretation', '政策解读', 1, 90],
  ['responses', '回应关切', 'Responses to concerns', '回应关切', null, 90],
  ['statistics', '数据发布', 'Statistics', '数据发布', 4, 31],
  ['services', '办事服务', 'Services', '办事服务', 5, 90],
  ['interaction', '互动交流', 'Interaction', '咨询投诉', null, 30],
  ['gazette', '政府公报', 'Gazette', '政策文件', 1, 180],
  ['about', '概况信息', 'About the city', '概况信息', null, 365],
  ['leaders', '负责人信息', 'Leaders', '领导信息', 2, 180],
  ['organisation', '机构职能', 'Organisation and functions', '机构设置', 2, 365],
  ['guide', '政府信息公开指南', 'Disclosure guide', '信息公开指南', null, 365],
  ['rules', '政府信息公开制度', 'Disclosure rules', '政策文件', 1, 365],
  ['catalogue', '法定主动公开内容', 'Information that must be published', '信息公开目录', 15, 90],
  ['annual-reports', '政府信息公开年报', 'Annual reports on disclosure', '信息公开年报', 15, 365],
  ['site-reports', '政府网站工作年度报表', 'Annual reports on the site', '信息公开年报', 15, 365],
]

export const requiredColumns: readonly RequiredColumn[] = rows.map(([code, name_zh, name_en, column_type, category, update_days]) => ({
  code,
  name_zh,
  name_en,
  column_type,
  category,
  update_days,
}))
