import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { type CommonStep, commonStepNames } from '../../../kernel/cases/common.ts'
import { commonState } from '../../../kernel/cases/common-state.ts'
import { eventWords } from '../../../kernel/cases/event-words.ts'
import { stepName } from '../../../kernel/cases/process.ts'
import { rowWords } from '../../../kernel/cases/reason.ts'
import { readCopy } from '../../../kernel/cases/steps/index.ts'
import { caseClock, timeline } from '../../../kernel/cases/timeline.ts'
import { noticesOfCase } from '../../../kernel/notices/notices.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import type { Env } from '../../../web/env.ts'
import { attempt, inWords, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { completeAndTell, takeAndTell } from '../commands/steps.ts'
import { completionForm } from '../forms/desk.ts'
import { commonInput, commonNouns, repeatedFields } from '../forms/steps.ts'
import { caseHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import { stepMessages } from '../messages/steps.ts'
import { CasePage, type CaseView } from '../pages/case.tsx'
import type { Faulty } from '../pages/case-steps.tsx'
import type { FormState } from '../pages/fields.tsx'
import { businessOf, opinionsToGive, partiesFor, tasksToDo } from '../queries/case.ts'
import { urgencyOf } from '../queries/my-work.ts'
import { dueOf } from '../rules.ts'
import { numberIn } from './views.tsx'

export const casesDesk = new Hono<Env>()

casesDesk.get('/cases/:id', may('desk.open'), async c => {
  const caseId = numberIn(c.req.param('id'))
  const known = await processOf(c, caseId)
  const data = await caseView(c, known, caseId)
  const { actor } = c.var
  // The reading receipt of a copy; whoever may not see the case never gets here.
  if (data.of.copies.some(copy => copy.read_at === null && (copy.person_id === null || copy.person_id === actor.person_id)))
    await run(c, readCopy, caseId)
  return page(c, <CasePage view={viewOf(c)} data={data} />)
})

for (const step of commonStepNames()) {
  casesDesk.post(`/cases/:id/${commonNouns[step]}`, may('desk.open'), async c => {
    const caseId = numberIn(c.req.param('id'))
    const known = await processOf(c, caseId)
    await read(c, commonState, { process: known.process, case_id: caseId }) // what one may not see does not exist
    const typed = await typedForm(c, ...(step === 'hand_on' || step === 'return_to' ? [] : repeatedFields))
    const wanted = commonInput(step, typed)
    if (!wanted.ok) return faultyPage(c, known, caseId, { step, typed, errors: faultsOf(c, wanted.fields) })
    const done = await attempt(c, () =>
      run(c, takeAndTell, { process: known.process, case_id: caseId, step, input: wanted.input }, once(typed)),
    )
    if (!done.ok) return faultyPage(c, known, caseId, { step, typed, errors: inForm(step, done.errors) })
    return c.redirect(caseHref(caseId), 303)
  })
}

casesDesk.post('/cases/:id/tasks/:task/completions', may('desk.open'), async c => {
  const [caseId, task] = [numberIn(c.req.param('id')), numberIn(c.req.param('task'))]
  const known = await processOf(c, caseId)
  const { tasks } = await read(c, commonState, { process: known.process, case_id: caseId })
  if (!tasks.some(({ id }) => id === task)) throw notFound()
  const typed = await typedForm(c)
  const form = parse(completionForm, typed)
  if (!form.ok) {
    const state = { typed, errors: inWords(deskMessages[c.var.locale].errors, form.errors, c.var.locale) }
    return page(c, <CasePage view={viewOf(c)} data={await caseView(c, known, caseId)} faultyTask={{ id: task, state }} />, 422)
  }
  await run(c, completeAndTell, { known, task, outcome: form.values.outcome }, once(typed))
  return c.redirect(caseHref(caseId), 303)
})

async function processOf(c: Context<Env>, caseId: number): Promise<RoomProcess> {
  const business = await read(c, businessOf, caseId)
  const known = c.var.house.processes.find(({ process }) => process.business === business)
  if (!known) throw notFound()
  return known
}

/** All that the page shows; 'not_found' for who may not see the case. */
async function caseView(c: Context<Env>, { process, href }: RoomProcess, caseId: number): Promise<CaseView> {
  const { locale, actor } = c.var
  const of = await read(c, commonState, { process, case_id: caseId })
  const [events, clock, notices, parties, urgency] = await Promise.all([
    read(c, timeline, caseId),
    read(c, caseClock, caseId),
    read(c, noticesOfCase, caseId),
    read(c, partiesFor, of),
    read(c, urgencyOf, undefined),
  ])
  return {
    of,
    due: of.due_on === null ? null : dueOf(of.due_on, urgency),
    parties,
    roomHref: href(caseId),
    events: events.map(event => ({
      ...event,
      late: Boolean(event.late),
      name: stepName(of.table, event.step)[locale],
      words: eventWords(of.table, event)?.[locale] ?? null,
    })),
    ledger: clock.rows.map(row => ({ ...row, why: rowWords(row)[locale] })),
    notices,
    toDo: [...tasksToDo({ actor }, of), ...opinionsToGive({ actor }, of)],
    formId: randomUUID(),
  }
}

const faultsOf = (c: Context<Env>, fields: readonly string[]) =>
  Object.fromEntries(fields.map(field => [field, stepMessages[c.var.locale].fault]))

/** Whom it goes to is one choice of the form, but two fields of the command. */
const inForm = (step: CommonStep, errors: Readonly<Record<string, string>>) =>
  step !== 'hand_on'
    ? errors
    : Object.fromEntries(Object.entries(errors).map(([field, text]) => [field === 'unit_id' || field === 'person_id' ? 'to' : field, text]))

async function faultyPage(
  c: Context<Env>,
  known: RoomProcess,
  caseId: number,
  { step, typed, errors }: { readonly step: CommonStep; readonly typed: Typed; readonly errors: FormState['errors'] },
): Promise<Response> {
  const data = await caseView(c, known, caseId)
  const task_id = step === 'give_opinion' ? Number(typed.task_id) : undefined
  const faulty: Faulty = { step, state: { typed, errors }, ...(task_id === undefined ? {} : { task_id }) }
  return page(c, <CasePage view={viewOf(c)} data={data} faulty={faulty} />, 422)
}
