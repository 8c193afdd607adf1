import { sql } from 'kysely'
import { z } from 'zod'
import { type Day, isDay } from '../calendar/day.ts'
import { notFound, Refusal } from '../refusal.ts'
import { sealedAnew } from '../sealed/anew.ts'
import { lookAtSealed } from '../sealed/look.ts'
import type { Look, Work } from '../work.ts'

/** How a letter reached its addressee. */
export const sendings = ['in_person', 'post', 'online', 'e_mail', 'fax', 'notice'] as const
export type Sending = (typeof sendings)[number]
export const isSending = (text: string): text is Sending => sendings.some(one => one === text)

/** No letter of an office is longer. */
const paragraphs_max = 200
const text = (max: number) => z.string().trim().min(1).max(max)

/**
 * What a letter says, in the words that were sent. It names the addressee nowhere: the salutation is printed from the sealed name.
 * `agency` signs it (落款), `contact` is the line on whom to ask, `enclosures` are listed under the text (附件).
 */
export const letterContent = z.object({
  agency: text(200),
  paragraphs: z.array(text(20_000)).min(1).max(paragraphs_max),
  enclosures: z.array(text(300)).max(50).default([]),
  contact: z.string().trim().max(300).default(''),
})
export type LetterContent = z.output<typeof letterContent>

/** Whom a letter goes to. A person's name is shown masked, an organisation's as it is. */
export type Addressee = { readonly name: string; readonly address?: string | undefined; readonly is: 'person' | 'organisation' }
const addressee = z.object({ name: z.string(), address: z.string().optional(), is: z.enum(['person', 'organisation']) })

export type NewLetter = {
  readonly case_id: number
  /** The room's word for it: 'answer', 'extension_notice' … */
  readonly kind: string
  readonly title: string
  readonly document_number?: string | null
  /** Of the room's template, so that one can say by which wording a letter was made. */
  readonly template_version: number
  /** The day that the letter bears. */
  readonly legal_day: Day
  readonly content?: z.input<typeof letterContent>
  /** A file of the same case: a signed copy, or the letter itself. */
  readonly attachment_id?: number
  readonly addressee: Addressee | null
  readonly sent?: Sent
}
export type Sent = { readonly sent_on: Day; readonly sent_by: Sending; readonly sending_note?: string }

const aboutOf = (case_id: number, number: number): string => `letter:${case_id}:${number}:addressee`

/** 王某某 → 王**; an organisation's name is public. */
export function maskedName({ name, is }: Addressee): string {
  if (is === 'organisation') return name
  const [first = '', ...rest] = [...name.trim()]
  return first + '*'.repeat(Math.min(Math.max(rest.length, 1), 3))
}

/**
 * Writes a letter into the case's file, in the transaction of the room's step; its number within the case. It asks nobody's right: the
 * step has done so. The text is never changed after; a mistake is mended by another letter.
 * Refusals: 'not_found' (no such case, or a file of another case), 'invalid' (a day to come, sent before its own day), 'conflict' (the
 * document number is taken).
 */
export async function writeLetter(work: Work, letter: NewLetter): Promise<number> {
  const { case_id, legal_day, sent } = letter
  const content = letter.content === undefined ? null : letterContent.parse(letter.content)
  if (!isDay(legal_day) || legal_day > work.today) throw no.future()
  if (sent) checkSending(work, legal_day, sent)
  await lockCase(work, case_id)
  if (letter.attachment_id !== undefined) await fileOfThisCase(work, case_id, letter.attachment_id)
  if (letter.document_number) await refuseTaken(work, letter.document_number)
  const { number } = await work.tx
    .selectFrom('kernel.case_letters')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
    .where('case_id', '=', case_id)
    .executeTakeFirstOrThrow()
  const to = letter.addressee
  await work.tx
    .insertInto('kernel.case_letters')
    .values({
      case_id,
      number,
      kind: letter.kind,
      title: letter.title,
      document_number: letter.document_number ?? null,
      template_version: letter.template_version,
      content: content === null ? null : JSON.stringify(content),
      attachment_id: letter.attachment_id ?? null,
      addressee_sealed: to === null ? null : work.keys.seal(JSON.stringify(to), aboutOf(case_id, number)),
      addressee_masked: to === null ? '' : maskedName(to),
      legal_day,
      ...sent,
      recorded_by: work.actor.person_id,
    })
    .execute()
  await work.log('write_letter', `case:${case_id}`, { number, kind: letter.kind, ...(sent && { sent_on: sent.sent_on }) })
  return number
}

/** Records that a letter went out. Refusals: 'not_found', 'conflict' (sent already), 'invalid' (before its own day, or a day to come). */
export async function sendLetter(
  work: Work,
  input: { readonly case_id: number; readonly number: number; readonly sent: Sent },
): Promise<void> {
  const { case_id, number, sent } = input
  await lockCase(work, case_id)
  const letter = await work.tx
    .selectFrom('kernel.case_letters')
    .select(['id', 'legal_day', 'sent_on'])
    .where('case_id', '=', case_id)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!letter) throw notFound()
  if (letter.sent_on !== null) throw no.sentAlready(letter.sent_on)
  checkSending(work, letter.legal_day, sent)
  await work.tx.updateTable('kernel.case_letters').set(sent).where('id', '=', letter.id).execute()
  await work.log('send_letter', `case:${case_id}`, { number, sent_on: sent.sent_on, sent_by: sent.sent_by })
}

