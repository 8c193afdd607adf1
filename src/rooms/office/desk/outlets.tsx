import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { closeOutlet, createOutlet } from '../../../kernel/publications/outlets.ts'
import type { Env } from '../../../web/env.ts'
import { attempt, once, parse, typedForm } from '../../../web/form.ts'
import type { SentForm } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { outletForm } from '../forms/columns.ts'
import { outletsHref } from '../links.ts'
import { columnMessages } from '../messages/columns.ts'
import { OutletsPage } from '../pages/outlets.tsx'
import { outletList, unitChoices } from '../queries/columns.ts'
import { again, faulty, fresh, numberIn, statusOf } from './city-form.ts'

export const outletsDesk = new Hono<Env>()

const acts = z.enum(['opened', 'closed']).optional().catch(undefined)

outletsDesk.get('/outlets', may('outlet.manage'), c => {
  const act = acts.parse(c.req.query('done'))
  return listPage(c, fresh(), act && columnMessages[c.var.locale].outletDone[act])
})

outletsDesk.post('/outlets', may('outlet.manage'), async c => {
  const typed = await typedForm(c)
  const form = parse(outletForm, typed)
  if (!form.ok) return listPage(c, faulty(c, typed, form.errors, columnMessages[c.var.locale].errors))
  const done = await attempt(c, () => run(c, createOutlet, form.values, once(typed)))
  return done.ok ? c.redirect(`${outletsHref}?done=opened`, 303) : listPage(c, again(typed, done.errors))
})

outletsDesk.post('/outlets/:id/closures', may('outlet.manage'), async c => {
  await run(c, closeOutlet, numberIn(c.req.param('id')))
  return c.redirect(`${outletsHref}?done=closed`, 303)
})

async function listPage(c: Context<Env>, state: SentForm, done?: string): Promise<Response> {
  const [list, units] = await Promise.all([read(c, outletList, null), read(c, unitChoices, 'outlet.manage')])
  return page(c, <OutletsPage view={viewOf(c)} list={list} units={units} state={state} done={done} />, statusOf(state))
}
