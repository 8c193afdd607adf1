/** The columns (栏目) of the portal as a tree; codes are English and stand in the addresses. */
import type { Kind } from './text/kinds.ts'

/**
 * Values of the page tag ColumnType (政府网站发展指引, 国办发〔2017〕47号). The first eight are in common use;
 * the last three are platform extras of this kind of site.
 */
export type ColumnType =
  | '工作动态'
  | '政策文件'
  | '信息公开指南'
  | '信息公开目录'
  | '公示公告'
  | '概况信息'
  | '机构设置'
  | '在线访谈'
  | '政策解读'
  | '数据发布'
  | '信息公开年报'

/** Number of the item of article 20 of the Regulation on Government Information Disclosure (2019) that a column serves. */
export type Article20 = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15

export type Column = {
  /** Unique; a child's begins with its parent's and a slash. */
  readonly code: string
  readonly parent: string | null
  readonly name: { readonly zh: string; readonly en: string }
  /** Longest time between two items, in calendar days. */
  readonly period_days: number
  /** Key of the responsible unit. */
  readonly unit: string
  readonly type: ColumnType
  readonly article20: Article20 | null
  /** What its items are composed as; null for a parent or a page that is written by hand. */
  readonly kind: Kind | null
}

type Row = readonly [
  code: string,
  zh: string,
  en: string,
  period_days: number,
  unit: string,
  type: ColumnType,
  article20: Article20 | null,
  kind: Kind | null,
]

