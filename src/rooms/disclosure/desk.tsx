import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { commonState } from '../../kernel/cases/common-state.ts'
import { stepsFor } from '../../kernel/cases/take.ts'
import { attachmentsOf, caseAttachment } from '../../kernel/files/attachments.ts'
import { exportSlice, pageSlice, parseList } from '../../kernel/lists/list.ts'
import { can } from '../../kernel/org/can.ts'
import { textOf } from '../../kernel/publications/body.ts'
import { notFound, Refusal } from '../../kernel/refusal.ts'
import type { Command } from '../../kernel/work.ts'
import { numberIn } from '../../web/address.ts'
import { serveFile } from '../../web/download.ts'
import type { Env } from '../../web/env.ts'
import { exportFormats, exportLimit, exportList } from '../../web/export.ts'
import { attempt, type FieldErrors, inWords, once, parse, type Typed, typedForm } from '../../web/form.ts'
import { again, fresh, statusOf } from '../../web/form-state.ts'
import { may } from '../../web/guard.tsx'
import { limit } from '../../web/limit.ts'
import { receiveUpload } from '../../web/upload.ts'
import { page, read, run, viewOf } from '../../web/view.ts'
import {
  abandon,
  amendItem,
  approve,
  attachFile,
  detachFile,
  draft,
  recordDelivery,
  refuse,
  release,
  revise,
  type StepInput,
  sendBack,
  submit,
  withdrawItem,
} from './commands.ts'
import {
  amendmentForm,
  attachmentForm,
  deliveryForm,
  draftForm,
  draftList,
  keptIn,
  publicationList,
  stepForm,
  withdrawalForm,
} from './forms.ts'
import { historyOf } from './history.ts'
import { deskPublicationHref, draftHref } from './links.ts'
import { messages } from './messages.ts'
import { DraftPage, stepNouns } from './pages/draft.tsx'
import { DraftFormPage } from './pages/draft-form.tsx'
import { DraftsPage, shownDrafts } from './pages/drafts.tsx'
import type { FormState } from './pages/fields.tsx'
import { PublicationPage } from './pages/publication.tsx'
import { AmendmentFormPage, DeliveryFormPage, WithdrawalFormPage } from './pages/publication-forms.tsx'
import { PublicationsPage, shownPublications } from './pages/publications.tsx'
import { type ReviewStep, review } from './process.ts'
import { article, draftCase, draftChoices, myDrafts, outletChoices, publicationSearch, publishingUnits } from './queries.ts'
import { mayTake, notInHand, separate } from './rules.ts'

export const desk = new Hono<Env>()

const addressOf = (c: Context<Env>) => new URL(c.req.url).searchParams

/** Faults that the schema found: keys of the catalogue. */
const faulty = (c: Context<Env>, typed: Typed, keys: FieldErrors): FormState =>
  again(typed, inWords(messages[c.var.locale].errors, keys, c.var.locale))

// ── drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

desk.get('/drafts', may('publication.write'), async c => {
  const query = parseList(draftList, addressOf(c))
  const found = await read(c, myDrafts, { query, slice: pageSlice(query.page) })
  return page(c, <DraftsPage view={viewOf(c)} query={query} found={found} />)
})

for (const format of exportFormats) {
  desk.get(`/drafts.${format}`, may('publication.write'), exportLimit, async c => {
    const query = parseList(draftList, addressOf(c))
    const { rows } = await read(c, myDrafts, { query, slice: exportSlice })
    return await exportList(c, shownDrafts, { query, rows, format })
  })
  desk.get(`/publications.${format}`, may('desk.open'), exportLimit, async c => {
    const query = parseList(publicationList, addressOf(c))
    const { rows } = await read(c, publicationSearch, { query, slice: exportSlice })
    return await exportList(c, shownPublications, { query, rows, format })
  })
}

