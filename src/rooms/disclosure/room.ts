import type { Hono } from 'hono'
import type { DemoCity } from '../../../demo/city.ts'
import type { Room } from '../../kernel/room.ts'
import type { Env } from '../../web/env.ts'
import { demo } from './demo.ts'
import { desk } from './desk.tsx'
import { figures } from './figures.ts'
import { columnHref, columnsHref, deskPublicationsHref, draftHref, draftsHref, gazettesHref } from './links.ts'
import { messages } from './messages.ts'
import { portal } from './portal.tsx'
import { review } from './process.ts'

const [zh, en] = [messages['zh-CN'], messages.en]

export const disclosure: Room<Hono<Env>, DemoCity> = {
  name: 'disclosure',
  title: { 'zh-CN': zh.room, en: en.room },
  processes: [{ process: review, href: draftHref }],
  figures,
  portal,
  desk,
  portalMenu: [
    { name: { 'zh-CN': '首页', en: 'Home' }, href: '/' },
    { name: { 'zh-CN': zh.columns, en: en.columns }, href: columnsHref },
    { name: { 'zh-CN': '政策文件', en: 'Policies' }, href: columnHref('policy-documents') },
    { name: { 'zh-CN': zh.gazette, en: en.gazette }, href: gazettesHref },
  ],
  deskMenu: [
    { name: { 'zh-CN': zh.drafts, en: en.drafts }, href: draftsHref, right: 'publication.write' },
    { name: { 'zh-CN': zh.publications, en: en.publications }, href: deskPublicationsHref, right: 'desk.open', group: 'information' },
  ],
  acts: {
    revise: { 'zh-CN': '修改草稿', en: 'Revise a draft' },
    record_delivery: { 'zh-CN': '登记公开', en: 'Record a delivery' },
    hold_conference: { 'zh-CN': '登记新闻发布会', en: 'Enter a press conference' },
    issue_gazette: { 'zh-CN': '出版公报', en: 'Issue a gazette' },
  },
  demo,
}
