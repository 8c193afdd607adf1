import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { commonState } from '../../../kernel/cases/common-state.ts'
import { takeCommon } from '../../../kernel/cases/steps/index.ts'
import { notFound, Refusal } from '../../../kernel/refusal.ts'
import type { Words } from '../../../kernel/words.ts'
import { longId, longNumberIn } from '../../../web/address.ts'
import type { Env } from '../../../web/env.ts'
import { type FieldErrors, inWords, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { keepBatch } from '../commands/steps.ts'
import { type BatchAct, batch_max, batchActNames } from '../forms/batches.ts'
import { batchForm } from '../forms/desk.ts'
import { batchHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import { BatchConfirmPage, BatchPage } from '../pages/batches.tsx'
import { type BatchCases, batchCases, batchOf, handees } from '../queries/batch.ts'
import { actsFor, formIdOfPart } from '../rules.ts'
import { knownProcesses } from './unit-work.tsx'

export const batchesDesk = new Hono<Env>()

const processesOf = (c: Context<Env>) => c.var.house.processes.map(({ process }) => process)

/** The act asked for; one that this person may do nowhere is none. */
function actIn(c: Context<Env>, text: string | undefined): BatchAct {
  const act = batchActNames.find(name => name === text)
  if (act === undefined || !actsFor(c.var.actor, processesOf(c)).includes(act)) throw notFound()
  return act
}

function idsIn(texts: readonly string[]): number[] {
  const ids = [...new Set(texts.flatMap(text => longId.safeParse(text).data ?? []))]
  if (ids.length > batch_max)
    throw new Refusal('invalid', { 'zh-CN': deskMessages['zh-CN'].tooMany(batch_max), en: deskMessages.en.tooMany(batch_max) })
  return ids
}

batchesDesk.get('/unit-work/batches/new', may('desk.open'), async c => {
  const act = actIn(c, c.req.query('act'))
  return confirmPage(c, act, idsIn(c.req.queries('case') ?? []), {}, {})
})

batchesDesk.post('/unit-work/batches', may('desk.open'), async c => {
  const typed = await typedForm(c, 'case')
  const act = actIn(c, typed.act)
  const ids = idsIn((typed.case ?? '').split(' '))
  const form = parse(batchForm, typed)
  const errors: FieldErrors = form.ok
    ? act === 'hand_on' && form.values.person_id === undefined
      ? { person_id: 'person_missing' }
      : {}
    : form.errors
  if (!form.ok || Object.keys(errors).length > 0)
    return confirmPage(c, act, ids, typed, inWords(deskMessages[c.var.locale].errors, errors, c.var.locale))
  const cases = await read(c, batchCases, { processes: processesOf(c), ids })
  const { note, person_id } = form.values
  const input = act === 'hand_on' ? { person_id, why: note === '' ? deskMessages['zh-CN'].batchWhy : note } : { note }
  const results = []
  for (const row of cases) {
    results.push({ case_id: row.id, title: row.title, number: row.number, why: await actOn(c, row, { act, input, typed }) })
  }
  return c.redirect(batchHref(await run(c, keepBatch, { act, results }, once(typed))), 303)
})

type Acting = { readonly act: BatchAct; readonly input: unknown; readonly typed: Typed }

/** One case, in a transaction of its own; null when it was done, else why not. The same form sent twice does nothing twice. */
async function actOn(c: Context<Env>, row: BatchCases[number], { act, input, typed }: Acting): Promise<Words | null> {
  const process = knownProcesses(c).get(row.business)?.process
  if (!process) return notFound().words
  try {
    await read(c, commonState, { process, case_id: row.id })
    const asked = { process, case_id: row.id, step: act, input }
    const form = once(typed)
    await run(c, takeCommon, asked, form && { formId: formIdOfPart(form.formId, row.id) })
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.words
    throw error
  }
}

batchesDesk.get('/unit-work/batches/:id', may('desk.open'), async c => {
  const batch = await read(c, batchOf, longNumberIn(c.req.param('id')))
  return page(c, <BatchPage view={viewOf(c)} act={batch.act} results={batch.results} />)
})

async function confirmPage(c: Context<Env>, act: BatchAct, ids: readonly number[], typed: Typed, errors: FieldErrors): Promise<Response> {
  const cases = await read(c, batchCases, { processes: processesOf(c), ids })
  const people = act === 'hand_on' ? await read(c, handees, cases) : []
  const props = { act, cases, people, known: knownProcesses(c), state: { typed, errors }, formId: randomUUID() }
  return page(c, <BatchConfirmPage view={viewOf(c)} {...props} />, Object.keys(errors).length > 0 ? 422 : 200)
}
