/** 公共资源交易: six stages, six types. */
import type { Random } from '../random.ts'
import { type Part, piece } from './body.ts'
import type { Base, ContextOf, Piece, TradingStage, TradingType } from './kinds.ts'
import { inventProject } from './project.ts'
import { createScene } from './scene.ts'
import { render } from './template.ts'
import { lines } from './words.ts'

export const TRADING_TYPES: readonly TradingType[] = ['A', 'B', 'C', 'D', 'E', 'F']
export const TRADING_STAGES: readonly TradingStage[] = ['notice', 'qualification', 'process', 'award', 'performance', 'change']

const LOTS: Record<Exclude<TradingType, 'A'>, readonly string[]> = {
  B: ['{town}{n:1-40}号地块国有建设用地使用权', '{road}{n:1-60}号商业用地使用权', '{town}工业用地（宗地编号JC-{n:100-999}）使用权'],
  C: ['{county}{village}建筑用砂石矿采矿权', '{town}石灰岩矿采矿权', '{town}{village}砖瓦用黏土矿采矿权'],
  D: ['{town}闲置办公房产转让', '{road}{n:1-99}号国有房屋租赁', '市属企业报废车辆{n:2-16}台转让', '{place}国有厂房租赁'],
  E: [
    '{short}{goods}采购',
    '{short}{goods}采购（第{n:1-9}批）',
    '{town}{goods}采购',
    '{place}{goods}采购',
    '{short}{year}年{goods}采购',
    '{town}{site}{goods}采购',
  ],
  F: ['{place}集体土地经营权流转', '{town}{n:2-40}座日光温室租赁', '{road}户外广告设置权出让', '{town}集体林地承包权流转'],
}

const GOODS =
  '办公家具 计算机及打印设备 空调 监控设备 路灯 垃圾箱 环卫车辆 图书 印刷服务 物业服务 食堂食材 信息系统运行维护 消防器材 绿化苗木 防汛物资 桌椅 供暖设备 体检服务 保安服务 测绘服务'.split(
    ' ',
  )

/** A deal's name and its number: JCJY, year, type, division and serial. */
export function inventDeal(random: Random, context: Base, type: TradingType, serial: number): { name: string; number: string } {
  const scene = createScene(random, context, { goods: random.pick(GOODS) })
  const name = type === 'A' ? inventProject(random, context).name : render(random.pick(LOTS[type]), scene)
  return { name, number: `JCJY${scene.year}-${type}${context.unit.division.slice(0, 6)}-${String(serial).padStart(4, '0')}` }
}

const TITLES: Record<TradingStage, readonly string[]> = {
  notice: ['{deal}交易公告', '{deal}公告', '{deal}公开交易公告（{number}）'],
  qualification: ['{deal}资格审查结果公示', '{deal}资格预审结果'],
  process: ['{deal}交易过程信息', '{deal}开标记录', '{deal}评审情况公示'],
  award: ['{deal}成交结果公告', '{deal}成交公示', '{deal}结果公告（{number}）'],
  performance: ['{deal}合同履约信息', '{deal}履约验收公告', '{deal}合同公告'],
  change: ['{deal}变更公告', '{deal}澄清公告', '{deal}延期公告', '{deal}终止公告'],
}

const RULES: Record<TradingType, string> = {
  A: '投标人应当具有建筑业企业相应资质和安全生产许可证，近三年没有重大质量安全事故。',
  B: '竞买人可以单独申请，也可以联合申请，应当按期足额交纳竞买保证金，地块按现状出让。',
  C: '竞买人应当为企业法人，具有与开采规模相适应的资金，取得后依法编制开采和复垦方案。',
  D: '意向受让方应当具有良好的支付能力，标的按现状移交，税费由双方依法承担。',
  E: '供应商应当具有独立承担民事责任的能力和健全的财务制度，并提供近期纳税和社保证明。',
  F: '意向方应当遵守土地用途规定，合同期内未经同意不得改变用途或者转包。',
}

