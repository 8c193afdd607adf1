import type { Words } from '../words.ts'

/** The ways besides the page by which a notice reaches its reader. */
export const channels = ['mail', 'sms'] as const
export type Channel = (typeof channels)[number]

type Kind = {
  readonly name: Words
  /** Whether it is sent by mail or text message to who has chosen nothing. [D] */
  readonly sent: Readonly<Record<Channel, boolean>>
  /** What a letter says: no title and no name, since letters leave the house. */
  readonly letter: Words
}

const page = { mail: false, sms: false }
const mailed = { mail: true, sms: false }

/** What people are told of; the table's check constraint holds the same list. */
export const kinds = {
  waiting: {
    name: { 'zh-CN': '有事项等我办理', en: 'A case waits for me' },
    sent: page,
    letter: { 'zh-CN': '有一件事项等您办理。', en: 'A case waits for you.' },
  },
  returned: {
    name: { 'zh-CN': '事项被退回', en: 'A case came back to me' },
    sent: page,
    letter: { 'zh-CN': '有一件事项退回给您。', en: 'A case has been sent back to you.' },
  },
  urged: {
    name: { 'zh-CN': '催办', en: 'Somebody urges me' },
    sent: mailed,
    letter: { 'zh-CN': '有一件事项催您尽快办理。', en: 'You are urged to deal with a case.' },
  },
  supervised: {
    name: { 'zh-CN': '督办', en: 'A case is supervised' },
    sent: mailed,
    letter: { 'zh-CN': '您办理的一件事项已被列入督办。', en: 'A case of yours is now supervised.' },
  },
  task: {
    name: { 'zh-CN': '分给我或本单位的任务', en: 'A task for me or my unit' },
    sent: page,
    letter: { 'zh-CN': '有一项任务分给您或您的单位。', en: 'You or your unit have a new task.' },
  },
  copied: {
    name: { 'zh-CN': '抄送我的事项', en: 'A case is copied to me' },
    sent: page,
    letter: { 'zh-CN': '有一件事项抄送给您。', en: 'A case has been copied to you.' },
  },
  due: {
    name: { 'zh-CN': '每日提醒：即将到期和已超期', en: 'Each morning: what is due or overdue' },
    sent: mailed,
    letter: { 'zh-CN': '您有即将到期或已超期的事项。', en: 'You have cases that are due or overdue.' },
  },
} as const satisfies Readonly<Record<string, Kind>>

export type NoticeKind = keyof typeof kinds
export const noticeKinds = Object.keys(kinds).filter((name): name is NoticeKind => Object.hasOwn(kinds, name))
export const isNoticeKind = (text: string): text is NoticeKind => Object.hasOwn(kinds, text)

/** Something for each kind and channel. */
export type PerKind<T> = Readonly<Record<NoticeKind, Readonly<Record<Channel, T>>>>
export function perKind<T>(of: (kind: NoticeKind, channel: Channel) => T): PerKind<T> {
  const rows = noticeKinds.map(kind => [kind, { mail: of(kind, 'mail'), sms: of(kind, 'sms') }] as const)
  return Object.fromEntries(rows) as PerKind<T> // the keys are all kinds
}
