import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { can } from '../../../kernel/org/can.ts'
import { pageNumber } from '../../../web/address.ts'
import type { Env } from '../../../web/env.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, viewOf } from '../../../web/view.ts'
import { whiches } from '../links.ts'
import { MyWorkPage } from '../pages/my-work.tsx'
import { waitingAgreements } from '../queries/agreements.ts'
import { citySteps } from '../queries/city.ts'
import { myWork, page_size } from '../queries/my-work.ts'
import { unattendedCount } from '../queries/unattended.ts'
import { isReady } from '../rules.ts'

export const myWorkDesk = new Hono<Env>()

const whichCases = z.enum(whiches).catch('all')

myWorkDesk.get('/', may('desk.open'), async c => {
  const { processes } = c.var.house
  const input = { which: whichCases.parse(c.req.query('which')), page: pageNumber.parse(c.req.query('page')) }
  const known = processes.map(({ process }) => process)
  const [work, unattended] = await Promise.all([read(c, myWork, { ...input, processes: known }), read(c, unattendedCount, known)])
  const byBusiness = new Map(processes.map(known => [known.process.business, known]))
  const office = can(c.var.actor, 'administrators.agree') ? await administration(c) : undefined
  return page(
    c,
    <MyWorkPage view={viewOf(c)} work={work} unattended={unattended} processes={byBusiness} size={page_size} office={office} />,
  )
})

/** What an administrator is shown first: what the city still lacks, and what waits for agreement. */
async function administration(c: Context<Env>) {
  const steps = await read(c, citySteps, null)
  return { steps: isReady(steps) ? [] : steps, waiting: await read(c, waitingAgreements, c.var.house.clock()) }
}