const BODIES: Record<TradingStage, readonly string[]> = {
  notice: lines(`
交易方式为公开竞争，预算（起始价）{wan:12-9600}万元，资金已经落实。
公告期自{today}至{later:8-25}，文件在公共资源交易网免费下载。
报名及提交响应文件的截止时间为{later:20-30}{clock}，逾期不予受理。
保证金为{n:1-80}万元，应当从单位基本账户转入指定账户。
开标（竞价）地点为公共资源交易中心第{n:1-6}开标室。
对公告内容有疑问的，请在{later:3-8}前以书面形式提出，答复同时公布。
采用{method}确定成交人，评审专家从专家库随机抽取。
现场踏勘时间为{later:3-7}{clock}，请自行前往，费用自理。
`),
  qualification: lines(`
共有{n:3-22}家单位提交申请文件，其中{n:3-9}家通过审查。
审查内容包括营业执照、资质证书、业绩、人员和信用记录。
未通过的原因主要是证书过期、业绩证明不全和签章缺失，已逐一书面告知。
审查委员会由{n:5-7}人组成，专家从库中随机抽取。
公示期为{today}至{later:3-6}，有异议的请书面提出。
通过审查的单位可以凭电子证书下载后续文件。
审查全程录音录像，资料由交易中心归档。
`),
  process: lines(`
开标于{today}{clock}进行，{n:3-16}家单位递交文件，现场解密成功。
评审专家{n:5-7}名，由系统随机抽取并短信通知，抽取记录已归档。
最高报价{wan:80-9600}万元，最低报价{wan:60-8200}万元。
评审按照形式、资格和响应性的次序进行，{n:0-3}家单位的文件被否决。
评审得分前三名已经确定，得分明细在附表列示。
过程中没有收到异议，监督人员全程在场。
报价记录、评审用时和专家评分汇总同步公开。
`),
  award: lines(`
成交金额{wan:10-9200}万元，比预算节约{pct:1-14}。
成交单位名称和统一社会信用代码在附表列示，排名第一。
公示期自{today}至{later:3-6}，期满无异议的发出成交通知书。
合同应当在通知书发出之日起三十日内签订，并自签订之日起两个工作日内公告。
未成交单位的保证金在五个工作日内退还。
评审意见认为成交单位报价合理，方案可行。
对结果有异议的，请在公示期内向{unit}提出。
`),
  performance: lines(`
合同于{before:20-90}签订，合同价{wan:10-9200}万元，期限{n:1-24}个月。
截至{today}，已完成合同内容的百分之{n:30-100}，按进度支付{wan:5-6000}万元。
验收小组由{n:3-7}人组成，逐项核对数量、型号和质量，结论为合格。
履约期间没有发生转包和违法分包。
履约保证金在验收合格后退还，质量保证期{n:1-5}年。
使用单位对服务态度和响应时间作了评价，评分{n:86-99}分。
合同文本扣除商业秘密后随本公告公开。
`),
  change: lines(`
原文件中技术参数表述不清，现更正为以附件所列参数为准。
提交文件的截止时间由原定日期顺延至{later:12-25}{clock}，其他时间相应顺延。
因报名单位不足三家，本次交易终止，将择期重新组织。
变更内容已通过网站和短信告知所有报名单位。
工程量清单第{n:2-40}项数量调整为{n:60-4600}，控制价随之调整。
本公告是原公告的组成部分，不一致的以本公告为准。
变更原因由{unit}书面说明，并经监督部门备案。
`),
}

const METHODS = ['综合评分法', '最低评标价法', '网上竞价', '挂牌竞价', '综合评估法', '竞争性磋商']

export function trading(random: Random, context: ContextOf['trading']): Piece {
  const scene = createScene(random, context, { deal: context.name, number: context.number, method: random.pick(METHODS) })
  const parts: Part[] = [
    { from: ['项目名称：{deal}。项目编号：{number}。发布单位：{unit}。'], count: [1, 1] },
    { from: BODIES[context.stage], count: [4, 6] },
    { from: [RULES[context.type]], count: [1, 1] },
    { from: ['本信息在公共资源交易网、公告栏和电子屏同步发布，联系电话{phone}。'], count: [1, 1] },
  ]
  const made = piece(scene, render(random.pick(TITLES[context.stage]), scene), parts)
  return { ...made, keywords: ['公共资源交易', context.number, `类型${context.type}`] }
}
