import { bare, change, fig, type Item, say, sayIfKnown } from '../rules/template.ts'

// 年度重点工作, items 6 to 14.

export const hall: Item = {
  title: { 'zh-CN': '实体政务大厅', en: 'Service halls' },
  paragraphs: [
    [
      say`市级公布依申请办理的政务服务事项${fig('services.application_items')}。`,
      say`其中到现场至多一次即可办成的${fig('services.visit_once')}。`,
      sayIfKnown`占公布事项的${fig('services.visit_once_share')}。`,
      say`大厅按业务划分为${bare('hall.zones')}个服务区，设综合受理窗口${fig('hall.windows_comprehensive')}、业务咨询窗口${fig('hall.windows_consulting')}，进驻的市、区部门和单位共${fig('hall.units')}。`,
      say`进驻大厅办理的事项共${fig('hall.items')}，其中市级窗口${fig('hall.items_city')}、区级窗口${fig('hall.items_district')}。`,
    ],
    [
      say`大厅窗口全年受理办件${fig('hall.cases')}，办结${fig('hall.cases_done')}。`,
      sayIfKnown`办结率为${fig('hall.completion')}。`,
      say`签订行为规范承诺书的窗口人员有${fig('hall.pledges')}。`,
    ],
  ],
}

export const approvals: Item = {
  title: { 'zh-CN': '审批和办事服务', en: 'Approvals made easier' },
  paragraphs: [
    [
      say`企业设立登记承诺在${fig('enterprise.setup_days')}以内办结。`,
      say`年底登记在册的市场主体为${fig('entities.registered')}。`,
      sayIfKnown`比上年底${change('entities.growth', '增长', '下降')}。`,
      say`企业投资项目的审批时限由此前平均${bare('projects.previous_duration')}个月压缩到${bare('projects.approval_days')}个工作日以内。`,
      sayIfKnown`全市单位接入电子政务外网的比例为${fig('network.extranet_access')}。`,
      say`投资项目在线审批平台受理事项${fig('projects.online_items')}，申报金额合计${fig('projects.online_amount')}。`,
      say`分${bare('certificates.batches')}批取消证明事项，共${fig('certificates.cancelled')}。`,
    ],
  ],
}

export const websites: Item = {
  title: { 'zh-CN': '政府网站和新媒体管理', en: 'Websites and new media' },
  paragraphs: [
    [
      sayIfKnown`上级对本市政府网站的抽查，截至年底合格率为${fig('monitor.pass_rate')}。`,
      say`连续全部合格的季度数为${bare('monitor.quarters_passed')}。`,
      say`政府网站发生篡改、入侵等安全事件${fig('monitor.incidents')}。`,
      say`政务新媒体全年发布信息${fig('disclosure.new_media')}，与政府网站发布的信息同源登记。`,
    ],
  ],
}

export const hotlines: Item = {
  title: { 'zh-CN': '政务热线整合', en: 'One number for all hotlines' },
  paragraphs: [[say`并入12345统一受理的政务热线累计${fig('hotline.merged_lines')}，对外只留一个号码。`]],
}

export const gazette: Item = {
  title: { 'zh-CN': '政府公报', en: 'The gazette' },
  paragraphs: [
    [say`《金昌市人民政府公报》出版${fig('gazette.issues')}，刊登领导讲话、市政府及其办公室的文件和大事记，各期目录及全文可在网上查阅。`],
  ],
}

export const law: Item = {
  title: { 'zh-CN': '《条例》的贯彻落实', en: 'The Regulation in practice' },
  paragraphs: [
    [
      say`信息自成文之日起计算法定公开期限，期限临近和超期均由系统提示，逐日的计算过程可供核对。`,
      say`事后补录的公开记录如实标明登记时间，不改变其原有日期，也不改动已经发布的报告。`,
    ],
  ],
}

export const pilot: Item = {
  title: { 'zh-CN': '基层政务公开试点', en: 'The grassroots pilot' },
  paragraphs: [
    [
      say`在${bare('pilot.fields')}个试点领域，编成公开事项清单${fig('pilot.checklists')}、标准目录事项${fig('pilot.catalogue')}，绘制流程图${fig('pilot.flowcharts')}。`,
      say`试点专栏发布各类信息${fig('pilot.items')}。`,
      say`组织宣传${fig('pilot.campaigns')}。`,
    ],
  ],
}

export const review: Item = {
  title: { 'zh-CN': '信息公开审查', en: 'Review before release' },
  paragraphs: [
    [
      say`坚持谁起草谁负责、谁审查谁负责，任何人不得审核或签发自己拟写的稿件。`,
      say`信息经签发即行公开，其正文留有校验值；更正形成新的版本，撤回注明类型和理由。`,
    ],
  ],
}

export const training: Item = {
  title: { 'zh-CN': '培训、督查和考核', en: 'Training and assessment' },
  paragraphs: [
    [say`举办政务公开方面的培训${fig('training.events')}。`, say`政务公开在绩效考核中的权重不低于${fig('assessment.weight')}。`],
  ],
}
