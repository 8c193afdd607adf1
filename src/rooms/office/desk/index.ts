import { Hono } from 'hono'
import type { Env } from '../../../web/env.ts'
import { accountDesk } from './account.tsx'
import { agreementsDesk } from './agreements.tsx'
import { batchesDesk } from './batches.tsx'
import { calendarDesk } from './calendar.tsx'
import { caseFilesDesk } from './case-files.tsx'
import { casesDesk } from './cases.tsx'
import { columnsDesk } from './columns.tsx'
import { helpDesk } from './help.tsx'
import { importsDesk } from './imports.tsx'
import { lawDesk } from './law.tsx'
import { lettersDesk } from './letters.tsx'
import { liveDesk } from './live.tsx'
import { logDesk } from './log.tsx'
import { myWorkDesk } from './my-work.tsx'
import { noticesDesk } from './notices.tsx'
import { outletsDesk } from './outlets.tsx'
import { peopleDesk } from './people.tsx'
import { rolesDesk } from './roles.tsx'
import { sessionsDesk } from './sessions.tsx'
import { signInDesk } from './sign-in.tsx'
import { signInStagesDesk } from './sign-in-stages.tsx'
import { siteDesk } from './site.tsx'
import { unitWorkDesk } from './unit-work.tsx'
import { unitsDesk } from './units.tsx'
import { viewsDesk } from './views.tsx'

/** The office's pages under /desk, one file per noun. */
export const desk = new Hono<Env>()
  .route('/', importsDesk) // before units and people: /desk/units/imports is no unit
  .route('/', myWorkDesk)
  .route('/', signInDesk)
  .route('/', batchesDesk) // before the work of the unit
  .route('/', unitWorkDesk)
  .route('/', viewsDesk)
  .route('/', noticesDesk)
  .route('/', liveDesk)
  .route('/', casesDesk)
  .route('/', caseFilesDesk)
  .route('/', lettersDesk)
  .route('/', helpDesk)
  .route('/', calendarDesk)
  .route('/', lawDesk)
  .route('/', columnsDesk)
  .route('/', outletsDesk)
  .route('/', siteDesk)
  .route('/', unitsDesk)
  .route('/', peopleDesk)
  .route('/', rolesDesk)
  .route('/', sessionsDesk)
  .route('/', agreementsDesk)
  .route('/', signInStagesDesk)
  .route('/', accountDesk)
  .route('/', logDesk)
