import type { Hono } from 'hono'
import type { DemoCity } from '../../../demo/city.ts'
import type { Room } from '../../kernel/room.ts'
import type { Env } from '../../web/env.ts'
import { epilogue } from './demo.ts'
import { desk } from './desk.tsx'
import { deskReportsHref, reportsHref } from './links.ts'
import { messages } from './messages.ts'
import { portal } from './portal.tsx'

const name = { 'zh-CN': messages['zh-CN'].room, en: messages.en.room }

export const reports: Room<Hono<Env>, DemoCity> = {
  name: 'reports',
  title: name,
  portal,
  desk,
  epilogue,
  acts: { release_report: { 'zh-CN': '发布年度报告', en: 'Release an annual report' } },
  portalMenu: [{ name, href: reportsHref }],
  deskMenu: [{ name, href: deskReportsHref, right: 'report.check', group: 'information' }],
}
