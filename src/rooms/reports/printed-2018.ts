import type { FigureKind } from '../../kernel/figures/figure.ts'
import type { Words } from '../../kernel/words.ts'

/**
 * The figures of the city's own annual report on 2018, as it printed them: what the system's counts are compared with (coverage page,
 * `npm run verify:2018`). Never a source of a report: those print what the records give, or say that they give nothing.
 */
export type PrintedFigure = {
  readonly id: string
  readonly value: string
  readonly unit: string
  readonly kind: FigureKind
  readonly name: Words
  /** Not printed itself: follows from what is (30 = 27 + 3). */
  readonly derived?: true
  /** For a rate: the printed figure that it is a share of. */
  readonly whole?: string
}

export const printedYear = 2018

const row = <const Id extends string>(id: Id, value: string, unit: string, kind: FigureKind, zh: string, en: string, more: More = {}) => {
  const name: Words = { 'zh-CN': zh, en }
  return { id, value, unit, kind, name, ...more }
}
type More = Pick<PrintedFigure, 'derived' | 'whole'>

export const printed2018 = [
  row('disclosure.total', '143212', '条', 'count', '主动公开政府信息', 'Information proactively disclosed'),
  row('disclosure.increase', '76851', '条', 'difference', '主动公开比上年增加', 'Increase over the year before'),
  row('disclosure.website', '62962', '条', 'count', '通过政府网站公开', 'Disclosed through government websites'),
  row(
    'disclosure.press',
    '11316',
    '条',
    'count',
    '通过报刊、发布会、广播电视等公开',
    'Disclosed through the press, conferences and broadcasting',
  ),
  row('disclosure.new_media', '68934', '条', 'count', '通过政务新媒体公开', 'Disclosed through new media'),
  row('press.conferences', '20', '场', 'count', '市政府新闻发布会', 'Press conferences of the city government'),
  row('gazette.issues', '3', '期', 'count', '政府公报', 'Gazette issues'),
  row('policy.interpretations', '122', '件', 'count', '政策解读', 'Policy interpretations'),
  row('hotline.calls', '15529', '个', 'count', '市长热线受理来电', 'Calls to the mayor’s hotline'),
  row('hotline.calls.last_year', '5898', '个', 'count', '市长热线上年来电', 'Calls in the year before'),
  row('hotline.calls.growth', '163', '%', 'growth', '市长热线来电同比增长', 'Growth of calls over the year before'),
  row('hotline.completion_rate', '98.18', '%', 'ratio', '市长热线办结率', 'Share of calls completed', { whole: 'hotline.calls' }),
  row('mailbox.letters', '2343', '封', 'count', '市长信箱办理来信', 'Letters to the mayor’s mailbox handled'),
  row('mailbox.completion_rate', '98.01', '%', 'ratio', '市长信箱办结率', 'Share of letters completed', { whole: 'mailbox.letters' }),
  row('hotline.weekly_reports', '49', '期', 'count', '热线专报', 'Weekly reports on hotline topics'),
  row('opinion.monthly_reports', '12', '期', 'count', '舆情报告', 'Monthly reports on public opinion', { derived: true }),
  row('hotline.merged_lines', '14', '部', 'as_of', '整合的政务热线', 'Hotlines merged into one number'),
  row('proposals.handled', '283', '条', 'count', '建议提案办理', 'Suggestions and proposals handled'),
  row('inspection.departments', '35', '个', 'as_of', '制度完备的执法部门', 'Enforcement departments with complete registers'),
  row('inspection.tasks', '222', '个', 'count', '双随机抽查任务', 'Double-random inspection tasks'),
  row('inspection.subjects', '5562', '户', 'count', '抽查的市场主体', 'Subjects inspected'),
  row('inspection.publicity_rate', '100', '%', 'ratio', '抽查结果公示率', 'Share of inspections with results made public', {
    whole: 'inspection.subjects',
  }),
  row('inspection.enterprise_records', '2762', '条', 'count', '归集的涉企信息', 'Enterprise records collected'),
  row('powers.units', '48', '个', 'as_of', '公布权责清单的单位', 'Units that publish their list of powers'),
  row('powers.items', '3944', '条', 'as_of', '公布的权责事项', 'Powers and responsibilities published'),
  row('powers.public_services', '249', '条', 'as_of', '公布的公共服务事项', 'Public services published'),
  row('budget.items', '325', '条', 'count', '财政预决算信息公开', 'Budget and final-account items published'),
  row('projects.major_items', '112', '条', 'count', '重大建设项目信息公开', 'Major-project items published'),
  row('trading.items', '2792', '条', 'count', '公共资源交易信息公开', 'Public-resource trading items published'),
  row('approvals.batches', '15', '批次', 'count', '行政审批事项清理批次', 'Batches of clearing approval items'),
  row('approvals.departments', '29', '个', 'as_of', '保留审批事项的市级部门', 'Departments that keep approval items'),
  row('approvals.items', '185', '项', 'as_of', '市级行政审批事项', 'Municipal approval items'),
  row('approvals.items.before', '457', '项', 'as_of', '清理前的行政审批事项', 'Approval items before the clearing', { derived: true }),
  row('approvals.reduction', '59.52', '%', 'ratio', '行政审批事项减幅', 'Reduction of approval items', { whole: 'approvals.items.before' }),
  row('services.units_listed', '47', '个', 'as_of', '政务服务网公布事项的单位', 'Units with items on the provincial services network'),
  row('services.power_items_listed', '3919', '项', 'as_of', '政务服务网公布的权力事项', 'Power items on the provincial services network'),
  row('network.villages', '110', '个', 'as_of', '通达政务外网的行政村', 'Villages reached by the government extranet'),
  row('network.extranet_access', '100', '%', 'ratio', '政务外网接入率', 'Share of units on the government extranet'),
  row('services.online_cases', '10003', '件', 'count', '网上受理办件', 'Online applications accepted'),
  row('services.online_completion', '99.06', '%', 'ratio', '网上办件办结率', 'Share of online applications completed', {
    whole: 'services.online_cases',
  }),
  row('services.online_share_target', '80', '%', 'limit', '网上可办事项比例目标', 'Target share of services available online'),
  row('entities.registered', '36498', '户', 'as_of', '登记在册的市场主体', 'Market entities registered'),
  row('entities.registered.last_year', '33977', '户', 'as_of', '上年末市场主体', 'Market entities a year before', { derived: true }),
  row('entities.growth', '7.42', '%', 'growth', '市场主体同比增长', 'Growth of market entities'),
  row('services.visit_once', '688', '项', 'as_of', '最多跑一次事项', 'Items done in at most one visit'),
  row('services.application_items', '778', '项', 'as_of', '依申请政务服务事项', 'On-application service items'),
  row('services.visit_once_share', '88.43', '%', 'ratio', '最多跑一次事项占比', 'Share of items done in at most one visit', {
    whole: 'services.application_items',
  }),
  row('briefings.sent', '40', '篇', 'about', '报送省政府办公厅的信息', 'Pieces sent to the provincial office'),
  row('briefings.printed', '14', '篇', 'count', '省级刊发的信息', 'Pieces printed by the province'),
  row('briefings.city_issues', '22', '期', 'count', '市级简报', 'City briefings issued'),
  row('interaction.consultations', '26', '件', 'count', '政务服务网答复咨询', 'Consultations answered'),
  row('interaction.suggestions', '3', '件', 'count', '政务服务网答复建议', 'Suggestions answered'),
  row('interaction.complaints', '4', '件', 'count', '政务服务网答复投诉', 'Complaints answered'),
  row('hall.zones', '7', '个', 'as_of', '政务大厅服务区', 'Service zones of the hall'),
  row('hall.windows_comprehensive', '18', '个', 'as_of', '综合受理窗口', 'Comprehensive acceptance windows'),
  row('hall.windows_consulting', '22', '个', 'as_of', '业务咨询窗口', 'Consulting windows'),
  row('hall.units', '54', '个', 'as_of', '进驻大厅的部门和单位', 'Departments and units in the hall'),
  row('hall.items', '489', '项', 'as_of', '大厅办理事项', 'Items handled in the hall'),
  row('hall.items_city', '346', '项', 'as_of', '市级窗口办理事项', 'Items of municipal windows'),
  row('hall.items_district', '143', '项', 'as_of', '区级窗口办理事项', 'Items of district windows'),
  row('hall.cases', '14635', '件', 'count', '大厅受理办件', 'Cases accepted in the hall'),
  row('hall.cases_done', '14629', '件', 'count', '大厅办结办件', 'Cases completed in the hall'),
  row('hall.completion', '99.96', '%', 'ratio', '大厅办结率', 'Share of hall cases completed', { whole: 'hall.cases' }),
  row('hall.pledges', '115', '名', 'count', '签订行为规范承诺书的窗口人员', 'Window staff who signed the pledge of conduct'),
  row('enterprise.setup_days', '5', '天', 'limit', '企业设立登记时限', 'Limit for setting up an enterprise'),
  row('projects.approval_days', '100', '工作日', 'limit', '企业投资项目审批时限', 'Limit for approving an investment project'),
  row('projects.previous_duration', '8', '月', 'limit', '此前平均审批用时', 'Average duration before'),
  row('projects.online_items', '1266', '项', 'count', '在线审批平台受理事项', 'Items accepted on the online approval platform'),
  row('projects.online_amount', '440.62', '亿元', 'sum', '在线审批平台申报金额', 'Investment declared on the online platform'),
  row('certificates.cancelled', '67', '项', 'count', '取消的证明事项', 'Certificates no longer asked for'),
  row('certificates.batches', '3', '批', 'count', '取消证明事项批次', 'Batches of cancelling certificates'),
  row('monitor.quarters_passed', '6', '季度', 'streak', '网站抽查连续合格', 'Consecutive quarters passed'),
  row('monitor.pass_rate', '100', '%', 'ratio', '网站抽查合格率', 'Share of sampled sites passed'),
  row('monitor.incidents', '0', '起', 'count', '网站安全事件', 'Tampering or intrusion incidents'),
  row('pilot.fields', '6', '个', 'as_of', '基层试点领域', 'Fields of the grassroots pilot'),
  row('pilot.checklists', '42', '项', 'as_of', '试点公开事项清单', 'Pilot disclosure checklists'),
  row('pilot.catalogue', '136', '项', 'as_of', '试点标准目录事项', 'Pilot standard-catalogue items'),
  row('pilot.flowcharts', '46', '条', 'as_of', '试点流程图', 'Pilot flowcharts'),
  row('pilot.items', '60', '条', 'at_least', '试点信息', 'Pilot items published'),
  row('pilot.campaigns', '120', '次', 'at_least', '试点宣传', 'Pilot campaigns'),
  row('training.events', '3', '次', 'count', '政务公开培训', 'Training meetings'),
  row('assessment.weight', '4', '%', 'limit', '政务公开考核权重', 'Weight of openness in assessment'),
  row('foi.received', '27', '件', 'count', '受理信息公开申请', 'Requests for disclosure received'),
  row('foi.received.last_year', '30', '件', 'count', '上年受理申请', 'Requests received in the year before', { derived: true }),
  row('foi.decrease', '3', '件', 'difference', '申请比上年减少', 'Fewer requests than the year before'),
  row('foi.in_person', '1', '件', 'count', '当面申请', 'Requests made by visit'),
  row('foi.online', '26', '件', 'count', '网络申请', 'Requests made over the network'),
  row('foi.answered', '27', '件', 'count', '已答复申请', 'Requests answered'),
  row('foi.answer_rate', '100', '%', 'ratio', '申请答复率', 'Share of requests answered', { whole: 'foi.received' }),
  row('foi.fees', '0', '元', 'sum', '信息公开收费', 'Fees charged for disclosure'),
  row('foi.reconsiderations', '0', '件', 'count', '信息公开行政复议', 'Administrative reconsiderations'),
  row('foi.lawsuits', '0', '件', 'count', '信息公开行政诉讼', 'Administrative lawsuits'),
]

export type PrintedId = (typeof printed2018)[number]['id']

const byId: ReadonlyMap<string, PrintedFigure> = new Map(printed2018.map(row => [row.id, row]))
export const printedFigure = (id: string): PrintedFigure | undefined => byId.get(id)
