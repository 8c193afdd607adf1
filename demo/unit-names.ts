/** Departments as lists: slug, name, short name, document prefix (机关代字, after the city's or county's), field, type. */
export type Field =
  | 'office'
  | 'economy'
  | 'education'
  | 'science'
  | 'industry'
  | 'ethnic'
  | 'police'
  | 'civil'
  | 'justice'
  | 'finance'
  | 'labour'
  | 'land'
  | 'environment'
  | 'housing'
  | 'transport'
  | 'water'
  | 'farming'
  | 'forestry'
  | 'commerce'
  | 'culture'
  | 'health'
  | 'audit'
  | 'market'
  | 'food'
  | 'safety'
  | 'statistics'
  | 'tourism'
  | 'poverty'
  | 'petitions'
  | 'service'
  | 'trading'
  | 'disaster'
  | 'sport'
  | 'grain'
  | 'fund'
  | 'urban'
  | 'weather'
  | 'street'
  | 'town'

type Body = readonly [
  slug: string,
  name: string,
  short: string,
  prefix: string,
  field: Field,
  type: 'office' | 'department' | 'institution',
]

export const CITY_BODIES: readonly Body[] = [
  ['office', '人民政府办公室', '政府办公室', '政办', 'office', 'office'],
  ['development', '发展和改革委员会', '发改委', '发改', 'economy', 'department'],
  ['education', '教育局', '教育局', '教', 'education', 'department'],
  ['science', '科学技术局', '科技局', '科', 'science', 'department'],
  ['industry', '工业和信息化委员会', '工信委', '工信', 'industry', 'department'],
  ['ethnic', '民族宗教事务局', '民宗局', '民宗', 'ethnic', 'department'],
  ['police', '公安局', '公安局', '公', 'police', 'department'],
  ['civil', '民政局', '民政局', '民', 'civil', 'department'],
  ['justice', '司法局', '司法局', '司', 'justice', 'department'],
  ['finance', '财政局', '财政局', '财', 'finance', 'department'],
  ['labour', '人力资源和社会保障局', '人社局', '人社', 'labour', 'department'],
  ['land', '国土资源局', '国土资源局', '国土', 'land', 'department'],
  ['environment', '环境保护局', '环保局', '环', 'environment', 'department'],
  ['housing', '住房和城乡建设局', '住建局', '建', 'housing', 'department'],
  ['transport', '交通运输局', '交通运输局', '交', 'transport', 'department'],
  ['water', '水务局', '水务局', '水', 'water', 'department'],
  ['farming', '农牧局', '农牧局', '农', 'farming', 'department'],
  ['forestry', '林业局', '林业局', '林', 'forestry', 'department'],
  ['commerce', '商务局', '商务局', '商', 'commerce', 'department'],
  ['culture', '文化广播影视新闻出版局', '文广新局', '文', 'culture', 'department'],
  ['health', '卫生和计划生育委员会', '卫计委', '卫', 'health', 'department'],
  ['audit', '审计局', '审计局', '审', 'audit', 'department'],
  ['assets', '人民政府国有资产监督管理委员会', '国资委', '国资', 'finance', 'department'],
  ['commerce-registry', '工商行政管理局', '工商局', '工商', 'market', 'department'],
  ['quality', '质量技术监督局', '质监局', '质监', 'market', 'department'],
  ['food', '食品药品监督管理局', '食药监局', '食药', 'food', 'department'],
  ['safety', '安全生产监督管理局', '安监局', '安监', 'safety', 'department'],
  ['statistics', '统计局', '统计局', '统', 'statistics', 'department'],
  ['tourism', '旅游局', '旅游局', '旅', 'tourism', 'department'],
  ['poverty', '扶贫开发办公室', '扶贫办', '扶', 'poverty', 'department'],
  ['petitions', '信访局', '信访局', '信', 'petitions', 'department'],
  ['legal', '人民政府法制办公室', '法制办', '法', 'justice', 'department'],
  ['money', '人民政府金融工作办公室', '金融办', '融', 'finance', 'department'],
  ['sport', '体育局', '体育局', '体', 'sport', 'department'],
  ['grain', '粮食局', '粮食局', '粮', 'grain', 'department'],
  ['air-defence', '人民防空办公室', '人防办', '防', 'disaster', 'department'],
  ['earthquake', '地震局', '地震局', '震', 'disaster', 'department'],
  ['urban', '城市管理执法局', '城管执法局', '城', 'urban', 'department'],
  ['foreign', '人民政府外事侨务办公室', '外事侨务办', '外', 'commerce', 'department'],
  ['investment', '招商局', '招商局', '招', 'commerce', 'department'],
  ['premises', '机关事务管理局', '机关事务局', '管', 'office', 'department'],
  ['archives', '档案局', '档案局', '档', 'culture', 'department'],
  ['service', '政务服务中心', '政务服务中心', '服', 'service', 'institution'],
  ['trading', '公共资源交易中心', '公共资源交易中心', '资交', 'trading', 'institution'],
  ['fund', '住房公积金管理中心', '公积金中心', '积', 'fund', 'institution'],
  ['weather', '气象局', '气象局', '气', 'weather', 'institution'],
  ['roads', '公路管理局', '公路局', '路', 'transport', 'institution'],
  ['parks', '园林绿化管理局', '园林局', '园', 'forestry', 'institution'],
  ['cooperatives', '供销合作社联合社', '供销社', '供', 'commerce', 'institution'],
  ['chronicle', '地方志办公室', '地方志办', '志', 'culture', 'institution'],
]

export const COUNTY_BODIES: readonly Body[] = [
  ['office', '人民政府办公室', '政府办公室', '政办', 'office', 'office'],
  ['development', '发展和改革局', '发改局', '发改', 'economy', 'department'],
  ['education', '教育局', '教育局', '教', 'education', 'department'],
  ['industry', '工业和信息化局', '工信局', '工信', 'industry', 'department'],
  ['civil', '民政局', '民政局', '民', 'civil', 'department'],
  ['justice', '司法局', '司法局', '司', 'justice', 'department'],
  ['finance', '财政局', '财政局', '财', 'finance', 'department'],
  ['labour', '人力资源和社会保障局', '人社局', '人社', 'labour', 'department'],
  ['environment', '环境保护局', '环保局', '环', 'environment', 'department'],
  ['housing', '住房和城乡建设局', '住建局', '建', 'housing', 'department'],
  ['transport', '交通运输局', '交通运输局', '交', 'transport', 'department'],
  ['water', '水务局', '水务局', '水', 'water', 'department'],
  ['farming', '农牧局', '农牧局', '农', 'farming', 'department'],
  ['culture', '文化广播影视局', '文广局', '文', 'culture', 'department'],
  ['health', '卫生和计划生育局', '卫计局', '卫', 'health', 'department'],
  ['food', '食品药品监督管理局', '食药监局', '食药', 'food', 'department'],
  ['safety', '安全生产监督管理局', '安监局', '安监', 'safety', 'department'],
  ['poverty', '扶贫开发办公室', '扶贫办', '扶', 'poverty', 'department'],
  ['service', '政务服务中心', '政务服务中心', '服', 'service', 'institution'],
]
