import type { Hono } from 'hono'
import type { Room } from '../../kernel/room.ts'
import type { Env } from '../../web/env.ts'
import { cityMenu } from './city-menu.ts'
import { desk } from './desk/index.ts'
import { digest } from './jobs.ts'
import { myWorkHref, unitWorkHref } from './links.ts'
import { deskMessages } from './messages/desk.ts'
import { messages } from './messages/index.ts'
import { peopleMenu } from './people-menu.ts'

const [zh, en] = [messages['zh-CN'], messages.en]

export const office: Room<Hono<Env>> = {
  name: 'office',
  title: { 'zh-CN': zh.room, en: en.room },
  desk,
  jobs: [digest],
  acts: {
    batch: { 'zh-CN': '批量办理', en: 'Act on many cases' },
    read_log: { 'zh-CN': '查看日志', en: 'Read the log' },
  },
  deskMenu: [
    { name: { 'zh-CN': zh.myWork, en: en.myWork }, href: myWorkHref, right: 'desk.open' },
    { name: { 'zh-CN': deskMessages['zh-CN'].unitWork, en: deskMessages.en.unitWork }, href: unitWorkHref, right: 'desk.open' },
    ...peopleMenu,
    ...cityMenu,
  ],
}
