import type { Hono } from 'hono'
import type { Room } from '../../kernel/room.ts'
import type { Env } from '../../web/env.ts'
import { cityMenu } from './city-menu.ts'
import { desk } from './desk/index.ts'
import { myWorkHref } from './links.ts'
import { messages } from './messages/index.ts'

const [zh, en] = [messages['zh-CN'], messages.en]

export const office: Room<Hono<Env>> = {
  name: 'office',
  title: { 'zh-CN': zh.room, en: en.room },
  desk,
  deskMenu: [{ name: { 'zh-CN': zh.myWork, en: en.myWork }, href: myWorkHref, right: 'desk.open' }, ...cityMenu],
}