const rows: readonly Row[] = [
  ['news', '政务动态', 'Government news', 14, 'city.office', '工作动态', null, 'news'],
  ['news/city', '市政府要闻', 'City news', 14, 'city.office', '工作动态', null, 'news'],
  ['news/departments', '部门动态', 'Departments', 14, 'city.office', '工作动态', null, 'news'],
  ['news/counties', '县区动态', 'District and county', 14, 'city.office', '工作动态', null, 'news'],
  ['notices', '通知公告', 'Notices', 30, 'city.office', '公示公告', null, 'notice'],
  ['policy-documents', '政策文件', 'Policy documents', 90, 'city.office', '政策文件', 1, null],
  ['policy-documents/city', '市政府文件', 'City government documents', 90, 'city.office', '政策文件', 1, 'policy'],
  ['policy-documents/office', '市政府办公室文件', 'Office documents', 90, 'city.office', '政策文件', 1, 'policy'],
  ['policy-documents/departments', '部门文件', 'Department documents', 90, 'city.office', '政策文件', 1, 'policy'],
  ['policy-documents/higher', '上级文件', 'Documents from higher levels', 90, 'city.office', '政策文件', 1, 'policy'],
  ['interpretation', '政策解读', 'Policy interpretation', 90, 'city.office', '政策解读', 1, null],
  ['interpretation/central', '中央政策解读', 'Central policies', 90, 'city.office', '政策解读', 1, 'interpretation'],
  ['interpretation/provincial', '省政策解读', 'Provincial policies', 90, 'city.office', '政策解读', 1, 'interpretation'],
  ['interpretation/municipal', '市政策解读', 'Municipal policies', 90, 'city.office', '政策解读', 1, 'interpretation'],
  ['interpretation/picture', '图解政策', 'Policies in pictures', 90, 'city.office', '政策解读', 1, 'interpretation'],
  ['budgets', '财政预决算', 'Budgets and accounts', 365, 'city.finance', '信息公开目录', 7, 'budget'],
  ['budgets/government', '政府预决算', 'Government', 365, 'city.finance', '信息公开目录', 7, 'budget'],
  ['budgets/departments', '部门预决算', 'Departments', 365, 'city.finance', '信息公开目录', 7, 'budget'],
  ['budgets/three-public', '“三公”经费', 'Three public expenses', 365, 'city.finance', '信息公开目录', 7, 'budget'],
  ['major-projects', '重大建设项目', 'Major construction projects', 90, 'city.development', '信息公开目录', 10, null],
  ['major-projects/service', '批准服务信息', 'Approval guides', 90, 'city.development', '信息公开目录', 10, 'project'],
  ['major-projects/approval', '批准结果信息', 'Approval results', 90, 'city.development', '信息公开目录', 10, 'project'],
  ['major-projects/bidding', '招标投标信息', 'Bidding', 90, 'city.housing', '信息公开目录', 10, 'project'],
  ['major-projects/expropriation', '征收土地信息', 'Land expropriation', 180, 'city.land', '信息公开目录', 10, 'project'],
  ['major-projects/design-change', '重大设计变更信息', 'Design changes', 180, 'city.development', '信息公开目录', 10, 'project'],
  ['major-projects/construction', '施工有关信息', 'Construction', 90, 'city.housing', '信息公开目录', 10, 'project'],
  ['major-projects/supervision', '质量安全监督信息', 'Quality and safety', 90, 'city.housing', '信息公开目录', 10, 'project'],
  ['major-projects/completion', '竣工有关信息', 'Completion', 180, 'city.housing', '信息公开目录', 10, 'project'],
  ['trading', '公共资源交易', 'Public resource trading', 7, 'city.trading', '公示公告', 9, null],
  ['trading/notice', '交易公告', 'Notices', 7, 'city.trading', '公示公告', 9, 'trading'],
  ['trading/qualification', '资格审查结果', 'Qualification', 14, 'city.trading', '公示公告', 9, 'trading'],
  ['trading/process', '交易过程信息', 'Process', 14, 'city.trading', '公示公告', 9, 'trading'],
  ['trading/award', '成交信息', 'Awards', 14, 'city.trading', '公示公告', 9, 'trading'],
  ['trading/performance', '履约信息', 'Performance', 30, 'city.trading', '公示公告', 9, 'trading'],
  ['trading/change', '变更信息', 'Changes', 30, 'city.trading', '公示公告', 9, 'trading'],
  ['pilot', '基层政务公开试点', 'Grassroots pilot', 30, 'jinchuan.office', '信息公开目录', 15, null],
  ['pilot/culture', '公共文化服务', 'Public culture', 60, 'jinchuan.culture', '信息公开目录', 15, 'pilot'],
  ['pilot/law', '公共法律服务', 'Public legal services', 60, 'jinchuan.justice', '信息公开目录', 15, 'pilot'],
  ['pilot/assistance', '社会救助', 'Social assistance', 60, 'jinchuan.civil', '信息公开目录', 11, 'pilot'],
  ['pilot/elderly', '养老服务', 'Care for the elderly', 60, 'jinchuan.civil', '信息公开目录', 11, 'pilot'],
  ['pilot/education', '义务教育', 'Compulsory education', 60, 'jinchuan.education', '信息公开目录', 11, 'pilot'],
  ['pilot/health', '医疗卫生', 'Health care', 60, 'jinchuan.health', '信息公开目录', 11, 'pilot'],
  ['gazette', '政府公报', 'Gazette', 180, 'city.office', '政策文件', 1, 'gazette'],
  ['conferences', '新闻发布会', 'Press conferences', 60, 'city.office', '在线访谈', null, 'conference'],
  ['personnel', '人事信息', 'Personnel', 90, 'city.labour', '信息公开目录', 14, 'personnel'],
  ['plans', '规划计划', 'Plans', 180, 'city.development', '信息公开目录', 3, 'planning'],
  ['statistics', '统计数据', 'Statistics', 31, 'city.statistics', '数据发布', 4, 'statistics'],
  ['emergency', '应急管理', 'Emergency management', 90, 'city.safety', '信息公开目录', 12, 'emergency'],
  ['environment', '环境保护', 'Environment', 31, 'city.environment', '信息公开目录', 13, 'environment'],
  ['food', '食品药品', 'Food and drugs', 31, 'city.food', '信息公开目录', 13, 'food'],
  ['assistance', '社会救助', 'Social assistance', 31, 'city.civil', '信息公开目录', 11, 'assistance'],
  ['education', '教育', 'Education', 60, 'city.education', '信息公开目录', 11, 'education'],
  ['health', '医疗卫生', 'Health', 60, 'city.health', '信息公开目录', 11, 'health'],
  ['employment', '就业社保', 'Employment and social security', 31, 'city.labour', '信息公开目录', 11, 'insurance'],
  ['poverty-relief', '扶贫', 'Poverty relief', 60, 'city.poverty', '信息公开目录', 11, 'poverty'],
  ['organisation', '机构职能', 'Organisation and functions', 365, 'city.office', '机构设置', 2, null],
  ['about', '金昌概况', 'About Jinchang', 365, 'city.office', '概况信息', null, null],
  ['guide', '政府信息公开指南', 'Disclosure guide', 365, 'city.office', '信息公开指南', null, null],
  ['rules', '政府信息公开制度', 'Disclosure rules', 365, 'city.office', '政策文件', 1, null],
  ['annual-reports', '政府信息公开年报', 'Annual reports on disclosure', 365, 'city.office', '信息公开年报', 15, null],
]

/** Parents before children. */
export const columns: readonly Column[] = rows.map(([code, zh, en, period_days, unit, type, article20, kind]) => ({
  code,
  parent: code.includes('/') ? code.slice(0, code.lastIndexOf('/')) : null,
  name: { zh, en },
  period_days,
  unit,
  type,
  article20,
  kind,
}))
