import { type Context, Hono } from 'hono'
import { readSite, setSite } from '../../../kernel/site/site.ts'
import type { Env } from '../../../web/env.ts'
import { once, parse, typedForm } from '../../../web/form.ts'
import type { SentForm } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { siteForm } from '../forms/site.ts'
import { siteHref } from '../links.ts'
import { siteMessages } from '../messages/site.ts'
import { CityPage } from '../pages/city.tsx'
import { SitePage } from '../pages/site.tsx'
import { citySteps } from '../queries/city.ts'
import { faulty, fresh, statusOf } from './city-form.ts'

export const siteDesk = new Hono<Env>()

// Everybody of the desk may see what is missing; each step's page names the right to mend it.
siteDesk.get('/city', may('desk.open'), async c => page(c, <CityPage view={viewOf(c)} steps={await read(c, citySteps, null)} />))

siteDesk.get('/site', may('site.manage'), async c => {
  const site = await read(c, readSite, null)
  const typed = Object.fromEntries(Object.entries(site ?? {}).map(([field, value]) => [field, value ?? '']))
  return sitePage(c, fresh(typed), c.req.query('done') === 'set')
})

siteDesk.post('/site', may('site.manage'), async c => {
  const typed = await typedForm(c)
  const form = parse(siteForm, typed)
  if (!form.ok) return sitePage(c, faulty(c, typed, form.errors, siteMessages[c.var.locale].errors))
  await run(c, setSite, form.values, once(typed))
  await c.var.house.site.refresh() // so that the page that follows says it already
  return c.redirect(`${siteHref}?done=set`, 303)
})

async function sitePage(c: Context<Env>, state: SentForm, done = false): Promise<Response> {
  const said = (await read(c, readSite, null)) !== undefined
  return page(c, <SitePage view={viewOf(c)} state={state} said={said} done={done} />, statusOf(state))
}
