// Placeholder until the room is finished.
import type { Hono } from 'hono'
import type { Room } from '../../kernel/room.ts'
import type { Env } from '../../web/env.ts'

export const reports: Room<Hono<Env>> = { name: 'reports', title: { 'zh-CN': '报告', en: 'Reports' } }
