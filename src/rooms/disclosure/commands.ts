import { sql } from 'kysely'
import { type Day, timeOf } from '../../kernel/calendar/day.ts'
import { openCase, take } from '../../kernel/cases/take.ts'
import type { Arrived } from '../../kernel/files/arrive.ts'
import { attachToCase, detachFromCase, keepAttachments, publishAttachments } from '../../kernel/files/attachments.ts'
import { ruleIfAny } from '../../kernel/law/define.ts'
import { law } from '../../kernel/law/law.ts'
import { tellOfStep } from '../../kernel/notices/cases.ts'
import { can } from '../../kernel/org/can.ts'
import { place } from '../../kernel/org/sign-in.ts'
import { bodyOf, paragraphsOf } from '../../kernel/publications/body.ts'
import { deliverMany, publish } from '../../kernel/publications/publish.ts'
import type { Genre, Openness, WithdrawalKind } from '../../kernel/publications/schemes.ts'
import { amend, withdraw } from '../../kernel/publications/withdraw.ts'
import { notFound, Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import type { AttachmentForm, DeliveryForm, DraftForm } from './forms.ts'
import { articleHref } from './links.ts'
import { type ReviewStep, review } from './process.ts'
import { checkDeliveredOn, checkFormedOn, needsNote, notInHand, refuseField, separate } from './rules.ts'
import { writing } from './writer.ts'

/** The site on which a released item appears: its delivery to the public at the moment of release. */
const portalOutlet = 'portal'

/** 拟稿: opens a review whose clock runs from the day the information was formed (条例 art. 26). */
export async function draft(work: Work, form: DraftForm): Promise<number> {
  const unit = await place({ db: work.tx }, form.unit_id)
  if (!can(work.actor, 'publication.write', unit)) throw notFound()
  checkFormedOn(form.formed_on, work.today)
  const content = await contentOf(work, form)
  // Before 2008 no law gave a limit: such a document's review has no clock.
  const days = ruleIfAny(law, 'gk.publish', form.formed_on)?.value
  const opened = await openCase(work, review, {
    title: form.title,
    unit_id: form.unit_id,
    received_on: form.formed_on,
    period: days === undefined ? undefined : { days, unit: 'working' },
  })
  const caseId = opened.case_id
  await work.tx
    .insertInto('disclosure.drafts')
    .values({ ...content, case_id: caseId, author_id: personOf(work) })
    .execute()
  return caseId
}

/** Changes a draft that is still, or again, with its author. The day it was formed stays: the clock began on it. */
export async function revise(work: Work, input: { readonly caseId: number; readonly form: DraftForm }): Promise<void> {
  const row = await draftInHand(work, input.caseId)
  const content = await contentOf(work, { ...input.form, formed_on: row.formed_on })
  await work.tx.updateTable('disclosure.drafts').set(content).where('case_id', '=', input.caseId).execute()
  await work.tx.updateTable('kernel.cases').set({ title: content.title }).where('id', '=', input.caseId).execute()
  await work.log('revise', `case:${input.caseId}`)
}

/** Adds a file to a draft that is still, or again, with its author. Returns the attachment's id. */
export async function attachFile(
  work: Work,
  input: { readonly caseId: number; readonly file: Arrived; readonly form: AttachmentForm; readonly files_max: number },
): Promise<number> {
  await draftInHand(work, input.caseId)
  return await attachToCase(work, { case_id: input.caseId, file: input.file, files_max: input.files_max, ...input.form })
}

export async function detachFile(work: Work, input: { readonly caseId: number; readonly id: number }): Promise<void> {
  await draftInHand(work, input.caseId)
  await detachFromCase(work, { case_id: input.caseId, id: input.id })
}

/** `seen`: the number of the case's last event when the page was shown. What was changed since, nobody approves unread. */
export type StepInput = { readonly caseId: number; readonly note: string; readonly seen?: number }

export const submit = (work: Work, input: StepInput) => step(work, 'submit', input)
export const sendBack = (work: Work, input: StepInput) => step(work, 'send_back', input)
export const refuse = (work: Work, input: StepInput) => step(work, 'refuse', input)
export const abandon = (work: Work, input: StepInput) => step(work, 'abandon', input)

/** 审核通过: who reviewed is kept, since they may not sign as well. */
export async function approve(work: Work, input: StepInput): Promise<void> {
  await step(work, 'approve', input)
  await work.tx
    .updateTable('disclosure.drafts')
    .set({ reviewer_id: personOf(work) })
    .where('case_id', '=', input.caseId)
    .execute()
}

/** 签发: publishes the item as signed and delivers it to the portal, today and now. */
export async function release(work: Work, input: StepInput): Promise<number> {
  await step(work, 'release', input)
  const row = await work.tx
    .selectFrom('disclosure.drafts as d')
    .innerJoin('kernel.cases as c', 'c.id', 'd.case_id')
    .innerJoin('kernel.columns as col', 'col.id', 'd.column_id')
    .selectAll('d')
    .select(['c.unit_id', 'col.valid_to as column_closed_on'])
    .where('d.case_id', '=', input.caseId)
    .executeTakeFirstOrThrow()
  const outlet = await work.tx.selectFrom('kernel.outlets').select('id').where('code', '=', portalOutlet).executeTakeFirst()
  if (!outlet)
    throw new Refusal('conflict', {
      'zh-CN': '尚未设置门户网站渠道，不能发布。',
      en: 'The portal is not set up as an outlet yet, so nothing can be released.',
    })
  if (row.column_closed_on !== null)
    throw new Refusal('conflict', {
      'zh-CN': '稿件所在的栏目已关闭，请退回改选栏目。',
      en: 'The draft’s column has been closed. Send it back so that another can be chosen.',
    })
  if (row.document_number !== null) await refuseTakenNumber(work, row.document_number)
  const time = timeOf(work.now)
  const published = await publish(work, {
    unit_id: row.unit_id,
    column_id: row.column_id,
    title: row.title,
    summary: row.summary,
    body_html: bodyOf(paragraphsOf(row.body_text)),
    genre: row.genre as Genre,
    theme: row.theme,
    category: row.category,
    openness: row.openness as Openness,
    document_number: row.document_number,
    validity: row.document_number === null ? null : 'in_force',
    formed_on: row.formed_on,
    published_on: work.today,
    published_time: time,
    keywords: row.keywords,
    source: row.source,
    interprets_id: row.interprets_id,
    case_id: input.caseId,
  })
  await publishAttachments(work, { case_id: input.caseId, publication_id: published.id })
  await deliverMany(work, [
    {
      publication_id: published.id,
      outlet_id: outlet.id,
      delivered_on: work.today,
      delivered_time: time,
      proof: articleHref(published.id),
    },
  ])
  await work.tx.updateTable('disclosure.drafts').set({ publication_id: published.id }).where('case_id', '=', input.caseId).execute()
  return published.id
}

/** Records that an item reached people through an outlet, also afterwards (补录): both times stay visible. */
export async function recordDelivery(work: Work, input: { readonly publication_id: number; readonly form: DeliveryForm }): Promise<number> {
  const { form, publication_id } = input
  const item = await itemFor(work, publication_id, 'delivery.record')
  checkDeliveredOn(form.delivered_on, { today: work.today, formed_on: item.formed_on, withdrawn_on: item.withdrawn_on })
  const outlet = await work.tx
    .selectFrom('kernel.outlets')
    .select(['id', 'valid_from', 'valid_to'])
    .where('id', '=', form.outlet_id)
    .executeTakeFirst()
  if (!outlet) throw refuseField('outlet_id', 'outlet_missing')
  if (form.delivered_on < outlet.valid_from || (outlet.valid_to !== null && form.delivered_on >= outlet.valid_to))
    throw refuseField('outlet_id', 'outlet_closed')
  const known = await work.tx
    .selectFrom('kernel.deliveries')
    .select('id')
    .where('publication_id', '=', publication_id)
    .where('outlet_id', '=', form.outlet_id)
    .executeTakeFirst()
  if (known) throw refuseField('outlet_id', 'outlet_taken')
  const [id] = await deliverMany(work, [{ publication_id, ...form }])
  if (id === undefined) throw new Error('no delivery was recorded')
  await work.log('record_delivery', `delivery:${id}`, { publication_id, delivered_on: form.delivered_on })
  return id
}

export async function withdrawItem(
  work: Work,
  input: { readonly publication_id: number; readonly kind: WithdrawalKind; readonly reason: string },
): Promise<void> {
  await itemFor(work, input.publication_id, 'publication.withdraw')
  await withdraw(work, input)
}

export async function amendItem(
  work: Work,
  input: {
    readonly publication_id: number
    readonly title: string
    readonly body_text: string
    readonly reason: string
    readonly of_version?: number
    /** Ids of the attachments that stay; unsaid: all. */
    readonly keep?: readonly number[]
  },
): Promise<void> {
  await itemFor(work, input.publication_id, 'publication.withdraw')
  await amend(work, {
    publication_id: input.publication_id,
    title: input.title,
    body_html: bodyOf(paragraphsOf(input.body_text)),
    reason: input.reason,
    of_version: input.of_version,
  })
  if (input.keep) await keepAttachments(work, { publication_id: input.publication_id, keep: input.keep })
}

async function step(work: Work, name: ReviewStep, input: StepInput): Promise<void> {
  if (needsNote(name) && input.note === '') throw refuseField('note', 'note_missing')
  const row = await draftForUpdate(work, input.caseId)
  const inPlace = row.writer_id === work.actor.person_id && row.writer_id !== row.owner_id && (name === 'submit' || name === 'abandon')
  await take(work, review, input.caseId, name, { note: input.note, for_person_id: inPlace ? row.owner_id : null })
  if (input.seen !== undefined && input.seen !== row.last_seq) {
    throw new Refusal('conflict', {
      'zh-CN': '您打开页面之后稿件已有变化，请重新打开并阅读后再办理。',
      en: 'The draft has changed since you opened the page. Open it again and read it first.',
    })
  }
  separate(name, work.actor.person_id, { ...row, reviewer_id: row.approved_before ? work.actor.person_id : row.reviewer_id })
  await tellOfStep(work, { process: review, case_id: input.caseId, step: name })
}

/** The draft, locked, while it may be changed: by its author, as long as nobody else has it. */
async function draftInHand(work: Work, caseId: number) {
  const row = await draftForUpdate(work, caseId)
  separate('submit', work.actor.person_id, row)
  if (row.state !== review.first) throw notInHand()
  return row
}

/** The number of a case's newest event: what a page shows, and what it was shown with. */
const lastSeq = sql<number>`(select max(e.seq) from kernel.case_events as e where e.case_id = d.case_id)`

/** The draft with its case locked; one that the actor's units do not see does not exist. */
async function draftForUpdate(work: Work, caseId: number) {
  const row = await work.tx
    .selectFrom('disclosure.drafts as d')
    .innerJoin('kernel.cases as c', 'c.id', 'd.case_id')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .select(['d.author_id', 'd.reviewer_id', 'd.formed_on', 'c.state', 'u.lineage'])
    .select(eb => writing(eb, work))
    .select(eb => [
      lastSeq.as('last_seq'),
      // Whoever has ever approved this draft does not sign it, also when another approved it later.
      eb
        .exists(
          eb
            .selectFrom('kernel.case_events as e')
            .select('e.seq')
            .whereRef('e.case_id', '=', 'd.case_id')
            .where('e.step', '=', 'approve')
            .where('e.person_id', '=', work.actor.person_id ?? -1),
        )
        .as('approved_before'),
    ])
    .where('d.case_id', '=', caseId)
    .forUpdate(['c', 'd'])
    .executeTakeFirst()
  if (!row || !seesDraft(work, row.lineage)) throw notFound()
  return row
}

const seesDraft = (work: Work, lineage: readonly number[]): boolean =>
  (['publication.write', 'publication.review', 'publication.sign'] as const).some(right => can(work.actor, right, { lineage }))

async function itemFor(work: Work, id: number, right: 'delivery.record' | 'publication.withdraw') {
  const item = await work.tx
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.units as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.formed_on', 'p.withdrawn_on', 'u.lineage'])
    .where('p.id', '=', id)
    .executeTakeFirst()
  if (!item || !can(work.actor, right, item)) throw notFound()
  return item
}

/** The form's content as columns of the draft; refuses what only the database knows. */
async function contentOf(work: Work, form: DraftForm) {
  const column = await work.tx
    .selectFrom('kernel.columns')
    .select('id')
    .where('id', '=', form.column_id)
    .where('valid_to', 'is', null) // a closed column takes nothing new
    .executeTakeFirst()
  if (!column) throw refuseField('column_id', 'column_missing')
  if (form.document_number !== null) await refuseTakenNumber(work, form.document_number)
  const { interprets, unit_id: _unit, ...content } = form
  return { ...content, interprets_id: interprets === '' ? null : await policyId(work, interprets) }
}

async function refuseTakenNumber(work: Work, document_number: string): Promise<void> {
  const taken = await work.tx
    .selectFrom('kernel.publications')
    .select('id')
    .where('document_number', '=', document_number)
    .executeTakeFirst()
  if (taken) throw refuseField('document_number', 'document_number_taken')
}

async function policyId(work: Work, index_number: string): Promise<number> {
  const policy = await work.tx
    .selectFrom('kernel.publications')
    .select('id')
    .where('index_number', '=', index_number)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()
  if (!policy) throw refuseField('interprets', 'interprets_unknown')
  return policy.id
}

function personOf(work: Work): number {
  if (work.actor.person_id === null) throw notFound()
  return work.actor.person_id
}

export type Conference = {
  readonly held_on: Day
  readonly topic: string
  readonly unit_id: number
  readonly main_leader_present: boolean
  readonly transcript_id: number | null
}

/** Records a press conference that was held. */
export async function holdConference(work: Work, conference: Conference): Promise<number> {
  const { id } = await work.tx
    .insertInto('disclosure.press_conferences')
    .values({ ...conference, recorded_by: work.actor.person_id })
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.log('hold_conference', `press_conference:${id}`)
  work.publicChanged()
  return id
}

export type GazetteIssue = {
  readonly year: number
  readonly issue: number
  readonly total_issue: number
  readonly issued_on: Day
  readonly unit_id: number
  readonly articles: readonly {
    readonly section: 'speech' | 'government_document' | 'office_document' | 'chronicle'
    readonly publication_id: number
  }[]
}

/** Pages that an article of the gazette takes, for the page numbers of its contents. [D] */
const pages_per_article = 3

/** Issues the gazette: its articles in order, each an item that is public already. */
export async function issueGazette(work: Work, { articles, ...issue }: GazetteIssue): Promise<number> {
  const { id } = await work.tx
    .insertInto('disclosure.gazette_issues')
    .values({ ...issue, recorded_by: work.actor.person_id })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = articles.map((article, i) => ({ ...article, issue_id: id, position: i + 1, page: 1 + i * pages_per_article }))
  await work.tx.insertInto('disclosure.gazette_articles').values(rows).execute()
  await work.log('issue_gazette', `gazette_issue:${id}`, { articles: rows.length })
  work.publicChanged()
  return id
}
