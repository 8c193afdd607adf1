import { type Context, Hono } from 'hono'
import { agree, closeProposal, propose } from '../../../kernel/org/agreements.ts'
import type { Env } from '../../../web/env.ts'
import { attempt, inWords, parse, typedForm } from '../../../web/form.ts'
import { again, fresh, type SentForm, statusOf } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { proposalForm } from '../forms/agreements.ts'
import { administratorsHref, afterHref } from '../links.ts'
import { type AgreementDone, agreementMessages } from '../messages/agreements.ts'
import { AdministratorsPage, HalfPage, ProposalPage } from '../pages/agreements.tsx'
import { administratorPage, agreementsPage } from '../queries/agreements.ts'
import { numberIn } from './admin-form.ts'

export const agreementsDesk = new Hono<Env>()

const right = 'administrators.agree'

const dones = new Set<string>(Object.keys(agreementMessages.en.dones))
const isDone = (text: string): text is AgreementDone => dones.has(text)

agreementsDesk.get('/administrators', may(right), async c => {
  const said = c.req.query('done') ?? ''
  const found = await read(c, agreementsPage, c.var.house.clock())
  return page(c, <AdministratorsPage view={viewOf(c)} actor={c.var.actor} found={found} done={isDone(said) ? said : undefined} />)
})

async function proposalPage(c: Context<Env>, state: SentForm = fresh()): Promise<Response> {
  const person = await read(c, administratorPage, numberIn(c.req.param('id') ?? ''))
  return page(c, <ProposalPage view={viewOf(c)} state={state} person={person} />, statusOf(state))
}

agreementsDesk.get('/administrators/:id/proposals/new', may(right), c => proposalPage(c))

// Without `once`: its receipt would keep half a password. A second sending finds the first one waiting, and is told.
agreementsDesk.post('/administrators/:id/proposals', may(right), async c => {
  const { id: person_id } = await read(c, administratorPage, numberIn(c.req.param('id')))
  const typed = await typedForm(c)
  const form = parse(proposalForm, typed)
  if (!form.ok) return proposalPage(c, again(typed, inWords(agreementMessages[c.var.locale].errors, form.errors, c.var.locale)))
  const done = await attempt(c, () => run(c, propose, { person_id, ...form.values }))
  if (!done.ok) return proposalPage(c, again(typed, done.errors))
  if (done.value.half !== undefined) return page(c, <HalfPage view={viewOf(c)} which="first" half={done.value.half} />)
  return c.redirect(afterHref(administratorsHref, 'proposed'), 303)
})

agreementsDesk.post('/proposals/:id/consents', may(right), async c => {
  const { half } = await run(c, agree, numberIn(c.req.param('id')))
  if (half !== undefined) return page(c, <HalfPage view={viewOf(c)} which="second" half={half} />)
  return c.redirect(afterHref(administratorsHref, 'agreed'), 303)
})

agreementsDesk.post('/proposals/:id/closures', may(right), async c => {
  await run(c, closeProposal, numberIn(c.req.param('id')))
  return c.redirect(afterHref(administratorsHref, 'closed'), 303)
})
