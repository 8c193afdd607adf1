/** 重大建设项目批准和实施: eight classes of information about one named project. */
import type { Random } from '../random.ts'
import { type Part, piece } from './body.ts'
import type { Base, ContextOf, Piece, ProjectClass } from './kinds.ts'
import { createScene } from './scene.ts'
import { render } from './template.ts'
import { lines } from './words.ts'

/** Industry part of a project code after the national classification, with works that this city builds. */
const WORKS: readonly (readonly [works: string, industry: string])[] = [
  ['{town}供水管网改造工程', '46'],
  ['{town}高标准农田建设项目', '01'],
  ['{town}至{village}农村公路改建工程', '48'],
  ['{town}中心小学教学楼建设项目', '47'],
  ['{town}卫生院业务用房建设项目', '47'],
  ['{place}老旧小区综合改造项目', '47'],
  ['{road}道路改造工程', '48'],
  ['{road}集中供热管网改造工程', '44'],
  ['{town}污水处理及管网工程', '46'],
  ['{town}生活垃圾收集转运项目', '77'],
  ['{place}日间照料中心建设项目', '47'],
  ['{town}干渠除险加固工程', '76'],
  ['{place}戈壁日光温室建设项目', '01'],
  ['{town}光伏发电项目', '44'],
  ['{town}镍盐循环利用生产线技术改造项目', '32'],
  ['{town}铜箔材料生产项目', '32'],
  ['{town}冷链仓储物流项目', '59'],
  ['{town}尾矿库综合治理项目', '77'],
  ['{place}棚户区改造项目', '47'],
  ['{town}防洪沟治理工程', '76'],
  ['{road}停车场及绿化工程', '48'],
  ['{town}肉羊标准化养殖项目', '03'],
]

/** A project's name and its 24-character code (yyyy-division-industry-type-serial) as the national platform gives them. */
export function inventProject(random: Random, context: Base): { name: string; code: string } {
  const scene = createScene(random, context)
  const [works, industry] = random.pick(WORKS)
  const phase = random.weighted([
    ['', 6],
    ['（一期）', 2],
    ['（二期）', 1],
  ])
  const division = context.unit.division.slice(0, 6)
  const type = random.pick(['01', '03', '04', '05'])
  const serial = String(random.int(1, 999_999)).padStart(6, '0')
  return { name: `${scene.county}${render(works, scene)}${phase}`, code: `${scene.year}-${division}-${industry}-${type}-${serial}` }
}

const TITLES: Record<ProjectClass, readonly string[]> = {
  service: ['{project}审批办事指南', '{project}批准服务信息', '{project}申报材料清单及时限'],
  approval: ['关于{project}可行性研究报告的批复', '关于{project}初步设计的批复', '{project}备案结果公示', '{project}环境影响报告表批复'],
  bidding: ['{project}招标公告', '{project}中标候选人公示', '{project}中标结果公告'],
  expropriation: ['{project}征收土地公告', '{project}征地补偿安置方案公告', '{project}征地补偿款发放情况'],
  design_change: ['{project}重大设计变更审批信息', '关于{project}设计变更的批复'],
  construction: ['{project}施工有关信息', '{project}施工进展公开', '{project}参建单位信息公示'],
  supervision: ['{project}质量安全监督信息', '{project}质量监督检查结果', '{project}安全检查通报'],
  completion: ['{project}竣工验收信息', '{project}竣工结算信息公开', '{project}工程质量验收结果'],
}

const head = lines(`
项目名称：{project}。项目代码：{code}。建设地点：{county}{place}。
项目概况：{project}（项目代码{code}）位于{county}{place}，总投资{wan:200-46000}万元，计划工期{n:3-24}个月。
{project}，代码{code}，建设内容包括主体工程、配套管线、道路和绿化。
`)

