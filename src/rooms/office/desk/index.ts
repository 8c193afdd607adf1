import { Hono } from 'hono'
import type { Env } from '../../../web/env.ts'
import { batchesDesk } from './batches.tsx'
import { casesDesk } from './cases.tsx'
import { helpDesk } from './help.tsx'
import { liveDesk } from './live.tsx'
import { myWorkDesk } from './my-work.tsx'
import { noticesDesk } from './notices.tsx'
import { signInDesk } from './sign-in.tsx'
import { unitWorkDesk } from './unit-work.tsx'
import { viewsDesk } from './views.tsx'

/** The office's pages under /desk, one file per noun. */
export const desk = new Hono<Env>()
  .route('/', myWorkDesk)
  .route('/', signInDesk)
  .route('/', unitWorkDesk)
  .route('/', viewsDesk)
  .route('/', noticesDesk)
  .route('/', liveDesk)
  .route('/', casesDesk)
  .route('/', helpDesk)
  .route('/', batchesDesk)
