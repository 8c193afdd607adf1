import type { Locale } from '../../../kernel/words.ts'

const zh = {
  title: '操作日志',
  lead: '谁、在何时、对什么、做了什么。日志只增不改，并纳入存证；查看日志本身也会记入日志（每人每小时一条）。',
  id: '编号',
  at: '时间',
  person: '人员',
  act: '操作',
  subject: '对象',
  detail: '说明',
  personHint: '姓名或用户名',
  subjectHint: '例如 publication:12，或 publication',
  from: '自（含当日）',
  to: '至（含当日）',
  system: '系统或公众',
  empty: '还没有日志。',
  most: '只数到前十万条，请缩小筛选范围。',
}
type Words = typeof zh

const en: Words = {
  title: 'Log',
  lead: 'Who did what, to what, and when. The log only grows and is part of what is proved; reading it leaves a line too (one an hour for each person).',
  id: 'Number',
  at: 'Time',
  person: 'Person',
  act: 'Act',
  subject: 'Subject',
  detail: 'Detail',
  personHint: 'Name, or user name',
  subjectHint: 'For example publication:12, or publication',
  from: 'From (that day included)',
  to: 'To (that day included)',
  system: 'System or public',
  empty: 'There is nothing in the log yet.',
  most: 'Counted up to the first hundred thousand: narrow the filters.',
}

export const logMessages: Readonly<Record<Locale, Words>> = { 'zh-CN': zh, en }
