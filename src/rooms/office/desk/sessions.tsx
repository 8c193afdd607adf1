import { type Context, Hono } from 'hono'
import { removeLostFactors } from '../../../kernel/org/grants.ts'
import { endSession, unlockName } from '../../../kernel/org/sessions.ts'
import type { Env } from '../../../web/env.ts'
import { once, parse, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { reasonForm } from '../forms/people.ts'
import { afterHref, sessionsHref } from '../links.ts'
import type { AdminState } from '../pages/admin-parts.tsx'
import { LossPage, SessionsPage } from '../pages/sessions.tsx'
import { personPage, sessionList } from '../queries/people.ts'
import { list_size } from '../queries/units.ts'
import { doneIn, faulty, fresh, numberIn, pageNumber, searchText, statusOf } from './admin-form.ts'

export const sessionsDesk = new Hono<Env>()

const right = 'session.end'

sessionsDesk.get('/sessions', may(right), async c => {
  const question = { q: searchText.parse(c.req.query('q') ?? ''), page: pageNumber.parse(c.req.query('page')), now: c.var.house.clock() }
  return page(c, <SessionsPage view={viewOf(c)} found={await read(c, sessionList, question)} size={list_size} done={doneIn(c)} />)
})

sessionsDesk.post('/sessions/:id/endings', may(right), async c => {
  await run(c, endSession, numberIn(c.req.param('id')))
  return c.redirect(afterHref(sessionsHref, 'ended'), 303)
})

sessionsDesk.post('/locks/:id/endings', may(right), async c => {
  await run(c, unlockName, numberIn(c.req.param('id')))
  return c.redirect(afterHref(sessionsHref, 'unlocked'), 303)
})

const lossPage = async (c: Context<Env>, state: AdminState = fresh()) =>
  page(
    c,
    <LossPage view={viewOf(c)} state={state} person={await read(c, personPage, { id: numberIn(c.req.param('id') ?? ''), right })} />,
    statusOf(state),
  )

sessionsDesk.get('/sessions/people/:id/losses/new', may(right), c => lossPage(c))

sessionsDesk.post('/sessions/people/:id/losses', may(right), async c => {
  const { id: person_id } = await read(c, personPage, { id: numberIn(c.req.param('id')), right })
  const typed = await typedForm(c)
  const form = parse(reasonForm, typed)
  if (!form.ok) return lossPage(c, faulty(c, typed, form.errors))
  await run(c, removeLostFactors, { person_id, ...form.values }, once(typed))
  return c.redirect(afterHref(sessionsHref, 'removed'), 303)
})
