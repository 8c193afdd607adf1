import { Hono } from 'hono'
import type { Env } from '../../../web/env.ts'
import { may } from '../../../web/guard.tsx'
import { page, viewOf } from '../../../web/view.ts'
import { HelpPage } from '../pages/help.tsx'

export const helpDesk = new Hono<Env>()

helpDesk.get('/help', may('desk.open'), c => page(c, <HelpPage view={viewOf(c)} />))
