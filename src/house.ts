import type { Hono } from 'hono'
import type { DemoCity } from '../demo/city.ts'
import type { Room } from './kernel/room.ts'
import { disclosure } from './rooms/disclosure/room.ts'
import { office } from './rooms/office/room.ts'
import { records } from './rooms/records/room.ts'
import { reports } from './rooms/reports/room.ts'
import type { Env } from './web/env.ts'

/** The rooms of the house, in the order of its menus. */
export const house: readonly Room<Hono<Env>, DemoCity>[] = [office, disclosure, records, reports]