const listed = ['l.number', 'l.kind', 'l.title', 'l.document_number', 'l.template_version', 'l.legal_day', 'l.addressee_masked'] as const
const sending = ['l.sent_on', 'l.sent_by', 'l.sending_note', 'l.attachment_id', 'l.recorded_at'] as const

/** More letters than any case sends. */
const letters_max = 200

/** The letters of a case, oldest first, without their text. It asks nobody's right: whoever may see the case is asked before. */
export async function lettersOf(look: Look, case_id: number) {
  return await look.db
    .selectFrom('kernel.case_letters as l')
    .leftJoin('kernel.people as p', 'p.id', 'l.recorded_by')
    .select([...listed, ...sending, 'p.name as recorded_by'])
    .select(sql<boolean>`l.content is not null`.as('has_page'))
    .where('l.case_id', '=', case_id)
    .orderBy('l.number')
    .limit(letters_max)
    .execute()
}
export type ListedLetter = Awaited<ReturnType<typeof lettersOf>>[number]

/** One letter with its text (null: it is a file alone). Refusal 'not_found'. It asks nobody's right, as above. */
export async function letterOf(look: Look, { case_id, number }: { readonly case_id: number; readonly number: number }) {
  const row = await look.db
    .selectFrom('kernel.case_letters as l')
    .select([...listed, ...sending, 'l.case_id', 'l.content'])
    .where('l.case_id', '=', case_id)
    .where('l.number', '=', number)
    .executeTakeFirst()
  if (!row) throw notFound()
  return { ...row, content: row.content === null ? null : letterContent.parse(row.content) }
}
export type Letter = Awaited<ReturnType<typeof letterOf>>

/** The addressee in full, for somebody to see or to print: a look that the log keeps, with its reason. Refusals 'not_found', 'invalid'. */
export async function lookAtAddressee(
  work: Work,
  input: { readonly case_id: number; readonly number: number; readonly reason: string },
): Promise<Addressee> {
  const { case_id, number, reason } = input
  const row = await work.tx
    .selectFrom('kernel.case_letters')
    .select('addressee_sealed')
    .where('case_id', '=', case_id)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row?.addressee_sealed) throw notFound()
  const field = `letter:${number}:addressee`
  const sealed = { field, sealed: row.addressee_sealed, about: aboutOf(case_id, number) }
  const seen = await lookAtSealed(work, { subject: `case:${case_id}`, reason, fields: [sealed] })
  return addressee.parse(JSON.parse(seen.get(field) ?? ''))
}

/** Seals up to `limit` addressees anew with the newest key; how many. For the rotation of keys. */
export async function resealAddressees(work: Work, limit: number): Promise<number> {
  const rows = await work.tx
    .selectFrom('kernel.case_letters')
    .select(['id', 'case_id', 'number', 'addressee_sealed as sealed'])
    .where('addressee_sealed', 'is not', null)
    .forUpdate()
    .execute()
  const old = rows.flatMap(row => (row.sealed !== null && work.keys.isOld(row.sealed) ? [{ ...row, sealed: row.sealed }] : []))
  const some = old.slice(0, limit)
  for (const { id, case_id, number, sealed } of some) {
    const about = aboutOf(case_id, number)
    await work.tx
      .updateTable('kernel.case_letters')
      .set({ addressee_sealed: sealedAnew(work.keys, sealed, about) })
      .where('id', '=', id)
      .execute()
  }
  if (some.length > 0) await work.log('reseal', 'kernel:case_letters', { count: some.length })
  return some.length
}

/** Two letters of one case never get one number. */
async function lockCase(work: Work, case_id: number): Promise<void> {
  const row = await work.tx.selectFrom('kernel.cases').select('id').where('id', '=', case_id).forNoKeyUpdate().executeTakeFirst()
  if (!row) throw notFound()
}

async function fileOfThisCase(work: Work, case_id: number, id: number): Promise<void> {
  const file = await work.tx
    .selectFrom('kernel.attachments')
    .select('id')
    .where('id', '=', id)
    .where('case_id', '=', case_id)
    .executeTakeFirst()
  if (!file) throw notFound()
}

async function refuseTaken(work: Work, document_number: string): Promise<void> {
  const known = await work.tx
    .selectFrom('kernel.case_letters')
    .select('id')
    .where('document_number', '=', document_number)
    .executeTakeFirst()
  if (known) throw no.taken(document_number)
}

function checkSending(work: Work, legal_day: Day, { sent_on }: Sent): void {
  if (!isDay(sent_on) || sent_on > work.today) throw no.sentLater()
  if (sent_on < legal_day) throw no.sentBefore(legal_day)
}

const beside = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
const no = {
  future: () => beside('legal_day', '文书日期不能晚于今天', 'The day of the letter cannot be later than today'),
  sentLater: () => beside('sent_on', '送出日期不能晚于今天', 'The day of sending cannot be later than today'),
  sentBefore: (day: Day) =>
    beside('sent_on', `送出日期不能早于文书日期（${day}）`, `The day of sending cannot be before the day of the letter (${day})`),
  sentAlready: (day: Day) => new Refusal('conflict', { 'zh-CN': `此文书已于${day}送出。`, en: `This letter was sent on ${day}.` }),
  taken: (number: string) =>
    new Refusal('conflict', { 'zh-CN': `文号“${number}”已经使用。`, en: `The document number ‘${number}’ is taken.` }),
}
