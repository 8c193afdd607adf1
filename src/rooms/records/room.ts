import type { Hono } from 'hono'
import type { Room } from '../../kernel/room.ts'
import type { Env } from '../../web/env.ts'
import { proofMessages } from '../../web/proof-messages.ts'
import { figuresHref, proofsHref } from './links.ts'
import { messages } from './messages.ts'
import { portal } from './portal.tsx'

export const records: Room<Hono<Env>> = {
  name: 'records',
  title: { 'zh-CN': messages['zh-CN'].room, en: messages.en.room },
  portal,
  portalMenu: [
    { name: { 'zh-CN': messages['zh-CN'].room, en: messages.en.room }, href: figuresHref() },
    { name: { 'zh-CN': proofMessages['zh-CN'].title, en: proofMessages.en.title }, href: proofsHref },
  ],
}
