import type { Hono } from 'hono'
import type { Room } from '../../kernel/room.ts'
import type { Env } from '../../web/env.ts'
import { desk } from './desk.tsx'
import { deskReportsHref, reportsHref } from './links.ts'
import { messages } from './messages.ts'
import { portal } from './portal.tsx'

const name = { 'zh-CN': messages['zh-CN'].room, en: messages.en.room }

export const reports: Room<Hono<Env>> = {
  name: 'reports',
  title: name,
  portal,
  desk,
  portalMenu: [{ name, href: reportsHref }],
  deskMenu: [{ name, href: deskReportsHref, right: 'report.check' }],
}
