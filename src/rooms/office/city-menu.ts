import type { Right } from '../../kernel/org/can.ts'
import type { MenuLine } from '../../kernel/room.ts'
import { calendarHref, cityHref, columnsHref, importsHref, lawHref, logHref, outletsHref, siteHref } from './links.ts'
import { calendarMessages } from './messages/calendar.ts'
import { columnMessages } from './messages/columns.ts'
import { importMessages } from './messages/imports.ts'
import { lawMessages } from './messages/law.ts'
import { logMessages } from './messages/log.ts'
import { siteMessages } from './messages/site.ts'

const line = (zh: string, en: string, href: string, rights: readonly Right[]): MenuLine[] =>
  rights.map(right => ({ name: { 'zh-CN': zh, en }, href, right, group: 'administration' }))

const [calendar, columns, imports, law, site] = [calendarMessages, columnMessages, importMessages, lawMessages, siteMessages]

/** The city's own data: each line for whoever has one of the rights that its page asks for. */
export const cityMenu: readonly MenuLine[] = [
  ...line(columns['zh-CN'].title, columns.en.title, columnsHref, ['column.manage']),
  ...line(columns['zh-CN'].outlets, columns.en.outlets, outletsHref, ['outlet.manage']),
  ...line(imports['zh-CN'].title, imports.en.title, importsHref, ['publication.import', 'organisation.manage', 'account.manage']),
  ...line(calendar['zh-CN'].title, calendar.en.title, calendarHref, ['calendar.manage']),
  ...line(law['zh-CN'].menu, law.en.menu, lawHref, ['law.set']),
  ...line(site['zh-CN'].title, site.en.title, siteHref, ['site.manage']),
  ...line(site['zh-CN'].cityTitle, site.en.cityTitle, cityHref, ['organisation.manage', 'role.grant', 'column.manage']),
  ...line(logMessages['zh-CN'].title, logMessages.en.title, logHref, ['log.read']),
]
