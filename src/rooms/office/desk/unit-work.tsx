import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { exportSlice, pageSlice, parseList } from '../../../kernel/lists/list.ts'
import { viewsFor } from '../../../kernel/lists/views.ts'
import type { Env } from '../../../web/env.ts'
import { exportFormats, exportLimit, exportList } from '../../../web/export.ts'
import { may } from '../../../web/guard.tsx'
import { viewKey } from '../../../web/list-views.tsx'
import { page, read, viewOf } from '../../../web/view.ts'
import { unitWorkRules } from '../forms/lists.ts'
import { unitWorkHref } from '../links.ts'
import { UnitWorkPage, unitWorkList } from '../pages/unit-work.tsx'
import { seenUnits, unitWork } from '../queries/unit-work.ts'
import { actsFor } from '../rules.ts'

export const unitWorkDesk = new Hono<Env>()

const asked = (c: Context<Env>) => parseList(unitWorkRules, new URL(c.req.url).searchParams)
const processesOf = (c: Context<Env>) => c.var.house.processes.map(({ process }) => process)
export const knownProcesses = (c: Context<Env>) => new Map(c.var.house.processes.map(known => [known.process.business, known]))

unitWorkDesk.get('/unit-work', may('desk.open'), async c => {
  const query = asked(c)
  const processes = processesOf(c)
  const [found, units, views] = await Promise.all([
    read(c, unitWork, { processes, query, slice: pageSlice(query.page) }),
    read(c, seenUnits, processes),
    read(c, viewsFor, viewKey(unitWorkHref)),
  ])
  const props = { query, found, units, views, acts: actsFor(c.var.actor, processes), formId: randomUUID() }
  return page(c, <UnitWorkPage view={viewOf(c)} known={knownProcesses(c)} {...props} />)
})

for (const format of exportFormats) {
  unitWorkDesk.get(`/unit-work.${format}`, may('desk.open'), exportLimit, async c => {
    const query = asked(c)
    const { rows } = await read(c, unitWork, { processes: processesOf(c), query, slice: exportSlice })
    return await exportList(c, unitWorkList(knownProcesses(c)), { query, rows, format })
  })
}
