import { Hono } from 'hono'
import type { Env } from '../../../web/env.ts'
import { calendarDesk } from './calendar.tsx'
import { columnsDesk } from './columns.tsx'
import { importsDesk } from './imports.tsx'
import { lawDesk } from './law.tsx'
import { myWorkDesk } from './my-work.tsx'
import { outletsDesk } from './outlets.tsx'
import { signInDesk } from './sign-in.tsx'
import { siteDesk } from './site.tsx'

/** The office's pages under /desk, one file per noun. */
export const desk = new Hono<Env>()
  .route('/', importsDesk) // before units and people: /desk/units/imports is no unit
  .route('/', myWorkDesk)
  .route('/', signInDesk)
  .route('/', calendarDesk)
  .route('/', lawDesk)
  .route('/', columnsDesk)
  .route('/', outletsDesk)
  .route('/', siteDesk)
