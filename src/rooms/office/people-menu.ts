import type { Right } from '../../kernel/org/can.ts'
import type { MenuLine } from '../../kernel/room.ts'
import { administratorsHref, grantsHref, peopleHref, sessionsHref, unitsHref } from './links.ts'
import { agreementMessages } from './messages/agreements.ts'
import { peopleMessages } from './messages/people.ts'

const [zh, en] = [peopleMessages['zh-CN'], peopleMessages.en]
const line = (chinese: string, english: string, href: string, right: Right): MenuLine => ({
  name: { 'zh-CN': chinese, en: english },
  href,
  right,
  group: 'administration',
})

/** The administration of people: each line for whoever has its right. */
export const peopleMenu: readonly MenuLine[] = [
  line(zh.units, en.units, unitsHref, 'organisation.manage'),
  line(zh.people, en.people, peopleHref, 'account.manage'),
  line(zh.grants, en.grants, grantsHref, 'role.grant'),
  line(zh.sessions, en.sessions, sessionsHref, 'session.end'),
  line(agreementMessages['zh-CN'].title, agreementMessages.en.title, administratorsHref, 'administrators.agree'),
]
