import { type Context, Hono } from 'hono'
import { isDay } from '../../../kernel/calendar/day.ts'
import { ruleIfAny } from '../../../kernel/law/define.ts'
import { lawHistory, setLaw } from '../../../kernel/law/set.ts'
import { lawSettings } from '../../../kernel/law/settings.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'
import type { Env } from '../../../web/env.ts'
import { attempt, once, parse, typedForm } from '../../../web/form.ts'
import type { SentForm } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { lawForm } from '../forms/law.ts'
import { lawItemHref } from '../links.ts'
import { lawMessages } from '../messages/law.ts'
import { LawItemPage, type LawLine, LawPage } from '../pages/law.tsx'
import { again, faulty, fresh, statusOf } from './city-form.ts'

export const lawDesk = new Hono<Env>()

const settings = (look: Look, _input: null) => lawSettings(look.db)

lawDesk.get('/law', may('law.set'), async c => {
  const { today } = viewOf(c)
  const asked = c.req.query('day') ?? today
  const day = isDay(asked) ? asked : today
  const set = await read(c, settings, null)
  const { law: rules } = c.var.house
  const lines = Object.entries(rules).map(([key, rule]) => ({ key, rule, ruling: ruleIfAny(rules, key, day, set) }))
  return page(c, <LawPage view={viewOf(c)} lines={lines} day={day} />)
})

lawDesk.get('/law/:key', may('law.set'), async c => itemPage(c, fresh({ valid_from: viewOf(c).today }), c.req.query('done') === 'set'))

lawDesk.post('/law/:key/settings', may('law.set'), async c => {
  const { key } = await lineOf(c)
  const typed = await typedForm(c)
  const form = parse(lawForm, typed)
  if (!form.ok) return itemPage(c, faulty(c, typed, form.errors, lawMessages[c.var.locale].errors))
  const done = await attempt(c, () => run(c, setLaw, { law: c.var.house.law, key, ...form.values }, once(typed)))
  return done.ok ? c.redirect(`${lawItemHref(key)}?done=set`, 303) : itemPage(c, again(typed, done.errors))
})

async function lineOf(c: Context<Env>): Promise<LawLine> {
  const key = c.req.param('key') ?? ''
  const { law: rules } = c.var.house
  const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
  if (!rule) throw notFound()
  return { key, rule, ruling: ruleIfAny(rules, key, viewOf(c).today, await read(c, settings, null)) }
}

async function itemPage(c: Context<Env>, state: SentForm, done = false): Promise<Response> {
  const [line, history] = [await lineOf(c), await read(c, lawHistory, null)]
  return page(c, <LawItemPage view={viewOf(c)} line={line} history={history} state={state} done={done} />, statusOf(state))
}