desk.get('/drafts/new', may('publication.write'), async c => {
  // What is mostly so stands there already: today, and the author's unit when there is but one.
  const { units } = await read(c, draftChoices, null)
  const only = units.length === 1 ? units[0] : undefined
  return draftFormPage(
    c,
    fresh({ formed_on: viewOf(c).today, unit_id: only ? String(only.id) : '', source: only?.name ?? '' }),
    '/desk/drafts',
  )
})

desk.post('/drafts', may('publication.write'), async c => {
  const typed = await typedForm(c)
  const form = parse(draftForm, typed)
  if (!form.ok) return draftFormPage(c, faulty(c, typed, form.errors), '/desk/drafts')
  const done = await attempt(c, () => run(c, draft, form.values, once(typed)))
  return done.ok ? c.redirect(draftHref(done.value), 303) : draftFormPage(c, again(typed, done.errors), '/desk/drafts')
})

desk.get('/drafts/:id', may('desk.open'), async c => draftPage(c, numberIn(c.req.param('id')), fresh()))

desk.get('/drafts/:id/edit', may('publication.write'), async c => {
  const caseId = numberIn(c.req.param('id'))
  const row = await read(c, draftCase, caseId)
  if (row.author_id !== c.var.actor.person_id || row.state !== review.first) throw notFound()
  const typed: Typed = {
    unit_id: String(row.unit_id),
    column_id: String(row.column_id),
    title: row.title,
    body_text: row.body_text,
    summary: row.summary,
    document_number: row.document_number ?? '',
    genre: row.genre,
    theme: row.theme,
    category: String(row.category),
    openness: row.openness,
    formed_on: row.formed_on,
    source: row.source,
    keywords: row.keywords.join(' '),
    interprets: row.interprets ?? '',
  }
  return draftFormPage(c, fresh(typed), `${draftHref(caseId)}/revisions`, caseId)
})

desk.post('/drafts/:id/revisions', may('publication.write'), async c => {
  const caseId = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(draftForm, typed)
  const action = `${draftHref(caseId)}/revisions`
  await read(c, draftCase, caseId) // another unit's draft does not exist, whatever was typed
  if (!form.ok) return draftFormPage(c, faulty(c, typed, form.errors), action, caseId)
  const done = await attempt(c, () => run(c, revise, { caseId, form: form.values }, once(typed)))
  return done.ok ? c.redirect(draftHref(caseId), 303) : draftFormPage(c, again(typed, done.errors), action, caseId)
})

// ── attachments of a draft ───────────────────────────────────────────────────────────────────────────────────────────

/** The page to which somebody comes back who had to sign in again when sending a file. */
desk.get('/drafts/:id/attachments', may('desk.open'), c => c.redirect(draftHref(numberIn(c.req.param('id'))), 303))

/** Files that one person sends: each is spooled to the disk before anything is known of it. */
const uploadLimit = limit({ name: 'upload', per: 'person', points: 200, seconds: 600 })

desk.post('/drafts/:id/attachments', may('publication.write'), uploadLimit, async c => {
  const caseId = numberIn(c.req.param('id'))
  const draft = await read(c, draftCase, caseId)
  separate('submit', c.var.actor.person_id, draft) // asked before a byte of the file is read, and again by the command
  if (draft.state !== review.first) throw notInHand()
  const { typed, file, errors } = await receiveUpload(c)
  const form = parse(attachmentForm, typed)
  if (!form.ok || !file) {
    const words = form.ok ? {} : inWords(messages[c.var.locale].errors, form.errors, c.var.locale)
    return draftPage(c, caseId, again(typed, { ...errors, ...words }))
  }
  const files_max = c.var.house.files.files_per_item_max
  const done = await attempt(c, () => run(c, attachFile, { caseId, file, form: form.values, files_max }, once(typed)))
  return done.ok ? c.redirect(`${draftHref(caseId)}#attachments`, 303) : draftPage(c, caseId, again(typed, done.errors))
})

