import type { Words } from '../words.ts'

/** 体裁分类: the fifteen kinds of official documents, with the platform's extras. Chinese by law. */
export const genres = [
  '决议',
  '决定',
  '命令',
  '公报',
  '公告',
  '通告',
  '意见',
  '通知',
  '通报',
  '报告',
  '请示',
  '批复',
  '议案',
  '函',
  '纪要',
  '规章',
  '规范性文件',
  '解读',
  '动态',
  '公示',
  '数据',
  '其他',
] as const
export type Genre = (typeof genres)[number]

/** 主题分类: the State Council's 22 classes. */
export const themes: Readonly<Record<string, string>> = {
  '01': '本级政府机构',
  '02': '综合政务',
  '03': '国民经济管理、国有资产监管',
  '04': '财政、金融、审计',
  '05': '国土资源、能源',
  '06': '农业、林业、水利',
  '07': '工业、交通',
  '08': '商贸、海关、旅游',
  '09': '市场监管、安全生产监管',
  '10': '城乡建设、环境保护',
  '11': '科技、教育',
  '12': '文化、广电、新闻出版',
  '13': '卫生、体育',
  '14': '人口与计划生育、妇女儿童工作',
  '15': '劳动、人事、监察',
  '16': '公安、安全、司法',
  '17': '民政、扶贫、救灾',
  '18': '民族、宗教',
  '19': '对外事务',
  '20': '港澳台侨工作',
  '21': '国防',
  '22': '其他',
}

/** 五公开: every item carries one of the five. */
export const opennessTags = {
  decision: { 'zh-CN': '决策公开', en: 'Decision' },
  execution: { 'zh-CN': '执行公开', en: 'Execution' },
  management: { 'zh-CN': '管理公开', en: 'Management' },
  service: { 'zh-CN': '服务公开', en: 'Service' },
  result: { 'zh-CN': '结果公开', en: 'Result' },
} as const satisfies Record<string, Words>
export type Openness = keyof typeof opennessTags

/** 法定主动公开内容: the fifteen items of art. 20 of the Regulation of 2019. */
export const categories: Readonly<Record<number, Words>> = {
  1: { 'zh-CN': '法规、规章和规范性文件', en: 'Regulations and normative documents' },
  2: { 'zh-CN': '机关职能、机构设置', en: 'Functions and organisation' },
  3: { 'zh-CN': '规划计划', en: 'Plans' },
  4: { 'zh-CN': '统计信息', en: 'Statistics' },
  5: { 'zh-CN': '行政许可和对外管理服务', en: 'Licences and services' },
  6: { 'zh-CN': '行政处罚和行政强制', en: 'Penalties and compulsory measures' },
  7: { 'zh-CN': '财政预算、决算', en: 'Budgets and final accounts' },
  8: { 'zh-CN': '行政事业性收费', en: 'Administrative fees' },
  9: { 'zh-CN': '政府集中采购', en: 'Government procurement' },
  10: { 'zh-CN': '重大建设项目', en: 'Major construction projects' },
  11: { 'zh-CN': '扶贫、教育、医疗、社会保障、促进就业', en: 'Poverty relief, education, health, social security, employment' },
  12: { 'zh-CN': '突发公共事件应急预案、预警和应对', en: 'Emergency plans, warnings and response' },
  13: {
    'zh-CN': '环境保护、公共卫生、安全生产、食品药品、产品质量监督检查',
    en: 'Supervision of environment, health, safety, food, drugs, products',
  },
  14: { 'zh-CN': '公务员招考', en: 'Civil-service recruitment' },
  15: { 'zh-CN': '其他应当主动公开的信息', en: 'Other information' },
}

/** 重点领域 that the report counts one by one. */
export const keyFields = {
  budget: { 'zh-CN': '财政预决算', en: 'Budgets and final accounts' },
  major_project: { 'zh-CN': '重大建设项目', en: 'Major projects' },
  trading: { 'zh-CN': '公共资源交易', en: 'Public-resource trading' },
  pilot: { 'zh-CN': '基层政务公开试点', en: 'Grassroots pilot' },
} as const satisfies Record<string, Words>
export type KeyField = keyof typeof keyFields

export const withdrawalKinds = {
  error: { 'zh-CN': '内容有误', en: 'Content is wrong' },
  secrecy: { 'zh-CN': '涉密', en: 'Secrecy' },
  privacy: { 'zh-CN': '涉及个人隐私', en: 'Personal privacy' },
  repealed: { 'zh-CN': '已废止', en: 'Repealed' },
  expired: { 'zh-CN': '已失效', en: 'Expired' },
} as const satisfies Record<string, Words>
export type WithdrawalKind = keyof typeof withdrawalKinds
