import { bare, change, fig, type Item, lastYear, say, sayIfKnown, year } from '../rules/template.ts'

// 年度重点工作, items 1 to 5. Stocks and rates are those of the end of the year.

export const administration: Item = {
  title: { 'zh-CN': '行政权力运行公开', en: 'How power is exercised' },
  paragraphs: [
    [
      say`办理人大代表建议和政协委员提案${fig('proposals.handled')}，办理结果依法公开。`,
      say`建立完整抽查名录和细则的行政执法部门有${fig('inspection.departments')}。`,
      say`按“双随机、一公开”抽取检查任务${fig('inspection.tasks')}，检查市场主体${fig('inspection.subjects')}。`,
      sayIfKnown`检查结果的公示率为${fig('inspection.publicity_rate')}。`,
      say`归集涉企信息${fig('inspection.enterprise_records')}。`,
    ],
    [
      say`截至年底，公布权责清单的单位有${fig('powers.units')}，清单载明权责事项${fig('powers.items')}，另公布公共服务事项${fig('powers.public_services')}。`,
    ],
  ],
}

export const fields: Item = {
  title: { 'zh-CN': '重点领域信息公开', en: 'Key fields' },
  paragraphs: [
    [
      say`财政预算、决算和“三公”经费方面，公开信息${fig('budget.items')}。`,
      say`重大建设项目批准和实施方面，公开信息${fig('projects.major_items')}。`,
      say`公共资源配置方面，公开交易公告、资格审查、成交、履约和变更等信息${fig('trading.items')}。`,
    ],
  ],
}

export const policy: Item = {
  title: { 'zh-CN': '市场预期与政策解读', en: 'Expectations and policies' },
  paragraphs: [
    [
      say`制定机关在公布政策的同时安排解读，说明出台背景、主要内容和办理办法。`,
      say`本年度解读共${fig('policy.interpretations')}，均可从所解读的文件页面直接打开。`,
    ],
  ],
}

export const sentiment: Item = {
  title: { 'zh-CN': '社会关切与舆情回应', en: 'Public opinion' },
  paragraphs: [
    [
      say`对社会普遍关心的事项，由主管部门通过新闻发布会、政府网站和政务新媒体说明情况。`,
      say`全年召开市政府新闻发布会${fig('press.conferences')}，每场的主题和日期均有记录。`,
    ],
  ],
}

export const online: Item = {
  title: { 'zh-CN': '网上政务服务公开', en: 'Services online' },
  paragraphs: [
    [
      say`行政审批事项先后经过${bare('approvals.batches')}批清理，保留审批事项的市级部门为${fig('approvals.departments')}。`,
      say`市级行政审批事项由${fig('approvals.items.before')}降至${fig('approvals.items')}。`,
      sayIfKnown`降幅为${fig('approvals.reduction')}。`,
      say`在甘肃政务服务网公布权力事项的市级单位有${fig('services.units_listed')}，公布事项${fig('services.power_items_listed')}。`,
      say`永昌县政务外网通达行政村${fig('network.villages')}。`,
    ],
    [
      say`网上受理办件${fig('services.online_cases')}。`,
      sayIfKnown`截至年底，网上办件的办结率为${fig('services.online_completion')}。`,
      say`网上可办的政务服务事项以占比${fig('services.online_share_target')}为年度目标。`,
      say`年底登记在册的市场主体为${fig('entities.registered')}。`,
      sayIfKnown`${lastYear}年底为${fig('entities.registered.last_year')}，同比${change('entities.growth', '增长', '下降')}。`,
      say`群众和企业到现场不超过一次即可办成的事项有${fig('services.visit_once')}。`,
    ],
    [
      say`${year}年向省政府办公厅报送政务信息${fig('briefings.sent')}。`,
      say`其中被省级栏目采用${fig('briefings.printed')}。`,
      say`编发市级简报${fig('briefings.city_issues')}。`,
      say`在政务服务网答复咨询${fig('interaction.consultations')}、建议${fig('interaction.suggestions')}、投诉${fig('interaction.complaints')}。`,
    ],
  ],
}
