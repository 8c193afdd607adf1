import { defineLaw } from './define.ts'

/**
 * Numbers of the law that concern the whole house: 政府信息公开条例, Order 492 from 2008-05-01 and Order 711 from 2019-05-15.
 * A case keeps the rules of the day on which it was received. Numbers of one business stand in its room's law.ts.
 */
export const law = defineLaw({
  /** From the day information is formed or changed to its publication. */
  'gk.publish': {
    name: { 'zh-CN': '主动公开：自信息形成或变更之日起', en: 'Publication: from the day information is formed or changed' },
    unit: 'working days',
    steps: [
      { from: '2008-05-01', value: 20, article: '《政府信息公开条例》（国务院令第492号）第十八条', mark: 'S' },
      { from: '2019-05-15', value: 20, article: '《政府信息公开条例》（国务院令第711号）第二十六条', mark: 'S' },
    ],
  },
  /** The last day for a department's annual report on the year before. */
  'gk.annualReport.dept': {
    name: { 'zh-CN': '部门政府信息公开年度报告的最后日期', en: 'Last day for a department’s annual report' },
    unit: 'day of the year',
    steps: [
      { from: '2008-05-01', value: '03-31', article: '《政府信息公开条例》（国务院令第492号）第三十一条', mark: 'S' },
      { from: '2019-05-15', value: '01-31', article: '《政府信息公开条例》（国务院令第711号）第四十九条', mark: 'S' },
    ],
  },
  /** The last day for the government's annual report on the year before. */
  'gk.annualReport.gov': {
    name: { 'zh-CN': '政府信息公开年度报告的最后日期', en: 'Last day for the government’s annual report' },
    unit: 'day of the year',
    steps: [
      { from: '2008-05-01', value: '03-31', article: '《政府信息公开条例》（国务院令第492号）第三十一条', mark: 'S' },
      { from: '2019-05-15', value: '03-31', article: '《政府信息公开条例》（国务院令第711号）第四十九条', mark: 'S' },
    ],
  },
  /** From the receipt of a request to the reply. */
  'gkyq.reply.base': {
    name: { 'zh-CN': '依申请公开：答复期限', en: 'Requests: time to reply' },
    unit: 'working days',
    steps: [
      { from: '2008-05-01', value: 15, article: '《政府信息公开条例》（国务院令第492号）第二十四条', mark: 'S' },
      { from: '2019-05-15', value: 20, article: '《政府信息公开条例》（国务院令第711号）第三十三条', mark: 'S' },
    ],
  },
  /** The one extension, approved by the head of the disclosure office; the longest that is allowed. */
  'gkyq.reply.extend': {
    name: { 'zh-CN': '依申请公开：延长答复的最长期限', en: 'Requests: longest extension' },
    unit: 'working days',
    steps: [
      { from: '2008-05-01', value: 15, article: '《政府信息公开条例》（国务院令第492号）第二十四条', mark: 'S' },
      { from: '2019-05-15', value: 20, article: '《政府信息公开条例》（国务院令第711号）第三十三条', mark: 'S' },
    ],
  },
  /** From receipt to the notice that asks for a correction (补正); the law of 2008 had no limit. */
  'gkyq.correctionNotice': {
    name: { 'zh-CN': '依申请公开：补正告知期限', en: 'Requests: time to ask for a correction' },
    unit: 'working days',
    steps: [{ from: '2019-05-15', value: 7, article: '《政府信息公开条例》（国务院令第711号）第三十条', mark: 'S' }],
  },
  /** How long a third party has to answer a consultation; silence leaves the decision to the agency. */
  'gkyq.thirdParty.answer': {
    name: { 'zh-CN': '征求第三方意见的期限', en: 'Time for a third party to answer' },
    unit: 'working days',
    steps: [{ from: '2019-05-15', value: 15, article: '《政府信息公开条例》（国务院令第711号）第三十二条', mark: 'S' }],
  },
  /** How long a co-producing agency has; its silence is consent to disclose. */
  'gkyq.coProducer.answer': {
    name: { 'zh-CN': '征求共同制作机关意见的期限', en: 'Time for a co-producing agency to answer' },
    unit: 'working days',
    steps: [{ from: '2019-05-15', value: 15, article: '《政府信息公开条例》（国务院令第711号）第三十四条', mark: 'S' }],
  },
  /** From the day after the fee notice is received to payment. */
  'gkyq.fee.pay': {
    name: { 'zh-CN': '信息处理费的缴纳期限', en: 'Time to pay the fee' },
    unit: 'working days',
    steps: [{ from: '2021-01-01', value: 20, article: '《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）', mark: 'S' }],
  },
})
