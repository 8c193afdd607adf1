import type { Words } from '../words.ts'

/** Everything that can be wrong with a cell, in words that say what to do. Keys are kept in the database. */
export const faultWords = {
  missing: { 'zh-CN': '必填，请填写', en: 'This is needed' },
  long: { 'zh-CN': '内容过长', en: 'This is too long' },
  wrong_day: { 'zh-CN': '日期应为 2018-12-28 的形式，且确实存在', en: 'A day such as 2018-12-28, which exists' },
  wrong_time: { 'zh-CN': '时间应为 09:30 的形式', en: 'A time such as 09:30' },
  future_day: { 'zh-CN': '日期不能晚于今天', en: 'The day cannot be after today' },
  before_formed: { 'zh-CN': '公开日期不能早于成文日期', en: 'It cannot be published before it was formed' },
  unknown_choice: { 'zh-CN': '不在可选值之中，见“可选值”工作表', en: 'Not one of the permitted values; see their sheet' },
  unknown_unit: { 'zh-CN': '没有此单位代码，或不在您的管理范围', en: 'No such unit code, or not one of yours' },
  unknown_column: { 'zh-CN': '没有此栏目代码', en: 'No such column code' },
  closed_column: { 'zh-CN': '此栏目已关闭', en: 'This column is closed' },
  unknown_outlet: { 'zh-CN': '没有此渠道代码', en: 'No such outlet code' },
  closed_outlet: { 'zh-CN': '此渠道当时已停用', en: 'This outlet was closed on that day' },
  number_wrong: { 'zh-CN': '发文字号应为 机关代字〔年份〕序号号，序号不以 0 开头', en: 'A document number such as 金政办发〔2018〕50号' },
  number_year: { 'zh-CN': '发文字号的年份与成文日期不符', en: 'Its year does not fit the day on which it was formed' },
  number_taken: { 'zh-CN': '此发文字号已经公开过', en: 'This document number is published already' },
  number_twice: { 'zh-CN': '此发文字号在本表中重复', en: 'This document number is twice in the sheet' },
  row_twice: { 'zh-CN': '与本表中的另一行相同（单位、标题、公开日期）', en: 'The same as another row (unit, title, day)' },
  row_taken: { 'zh-CN': '此信息已经公开过（单位、标题、公开日期相同）', en: 'Published already (same unit, title, day)' },
  body_empty: { 'zh-CN': '正文没有可显示的文字', en: 'The text has nothing to show' },
  code_wrong: { 'zh-CN': '代码应为小写字母、数字、点和连字符', en: 'A code has lower-case letters, digits, dots and hyphens' },
  code_taken: { 'zh-CN': '此代码已被使用', en: 'This code is taken' },
  code_twice: { 'zh-CN': '此代码在本表中重复', en: 'This code is twice in the sheet' },
  unknown_parent: {
    'zh-CN': '没有此上级单位代码，或不在您的管理范围，或该行有误',
    en: 'No such unit above, not one of yours, or its row is faulty',
  },
  unknown_division: { 'zh-CN': '没有此行政区划代码', en: 'No such division code' },
  uscc_wrong: { 'zh-CN': '统一社会信用代码应为 18 位且校验码正确', en: '18 characters with a right check digit' },
  organisation_code_wrong: { 'zh-CN': '组织机构代码应为 9 位且校验码正确', en: 'Nine characters with a right check digit' },
  sign_in_name_wrong: { 'zh-CN': '用户名须为 2 至 40 个小写字母、数字或 . _ -', en: 'Lower-case letters, digits or . _ -, 2 to 40' },
  sign_in_name_taken: { 'zh-CN': '此用户名已被使用', en: 'This user name is taken' },
  sign_in_name_twice: { 'zh-CN': '此用户名在本表中重复', en: 'This user name is twice in the sheet' },
} as const satisfies Record<string, Words>
export type FaultKey = keyof typeof faultWords
export const isFaultKey = (text: string): text is FaultKey => Object.hasOwn(faultWords, text)

/** What is wrong with one cell of a row. */
export type CellFault = { readonly column: string; readonly key: FaultKey }