const BODIES: Record<ProjectClass, readonly string[]> = {
  service: lines(`
申报单位向政务服务大厅综合窗口提交申请，窗口一次告知所需材料。
申报材料包括立项依据、用地预审意见、规划选址意见和资金证明。
审批流程分为立项、规划、施工许可和验收四个阶段，同一阶段实行并联办理。
办理时限为{n:3-20}个工作日，不收取费用。
受理、审核和办结情况可以在线查询，联系电话{phone}。
监督投诉电话{phone}，节假日由值班人员记录。
`),
  approval: lines(`
经组织评审，原则同意项目建设，建设规模为{n:800-36000}平方米（米）。
核定概算总投资{wan:300-36000}万元，资金来源为财政资金和企业自筹。
项目单位应当落实节能、节水和扬尘控制措施，并在开工前办理施工许可。
批复单位：{unit}。批复时间：{today}。本批复有效期{n:1-2}年。
施工中应保护地下管线和现有树木，弃土运至指定地点。
招标方式为公开招标，招标组织形式为委托招标。
建成后由{county}有关单位负责运行维护，维护费用列入年度预算。
`),
  bidding: lines(`
招标范围为施工图所示全部工程，划分为{n:1-3}个标段，计划工期{n:60-420}天。
投标人应当具有相应资质，项目负责人具有注册执业资格。
招标文件自{later:1-3}起在公共资源交易网免费下载，投标截止时间为{later:22-30}{clock}。
开标在公共资源交易中心进行，评标采用综合评估法。
中标候选人公示期不少于三日，异议应当在公示期内以书面形式提出。
监督部门联系电话{phone}。
`),
  expropriation: lines(`
拟征收{place}集体土地{n:1-40}.{n:1-9}公顷，其中耕地{n:0-12}.{n:1-9}公顷。
补偿标准按照公布的区片综合地价执行，青苗和附着物据实清点。
需要安置的农业人口{n:6-160}人，采取货币补偿和社会保险相结合的方式。
被征地农户可以在公告之日起{n:10-30}日内申请听证。
补偿款由财政部门直接支付到农户账户，发放明细在村公告栏张贴。
地上附着物登记由{town}人民政府会同村委会进行，农户签字确认。
`),
  design_change: lines(`
因地质条件与勘察资料不一致，基础形式由条形基础变更为桩基础。
变更后工程量增加{pct:2-9}，核定投资调整为{wan:300-26000}万元。
设计单位提交了变更说明、图纸和计算书，专家评审同意变更。
变更不影响原定工期和使用功能，相关图纸已送质量监督机构备案。
变更原因、内容和审批意见在网站公布，公布期为{n:10-30}日。
`),
  construction: lines(`
参建单位包括建设、勘察、设计、施工和监理五方，名称和负责人岗位在现场公示牌公布。
截至{today}，完成基础和主体工程的百分之{n:20-95}，完成投资{wan:120-16000}万元。
施工单位在现场设置围挡、冲洗设备和扬尘监测仪，夜间施工需经许可。
施工期间{road}部分路段单向通行，预计{later:15-60}恢复。
农民工工资按月通过专用账户支付，已发放{wan:20-1600}万元。
主要建材进场均经取样检测，检测报告由监理单位保存。
计划完成时间为{later:40-160}，如有变化将及时说明。
`),
  supervision: lines(`
监督机构于{before:2-12}到现场检查，抽查混凝土、钢筋和防水等{n:4-16}项。
检查发现脚手架连墙件不足、临边防护缺失等问题{n:2-12}处，已下发整改通知。
施工单位于{before:1-2}前完成整改并报送照片和说明，复查合格。
工程实体质量抽测{n:20-160}点，合格率{pct:92-99}。
现场特种作业人员全部持证，安全教育记录齐全。
监督机构联系电话{phone}，发现质量问题可以举报。
`),
  completion: lines(`
工程于{before:10-40}完工，建设单位组织五方验收，质量评定为合格。
消防、节能和档案等专项验收已经完成，验收备案编号登记在案。
竣工结算送审价{wan:300-26000}万元，审定价{wan:280-25000}万元。
实际工期比计划{change}{n:3-40}天，主要原因是冬季停工安排调整。
保修期按照合同约定执行，防水保修五年，供热系统保修两个采暖期。
工程已移交使用单位，{people}可以正常使用。
`),
}

const closing = lines(`
以上信息由{unit}按照谁审批、谁公开的要求发布，联系电话{phone}。
公众可以凭项目代码{code}在投资项目在线平台查询进度。
项目其他信息将随建设进展陆续公开，请关注本栏目。
`)

export const PROJECT_CLASSES: readonly ProjectClass[] = [
  'service',
  'approval',
  'bidding',
  'expropriation',
  'design_change',
  'construction',
  'supervision',
  'completion',
]

export function project(random: Random, context: ContextOf['project']): Piece {
  const scene = createScene(random, context, { project: context.name, code: context.code })
  const parts: Part[] = [
    { from: head, count: [1, 1] },
    { from: BODIES[context.class], count: [4, 5] },
    { from: ['信息公开前已由承办人员、科室负责人和分管人员审查，涉及个人信息的内容已作处理。'], count: [1, 1] },
    { from: closing, count: [1, 2] },
  ]
  const made = piece(scene, render(random.pick(TITLES[context.class]), scene), parts)
  return { ...made, keywords: ['重大建设项目', context.code, scene.town] }
}
