import { type Context, Hono } from 'hono'
import { type CommonStep, commonStepNames } from '../../../kernel/cases/common.ts'
import { readCopy, takeCommon } from '../../../kernel/cases/steps/index.ts'
import { notFound } from '../../../kernel/refusal.ts'
import { longNumberIn } from '../../../web/address.ts'
import type { Env } from '../../../web/env.ts'
import { attempt, inWords, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, run, viewOf } from '../../../web/view.ts'
import { complete } from '../commands/steps.ts'
import { completionForm } from '../forms/desk.ts'
import { commonInput, commonNouns, repeatedFields } from '../forms/steps.ts'
import { caseHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import { stepMessages } from '../messages/steps.ts'
import { CasePage } from '../pages/case.tsx'
import type { Faulty } from '../pages/case-steps.tsx'
import { caseView } from './case-view.ts'
import { caseState, type KnownCase, knownCase } from './known-case.ts'

export const casesDesk = new Hono<Env>()

casesDesk.get('/cases/:id', may('desk.open'), async c => {
  const of = await knownCase(c)
  const data = await caseView(c, of)
  const { actor } = c.var
  // The reading receipt of a copy; whoever may not see the case never gets here.
  if (data.of.copies.some(copy => copy.read_at === null && (copy.person_id === null || copy.person_id === actor.person_id)))
    await run(c, readCopy, of.caseId)
  return page(c, <CasePage view={viewOf(c)} data={data} />)
})

for (const step of commonStepNames()) {
  casesDesk.post(`/cases/:id/${commonNouns[step]}`, may('desk.open'), async c => {
    const of = await knownCase(c)
    await caseState(c, of) // what one may not see does not exist
    const typed = await typedForm(c, ...(step === 'hand_on' || step === 'return_to' ? [] : repeatedFields))
    const wanted = commonInput(step, typed)
    if (!wanted.ok) return faultyPage(c, of, { step, typed, errors: faultsOf(c, wanted.fields) })
    const asked = { process: of.known.process, case_id: of.caseId, step, input: wanted.input }
    const done = await attempt(c, () => run(c, takeCommon, asked, once(typed)))
    if (!done.ok) return faultyPage(c, of, { step, typed, errors: inForm(step, done.errors) })
    return c.redirect(caseHref(of.caseId), 303)
  })
}

casesDesk.post('/cases/:id/tasks/:task/completions', may('desk.open'), async c => {
  const of = await knownCase(c)
  const task = longNumberIn(c.req.param('task'))
  const { tasks } = await caseState(c, of)
  if (!tasks.some(({ id }) => id === task)) throw notFound()
  const typed = await typedForm(c)
  const form = parse(completionForm, typed)
  if (!form.ok) {
    const state = { typed, errors: inWords(deskMessages[c.var.locale].errors, form.errors, c.var.locale) }
    return page(c, <CasePage view={viewOf(c)} data={await caseView(c, of)} faultyTask={{ id: task, state }} />, 422)
  }
  await run(c, complete, { known: of.known, task, outcome: form.values.outcome }, once(typed))
  return c.redirect(caseHref(of.caseId), 303)
})

const faultsOf = (c: Context<Env>, fields: readonly string[]) =>
  Object.fromEntries(fields.map(field => [field, stepMessages[c.var.locale].fault]))

/** Whom it goes to is one choice of the form, but two fields of the command. */
const inForm = (step: CommonStep, errors: Readonly<Record<string, string>>) =>
  step !== 'hand_on'
    ? errors
    : Object.fromEntries(Object.entries(errors).map(([field, text]) => [field === 'unit_id' || field === 'person_id' ? 'to' : field, text]))

type FaultyStep = { readonly step: CommonStep; readonly typed: Typed; readonly errors: Readonly<Record<string, string>> }

async function faultyPage(c: Context<Env>, of: KnownCase, { step, typed, errors }: FaultyStep): Promise<Response> {
  const task_id = step === 'give_opinion' ? Number(typed.task_id) : undefined
  const faulty: Faulty = { step, state: { typed, errors }, ...(task_id === undefined ? {} : { task_id }) }
  return page(c, <CasePage view={viewOf(c)} data={await caseView(c, of)} faulty={faulty} />, 422)
}
