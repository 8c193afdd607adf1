import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { removeView, renameView, saveView, shareView, viewsFor } from '../../../kernel/lists/views.ts'
import { notFound } from '../../../kernel/refusal.ts'
import { numberIn } from '../../../web/address.ts'
import type { Env } from '../../../web/env.ts'
import type { FormState } from '../../../web/fields.tsx'
import { attempt, type FieldErrors, inWords, once, parse, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { renameViewForm, saveViewForm, shareViewForm } from '../forms/desk.ts'
import { viewsHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import { SaveViewPage, ViewsPage } from '../pages/views.tsx'
import { ownUnits } from '../queries/own-units.ts'

export const viewsDesk = new Hono<Env>()

const done = z.enum(['saved', 'removed']).optional().catch(undefined)

viewsDesk.get('/views', may('desk.open'), c => viewsPage(c))

viewsDesk.post('/views', may('desk.open'), async c => {
  const typed = await typedForm(c)
  const again = (errors: FieldErrors) => page(c, <SaveViewPage view={viewOf(c)} state={{ typed, errors }} />, 422)
  const form = parse(saveViewForm, typed)
  if (!form.ok) return again(inWords(deskMessages[c.var.locale].errors, form.errors, c.var.locale))
  const saved = await attempt(c, () => run(c, saveView, form.values, once(typed)))
  return saved.ok ? c.redirect(`${viewsHref}?done=saved`, 303) : again(saved.errors)
})

viewsDesk.post('/views/:id/names', may('desk.open'), async c => {
  const id = numberIn(c.req.param('id'))
  if (!(await read(c, viewsFor, null)).some(view => view.mine && view.id === id)) throw notFound()
  const typed = await typedForm(c)
  const form = parse(renameViewForm, typed)
  if (!form.ok) return viewsPage(c, { id, state: { typed, errors: inWords(deskMessages[c.var.locale].errors, form.errors, c.var.locale) } })
  const renamed = await attempt(c, () => run(c, renameView, { id, name: form.values.name }))
  return renamed.ok ? c.redirect(`${viewsHref}?done=saved`, 303) : viewsPage(c, { id, state: { typed, errors: renamed.errors } })
})

viewsDesk.post('/views/:id/shares', may('desk.open'), async c => {
  const form = parse(shareViewForm, await typedForm(c))
  if (!form.ok) throw notFound()
  await run(c, shareView, { id: numberIn(c.req.param('id')), unit_id: form.values.unit_id })
  return c.redirect(`${viewsHref}?done=saved`, 303)
})

viewsDesk.post('/views/:id/removals', may('desk.open'), async c => {
  await run(c, removeView, numberIn(c.req.param('id')))
  return c.redirect(`${viewsHref}?done=removed`, 303)
})

async function viewsPage(c: Context<Env>, faulty?: { readonly id: number; readonly state: FormState }): Promise<Response> {
  const [views, units] = await Promise.all([read(c, viewsFor, null), read(c, ownUnits, null)])
  const props = { views, units, faulty, done: faulty ? undefined : done.parse(c.req.query('done')) }
  return page(c, <ViewsPage view={viewOf(c)} {...props} />, faulty ? 422 : 200)
}
