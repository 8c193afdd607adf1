import { defineLaw } from './define.ts'

/**
 * Numbers of the law that concern the whole house: 政府信息公开条例, Order 492 from 2008-05-01 and Order 711 from 2019-05-15.
 * A case keeps the rules of the day on which it was received. Numbers of one business stand in its room's law.ts.
 */
export const law = defineLaw({
  /** From the day information is formed or changed to its publication. */
  'gk.publish': {
    unit: 'working days',
    steps: [
      { from: '2008-05-01', value: 20, article: '《政府信息公开条例》（国务院令第492号）第十八条', mark: 'S' },
      { from: '2019-05-15', value: 20, article: '《政府信息公开条例》（国务院令第711号）第二十六条', mark: 'S' },
    ],
  },
  /** The last day for a department's annual report on the year before. */
  'gk.annualReport.dept': {
    unit: 'day of the year',
    steps: [
      { from: '2008-05-01', value: '03-31', article: '《政府信息公开条例》（国务院令第492号）第三十一条', mark: 'S' },
      { from: '2019-05-15', value: '01-31', article: '《政府信息公开条例》（国务院令第711号）第四十九条', mark: 'S' },
    ],
  },
  /** The last day for the government's annual report on the year before. */
  'gk.annualReport.gov': {
    unit: 'day of the year',
    steps: [
      { from: '2008-05-01', value: '03-31', article: '《政府信息公开条例》（国务院令第492号）第三十一条', mark: 'S' },
      { from: '2019-05-15', value: '03-31', article: '《政府信息公开条例》（国务院令第711号）第四十九条', mark: 'S' },
    ],
  },
  /** From the receipt of a request to the reply. */
  'gkyq.reply.base': {
    unit: 'working days',
    steps: [
      { from: '2008-05-01', value: 15, article: '《政府信息公开条例》（国务院令第492号）第二十四条', mark: 'S' },
      { from: '2019-05-15', value: 20, article: '《政府信息公开条例》（国务院令第711号）第三十三条', mark: 'S' },
    ],
  },
  /** The one extension, approved by the head of the disclosure office; the longest that is allowed. */
  'gkyq.reply.extend': {
    unit: 'working days',
    steps: [
      { from: '2008-05-01', value: 15, article: '《政府信息公开条例》（国务院令第492号）第二十四条', mark: 'S' },
      { from: '2019-05-15', value: 20, article: '《政府信息公开条例》（国务院令第711号）第三十三条', mark: 'S' },
    ],
  },
  /** From receipt to the notice that asks for a correction (补正); the law of 2008 had no limit. */
  'gkyq.correctionNotice': {
    unit: 'working days',
    steps: [{ from: '2019-05-15', value: 7, article: '《政府信息公开条例》（国务院令第711号）第三十条', mark: 'S' }],
  },
  /** How long a third party has to answer a consultation; silence leaves the decision to the agency. */
  'gkyq.thirdParty.answer': {
    unit: 'working days',
    steps: [{ from: '2019-05-15', value: 15, article: '《政府信息公开条例》（国务院令第711号）第三十二条', mark: 'S' }],
  },
  /** How long a co-producing agency has; its silence is consent to disclose. */
  'gkyq.coProducer.answer': {
    unit: 'working days',
    steps: [{ from: '2019-05-15', value: 15, article: '《政府信息公开条例》（国务院令第711号）第三十四条', mark: 'S' }],
  },
  /** From the day after the fee notice is received to payment. */
  'gkyq.fee.pay': {
    unit: 'working days',
    steps: [{ from: '2021-01-01', value: 20, article: '《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）', mark: 'S' }],
  },
  /** Yellow light: this many working days or fewer are left. */
  'clock.warning': {
    unit: 'working days',
    steps: [{ from: '2008-05-01', value: 3, article: '系统默认值', mark: 'D' }],
  },
})