desk.post('/drafts/:id/attachments/:file/removals', may('publication.write'), async c => {
  const caseId = numberIn(c.req.param('id'))
  await typedForm(c) // nothing is typed, but only a form of ours may ask
  await run(c, detachFile, { caseId, id: numberIn(c.req.param('file')) })
  return c.redirect(`${draftHref(caseId)}#attachments`, 303)
})

desk.get('/drafts/:id/attachments/:file/:name', may('desk.open'), async c => {
  const draft = await read(c, draftCase, numberIn(c.req.param('id'))) // who sees the draft sees its files; for others there are none
  const file = await read(c, caseAttachment, { case_id: draft.case_id, id: numberIn(c.req.param('file')) })
  return await serveFile(c, file, false)
})

const steps: Readonly<Record<ReviewStep, Command<StepInput, unknown>>> = { submit, approve, send_back: sendBack, release, refuse, abandon }

for (const [name, noun] of Object.entries(stepNouns) as [ReviewStep, string][]) {
  desk.post(`/drafts/:id/${noun}`, may(review.steps[name].by), async c => {
    const caseId = numberIn(c.req.param('id'))
    const typed = await typedForm(c)
    const form = parse(stepForm, typed)
    if (!form.ok) return draftPage(c, caseId, faulty(c, typed, form.errors))
    const done = await attempt(c, () => run(c, steps[name], { caseId, ...form.values }, once(typed)))
    return done.ok ? c.redirect(draftHref(caseId), 303) : draftPage(c, caseId, again(typed, done.errors))
  })
}

async function draftFormPage(c: Context<Env>, state: FormState, action: string, caseId?: number): Promise<Response> {
  const choices = await read(c, draftChoices, null)
  return page(c, <DraftFormPage view={viewOf(c)} state={state} choices={choices} action={action} caseId={caseId} />, statusOf(state))
}

async function draftPage(c: Context<Env>, caseId: number, state: FormState): Promise<Response> {
  const { actor, locale } = c.var
  const row = await read(c, draftCase, caseId)
  const [history, attachments, { held_up }] = await Promise.all([
    read(c, historyOf, { caseId, state: row.state, locale }),
    read(c, attachmentsOf, { case_id: caseId }),
    read(c, commonState, { process: review, case_id: caseId }),
  ])
  const { file_bytes_max, files_per_item_max } = c.var.house.files
  const lawful = stepsFor(review, row.state, right => can(actor, right, row))
  const own = lawful.filter(step => mayTake(step, actor.person_id, row))
  const open = held_up ? [] : own
  const m = messages[locale]
  const advice = held_up
    ? held_up[locale]
    : lawful.length > 0 && own.length === 0
      ? row.author_id === actor.person_id
        ? m.ownWork
        : row.reviewer_id === actor.person_id
          ? m.reviewedByYou
          : undefined
      : undefined
  const mayEdit = row.writer_id === actor.person_id && row.state === review.first
  return page(
    c,
    <DraftPage
      view={viewOf(c)}
      draft={row}
      attachments={attachments}
      limits={{ file_bytes_max, files_per_item_max }}
      uploadId={randomUUID()}
      history={history}
      steps={open}
      advice={advice}
      mayEdit={mayEdit}
      state={state}
    />,
    statusOf(state),
  )
}

// ── published items ──────────────────────────────────────────────────────────────────────────────────────────────────

const said = z.enum(['delivered', 'withdrawn', 'amended']).optional().catch(undefined)

const searchLimit = limit({ name: 'search', per: 'person', points: 120, seconds: 60 })

desk.get('/publications', may('desk.open'), searchLimit, async c => {
  const query = parseList(publicationList, addressOf(c))
  const [found, units] = await Promise.all([
    read(c, publicationSearch, { query, slice: pageSlice(query.page) }),
    read(c, publishingUnits, null),
  ])
  return page(c, <PublicationsPage view={viewOf(c)} query={query} found={found} units={units} />)
})

