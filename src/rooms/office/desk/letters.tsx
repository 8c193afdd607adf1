import { type Context, Hono } from 'hono'
import { type Letter, letterOf, lookAtAddressee, sendLetter } from '../../../kernel/cases/letters.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Work } from '../../../kernel/work.ts'
import { numberIn } from '../../../web/address.ts'
import { disposition } from '../../../web/download.ts'
import type { Env } from '../../../web/env.ts'
import { exportLimit } from '../../../web/export.ts'
import { attempt, type FieldErrors, inWords, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import { again, fresh, type SentForm, statusOf } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { letterWord } from '../../../web/letter-word.ts'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { wordType } from '../../../web/word.ts'
import { letterLookForm, sendingForm } from '../forms/case-file.ts'
import { letterHref } from '../links.ts'
import { caseFileMessages } from '../messages/case-file.ts'
import { LetterPage, type LetterView } from '../pages/letter.tsx'
import { caseState, knownCase } from './known-case.ts'

/** A letter of a case, to be read, printed and sent. */
export const lettersDesk = new Hono<Env>()

type Found = { readonly letter: Letter; readonly acts: boolean; readonly title: string }

/** The letter of an address; 'not_found' for who may not see its case. `acts`: whether the person works on the case. */
async function letterIn(c: Context<Env>, number: string | undefined): Promise<Found> {
  const of = await knownCase(c)
  const { acts, title } = await caseState(c, of)
  const letter = await read(c, letterOf, { case_id: of.caseId, number: numberIn(number) })
  return { letter, acts, title }
}

const worker = ({ letter, acts }: Found): Letter => {
  if (!acts) throw notFound()
  return letter
}

type Shown = { readonly sending?: SentForm; readonly look?: SentForm; readonly fullName?: string }

const letterPage = (c: Context<Env>, found: Found, { sending = fresh(), look = fresh(), fullName }: Shown = {}): Promise<Response> => {
  const data: LetterView = { ...found, name: fullName ?? found.letter.addressee_masked, inFull: fullName !== undefined, sending, look }
  return page(c, <LetterPage view={viewOf(c)} data={data} />, statusOf(sending) === 422 ? 422 : statusOf(look))
}

const errorsOf = (c: Context<Env>, errors: FieldErrors) => inWords(caseFileMessages[c.var.locale].errors, errors, c.var.locale)

async function wordFileOf(c: Context<Env>, letter: Letter, name: string): Promise<Response> {
  if (letter.content === null) throw notFound()
  c.header('Cache-Control', 'no-store')
  c.header('Content-Disposition', disposition(`${letter.title}.docx`, false))
  return c.body(await letterWord(letter, name), 200, { 'Content-Type': wordType })
}

lettersDesk.get('/cases/:id/letters/:file{[0-9]+\\.docx}', may('desk.open'), exportLimit, async c => {
  const { letter } = await letterIn(c, c.req.param('file')?.slice(0, -'.docx'.length))
  return wordFileOf(c, letter, letter.addressee_masked)
})

lettersDesk.get('/cases/:id/letters/:n', may('desk.open'), async c => letterPage(c, await letterIn(c, c.req.param('n'))))

// Not a redirect, and not kept as the result of a form: the name is nowhere but in this answer.
lettersDesk.post('/cases/:id/letters/:n/looks', may('desk.open'), async c => {
  const found = await letterIn(c, c.req.param('n'))
  const { case_id, number } = worker(found)
  const typed: Typed = await typedForm(c)
  const form = parse(letterLookForm, typed)
  if (!form.ok) return letterPage(c, found, { look: again(typed, errorsOf(c, form.errors)) })
  const { reason, as } = form.values
  const { name } = await run(c, lookAtAddressee, { case_id, number, reason })
  return as === 'word' ? wordFileOf(c, found.letter, name) : letterPage(c, found, { fullName: name })
})

lettersDesk.post('/cases/:id/letters/:n/sendings', may('desk.open'), async c => {
  const found = await letterIn(c, c.req.param('n'))
  const { case_id, number } = worker(found)
  const typed = await typedForm(c)
  const form = parse(sendingForm, typed)
  if (!form.ok) return letterPage(c, found, { sending: again(typed, errorsOf(c, form.errors)) })
  const send = (work: Work) => sendLetter(work, { case_id, number, sent: form.values })
  const done = await attempt(c, () => run(c, send, undefined, once(typed)))
  return done.ok ? c.redirect(letterHref(case_id, number), 303) : letterPage(c, found, { sending: again(typed, done.errors) })
})
