import { type Context, Hono } from 'hono'
import { checkpointOf, checkpointPage, logKeys } from '../../kernel/audit/checkpoint.ts'
import { checkProof } from '../../kernel/audit/proof-check.ts'
import { notFound } from '../../kernel/refusal.ts'
import type { Env } from '../../web/env.ts'
import { inWords, parse, typedForm } from '../../web/form.ts'
import { open } from '../../web/guard.tsx'
import { limit } from '../../web/limit.ts'
import { proofMessages } from '../../web/proof-messages.ts'
import { proofFile, proofPage } from '../../web/proof-page.tsx'
import { sayProof } from '../../web/proof-words.ts'
import { page, publicPage, read, viewOf } from '../../web/view.ts'
import { pageOf } from './api.ts'
import { articleHref, articleProofFileHref, proofFileHref, proofsHref } from './links.ts'
import { ProofCheckPage } from './pages/proof-check.tsx'
import { ProofsPage } from './pages/proofs.tsx'
import { checkpointFeed } from './proof-feed.ts'
import { proofForm, type Subject, subjectOf } from './proof-forms.ts'
import { consistencyOf, proofs, publicProof } from './proof-queries.ts'

/** The provable log as the public sees it. */
export const proving = new Hono<Env>()

proving.get('/proofs', async c => {
  const data = await read(c, proofs, pageOf(c))
  return publicPage(c, <ProofsPage view={viewOf(c)} data={data} />)
})

/** Changes nothing and keeps nothing, so it is open, and its answer is the page itself. */
proving.post('/proofs/checks', open(), limit({ name: 'proof', per: 'address', points: 60, seconds: 60 }), async c => {
  const typed = await typedForm(c)
  const form = parse(proofForm, typed)
  const view = viewOf(c)
  const m = proofMessages[view.locale]
  if (!form.ok) return page(c, <ProofCheckPage view={view} form={{ typed, errors: inWords(m.errors, form.errors, view.locale) }} />, 422)
  const { proof, key } = form.values
  const said = sayProof(m.check, proof, { checked: await checkProof(proof, key), pinned: key !== '' })
  return page(c, <ProofCheckPage view={view} form={{ typed, errors: {} }} said={said} />)
})

/** For whoever asks again for the page of an answer. */
proving.get('/proofs/checks', c => c.redirect(proofsHref, 303))

// A proof costs some reads and is asked for by few: it is made anew each time, so that a record changed behind the house's back shows at once.
const proofLimit = limit({ name: 'proof', per: 'address', points: 60, seconds: 60 })

proving.get('/proofs/of', proofLimit, async c => {
  const subject = neededSubject(c.req.query('subject'))
  const of = proofMessages[c.var.locale].subjects[subject.noun](subject.id)
  const [file, back] =
    subject.noun === 'publication'
      ? [articleProofFileHref(Number(subject.id)), articleHref(Number(subject.id))]
      : [proofFileHref(subject.text)]
  return proofPage(c, await read(c, publicProof, subject), { of, file, back })
})

proving.get('/proofs/of.json', proofLimit, async c => fileOf(c, neededSubject(c.req.query('subject'))))

proving.get('/articles/:id/proof.json', proofLimit, async c => fileOf(c, neededSubject(`publication:${c.req.param('id')}`)))

function neededSubject(text: string | undefined): Subject {
  const subject = subjectOf(text)
  if (!subject) throw notFound()
  return subject
}

const fileOf = async (c: Context<Env>, subject: Subject): Promise<Response> =>
  proofFile(c, await read(c, publicProof, subject), `${subject.noun}-${subject.id}`)

// ── checkpoints and keys as files ────────────────────────────────────────────────────────────────────────────────────

proving.get('/proofs/checkpoints.atom', async c => {
  const { rows } = await read(c, checkpointPage, 1)
  const origin = c.var.house.publicOrigin ?? new URL(c.req.url).origin
  c.set('cacheable', true)
  return c.body(checkpointFeed(rows, { title: proofMessages[c.var.locale].title, origin }), 200, {
    'Content-Type': 'application/atom+xml; charset=utf-8',
  })
})

/** '7.json' is a checkpoint, '3-7.json' the proof that the seventh continues the third: neither ever changes. */
proving.get('/proofs/checkpoints/:file', async c => {
  const [, first, second] = /^([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?\.json$/.exec(c.req.param('file')) ?? []
  if (first === undefined) throw notFound()
  const file =
    second === undefined
      ? await read(c, checkpointOf, Number(first))
      : await read(c, consistencyOf, { first: Number(first), second: Number(second) })
  if (!file) throw notFound()
  c.header('Cache-Control', 'public, max-age=31536000, immutable')
  return c.json(file)
})

proving.get('/proofs/key.pem', async c => {
  const [key] = await read(c, logKeys, undefined)
  if (!key) throw notFound()
  c.set('cacheable', true)
  return c.body(key.public_key, 200, { 'Content-Type': 'application/x-pem-file' })
})
