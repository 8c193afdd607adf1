import { defineProcess } from './process.ts'

/** Two processes for the tests of this folder: one like the review of a publication, one with everything a clock and tasks can do. */
export const review = defineProcess({
  business: 'review',
  name: { 'zh-CN': '信息发布审查', en: 'Review before publishing' },
  opens: 'publication.write',
  first: 'drafting',
  ends: ['released', 'withdrawn'],
  states: {
    drafting: { name: { 'zh-CN': '起草', en: 'Drafting' } },
    reviewing: { name: { 'zh-CN': '审核', en: 'In review' } },
    approved: { name: { 'zh-CN': '待签发', en: 'Awaiting signature' } },
    signed: { name: { 'zh-CN': '已签发', en: 'Signed' } },
    released: { name: { 'zh-CN': '已发布', en: 'Released' } },
    withdrawn: { name: { 'zh-CN': '已撤回', en: 'Withdrawn' } },
  },
  steps: {
    submit: { name: { 'zh-CN': '提交审核', en: 'Submit' }, from: ['drafting'], to: 'reviewing', by: 'publication.write' },
    pass: { name: { 'zh-CN': '审核通过', en: 'Pass' }, from: ['reviewing'], to: 'approved', by: 'publication.review' },
    return_to_author: {
      name: { 'zh-CN': '退回修改', en: 'Return' },
      from: ['reviewing', 'approved'],
      to: 'drafting',
      by: 'publication.review',
    },
    sign: { name: { 'zh-CN': '签发', en: 'Sign' }, from: ['approved'], to: 'signed', by: 'publication.sign' },
    release: { name: { 'zh-CN': '发布', en: 'Release' }, from: ['signed'], to: 'released', by: 'publication.sign' },
    withdraw: {
      name: { 'zh-CN': '撤回', en: 'Withdraw' },
      from: ['drafting', 'reviewing'],
      to: 'withdrawn',
      by: 'publication.write',
    },
  },
  common: {
    return_to: { by: { reviewing: 'publication.review', approved: 'publication.sign' } },
    hand_on: { by: 'publication.sign', to: 'person' },
    take_back: true,
    suspend: { by: 'publication.write', clock: 'runs', grounds: { facts: { 'zh-CN': '核实事实', en: 'Facts are checked' } } },
  },
})

export const request = defineProcess({
  business: 'request',
  name: { 'zh-CN': '依申请公开', en: 'Request for information' },
  first: 'received',
  ends: ['answered', 'lapsed'],
  states: {
    received: { name: { 'zh-CN': '已收到', en: 'Received' } },
    awaiting_supplement: { name: { 'zh-CN': '待补正', en: 'Awaiting correction' } },
    handling: { name: { 'zh-CN': '办理中', en: 'In hand' } },
    consulting: { name: { 'zh-CN': '征求意见', en: 'Consulting' }, joins: 'conclude' },
    answered: { name: { 'zh-CN': '已答复', en: 'Answered' } },
    lapsed: { name: { 'zh-CN': '视为放弃', en: 'Lapsed' } },
  },
  steps: {
    handle: { name: { 'zh-CN': '受理', en: 'Accept' }, from: ['received'], to: 'handling', by: 'publication.write' },
    ask_supplement: {
      name: { 'zh-CN': '要求补正', en: 'Ask for correction' },
      from: ['received'],
      to: 'awaiting_supplement',
      by: 'publication.write',
      clock: 'stop',
    },
    supplement: {
      name: { 'zh-CN': '收到补正', en: 'Correction received' },
      from: ['awaiting_supplement'],
      to: 'received',
      by: 'publication.write',
      clock: 'restart',
    },
    consult: {
      name: { 'zh-CN': '征求意见', en: 'Consult' },
      from: ['handling', 'consulting'],
      to: 'consulting',
      by: 'publication.write',
      clock: 'exclude',
      hands_out: { by: 'publication.review' },
    },
    conclude: {
      name: { 'zh-CN': '意见收齐', en: 'Conclude' },
      from: ['consulting'],
      to: 'handling',
      by: 'publication.write',
      clock: 'include',
    },
    extend: { name: { 'zh-CN': '延期', en: 'Extend' }, from: ['handling'], to: 'handling', by: 'publication.sign', clock: 'extend' },
    delay: { name: { 'zh-CN': '确定延迟期限', en: 'Delay' }, from: ['handling'], to: 'handling', by: 'publication.sign', clock: 'delay' },
    answer: { name: { 'zh-CN': '答复', en: 'Answer' }, from: ['handling'], to: 'answered', by: 'publication.sign' },
    lapse: { name: { 'zh-CN': '视为放弃', en: 'Lapse' }, from: ['awaiting_supplement'], to: 'lapsed', by: 'publication.write' },
  },
  common: {
    return_to: { by: 'publication.write' },
    hand_on: { by: 'publication.write' },
    add_reviewer: { by: 'publication.write', reviewer: 'publication.review' },
    countersign: { by: 'publication.write', signer: 'publication.sign' },
    urge: { by: 'publication.review' },
    supervise: { by: 'case.supervise' },
    copy_to: { by: 'publication.write' },
    take_back: true,
    suspend: {
      by: { handling: 'publication.write', received: 'publication.write' },
      clock: 'pauses',
      grounds: { court: { 'zh-CN': '等待法院裁判', en: 'A court decision is awaited' } },
    },
  },
})

/** The request as it is changed later: what is in hand is first assessed, and answers are checked before they go out. */
export const request2 = defineProcess({
  business: 'request',
  name: request.name,
  version: 2,
  earlier: [request],
  first: 'received',
  ends: ['answered', 'lapsed'],
  states: {
    received: { name: request.states.received.name },
    awaiting_supplement: { name: request.states.awaiting_supplement.name },
    assessing: { name: { 'zh-CN': '研究', en: 'Assessing' } },
    consulting: { name: request.states.consulting.name, joins: 'conclude' },
    checking: { name: { 'zh-CN': '核稿', en: 'Checking' } },
    answered: { name: request.states.answered.name },
    lapsed: { name: request.states.lapsed.name },
  },
  steps: {
    handle: { ...request.steps.handle, to: 'assessing', from: ['received'] },
    ask_supplement: { ...request.steps.ask_supplement, from: ['received'], to: 'awaiting_supplement' },
    supplement: { ...request.steps.supplement, from: ['awaiting_supplement'], to: 'received' },
    consult: { ...request.steps.consult, from: ['assessing', 'consulting'], to: 'consulting' },
    conclude: { ...request.steps.conclude, from: ['consulting'], to: 'assessing' },
    draft_answer: { name: { 'zh-CN': '拟答复', en: 'Draft the answer' }, from: ['assessing'], to: 'checking', by: 'publication.write' },
    answer: { ...request.steps.answer, from: ['checking'], to: 'answered' },
    lapse: { ...request.steps.lapse, from: ['awaiting_supplement'], to: 'lapsed' },
  },
  common: { return_to: { by: { checking: 'publication.sign' } }, take_back: true },
})