desk.get('/publications/:id', may('desk.open'), async c => {
  const item = await read(c, article, numberIn(c.req.param('id')))
  const { actor } = c.var
  const rights = { deliver: can(actor, 'delivery.record', item), withdraw: can(actor, 'publication.withdraw', item) }
  return page(c, <PublicationPage view={viewOf(c)} item={item} may={rights} done={said.parse(c.req.query('done'))} />)
})

desk.get('/publications/:id/deliveries/new', may('delivery.record'), c => deliveryPage(c, numberIn(c.req.param('id')), fresh()))

desk.post('/publications/:id/deliveries', may('delivery.record'), async c => {
  const publication_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(deliveryForm, typed)
  if (!form.ok) return deliveryPage(c, publication_id, faulty(c, typed, form.errors))
  const done = await attempt(c, () => run(c, recordDelivery, { publication_id, form: form.values }, once(typed)))
  return done.ok
    ? c.redirect(`${deskPublicationHref(publication_id)}?done=delivered`, 303)
    : deliveryPage(c, publication_id, again(typed, done.errors))
})

async function deliveryPage(c: Context<Env>, publication_id: number, state: FormState): Promise<Response> {
  const item = await read(c, article, publication_id)
  if (!can(c.var.actor, 'delivery.record', item)) throw notFound()
  const outlets = await read(c, outletChoices, publication_id)
  return page(c, <DeliveryFormPage view={viewOf(c)} state={state} item={item} outlets={outlets} />, statusOf(state))
}

desk.get('/publications/:id/withdrawals/new', may('publication.withdraw'), c => withdrawalPage(c, numberIn(c.req.param('id')), fresh()))

desk.post('/publications/:id/withdrawals', may('publication.withdraw'), async c => {
  const publication_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(withdrawalForm, typed)
  if (!form.ok) return withdrawalPage(c, publication_id, faulty(c, typed, form.errors))
  await run(c, withdrawItem, { publication_id, ...form.values }, once(typed))
  return c.redirect(`${deskPublicationHref(publication_id)}?done=withdrawn`, 303)
})

async function withdrawalPage(c: Context<Env>, publication_id: number, state: FormState): Promise<Response> {
  const item = await itemToChange(c, publication_id)
  return page(c, <WithdrawalFormPage view={viewOf(c)} state={state} item={item} />, statusOf(state))
}

desk.get('/publications/:id/amendments/new', may('publication.withdraw'), async c => {
  const publication_id = numberIn(c.req.param('id'))
  const item = await itemToChange(c, publication_id)
  return amendmentPage(
    c,
    publication_id,
    fresh({
      title: item.title,
      body_text: textOf(item.body_html),
      of_version: String(item.version),
      ...Object.fromEntries(item.attachments.map(({ id }) => [`keep_${id}`, 'yes'])),
    }),
  )
})

desk.post('/publications/:id/amendments', may('publication.withdraw'), async c => {
  const publication_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(amendmentForm, typed)
  if (!form.ok) return amendmentPage(c, publication_id, faulty(c, typed, form.errors))
  await run(c, amendItem, { publication_id, ...form.values, keep: keptIn(typed) }, once(typed))
  return c.redirect(`${deskPublicationHref(publication_id)}?done=amended`, 303)
})

async function amendmentPage(c: Context<Env>, publication_id: number, state: FormState): Promise<Response> {
  const item = await itemToChange(c, publication_id)
  return page(c, <AmendmentFormPage view={viewOf(c)} state={state} item={item} />, statusOf(state))
}

async function itemToChange(c: Context<Env>, publication_id: number) {
  const item = await read(c, article, publication_id)
  if (!can(c.var.actor, 'publication.withdraw', item)) throw notFound()
  if (item.withdrawn_on) throw new Refusal('conflict', { 'zh-CN': '此信息已经撤回。', en: 'This item has been withdrawn already.' })
  return item
}
