import type { Context } from 'hono'
import type { FC } from 'hono/jsx'
import { proofsHref } from '../kernel/audit/links.ts'
import type { ProofState } from '../kernel/audit/proof.ts'
import { checkProof } from '../kernel/audit/proof-check.ts'
import { notFound, Refusal } from '../kernel/refusal.ts'
import type { Env, View } from './env.ts'
import { PortalLayout } from './layouts/portal.tsx'
import { ProofCheckForm, Said } from './proof-check-form.tsx'
import { proofMessages } from './proof-messages.ts'
import { type ProofSaid, sayProof } from './proof-words.ts'
import { InsetText } from './ui/inset-text.tsx'
import { page, viewOf } from './view.ts'

// The proof of any record as a page and as a file: a room asks kernel/audit/proof.ts, having asked who may see the record, and answers
// with these.

/** `of`: what is proved, in the reader's language. `file`: where its proof file is. `back`: the page of the record. */
export type ProofPlace = { readonly of: string; readonly file: string; readonly back?: string | undefined }

/** The proof in words, checked as it is read; 404 for what is not in the log. */
export async function proofPage(c: Context<Env>, found: ProofState, place: ProofPlace): Promise<Response> {
  const view = viewOf(c)
  const words = proofMessages[view.locale].check
  const said =
    found.state === 'proved' ? sayProof(words, found.proof, { checked: await checkProof(found.proof), pinned: false }) : undefined
  return page(c, <ProofPage view={view} found={found} said={said} place={place} />, found.state === 'unknown' ? 404 : 200)
}

/** The proof to be kept and checked elsewhere. Refusal 'conflict' while it waits for its checkpoint, 'not_found' for what is not in the log. */
export function proofFile(c: Context<Env>, found: ProofState, name: string): Response {
  if (found.state === 'waiting') {
    const [zh, en] = [proofMessages['zh-CN'], proofMessages.en]
    throw new Refusal('conflict', { 'zh-CN': zh.waitingText, en: en.waitingText })
  }
  if (found.state === 'unknown') throw notFound()
  c.header('Cache-Control', 'no-store')
  c.header('Content-Disposition', `attachment; filename="${name}-proof.json"`)
  return c.json(found.proof)
}

const ProofPage: FC<{ view: View; found: ProofState; said: ProofSaid | undefined; place: ProofPlace }> = ({ view, found, said, place }) => {
  const m = proofMessages[view.locale]
  const title = m.ofTitle(place.of)
  return (
    <PortalLayout view={view} title={title} crumbs={[{ text: m.title, href: proofsHref }]} script="proof-check.js">
      <h1 class="govuk-heading-l">{title}</h1>
      {found.state === 'proved' && said ? (
        <>
          <p class="govuk-body-l">{said.ok ? m.proved : m.tampered}</p>
          {!said.ok && <p class="govuk-body">{m.tamperedText}</p>}
          <Said said={said} after={m.byServer} />
          <p class="govuk-body">{m.earlier}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={place.file}>
              {m.proofFile}
            </a>
          </p>
          <h2 class="govuk-heading-m">{m.checkTitle}</h2>
          <ProofCheckForm locale={view.locale} form={{ typed: { proof: JSON.stringify(found.proof) }, errors: {} }} />
        </>
      ) : (
        <InsetText>
          <h2 class="govuk-heading-m">{found.state === 'waiting' ? m.waiting : m.unknown}</h2>
          <p class="govuk-body">{found.state === 'waiting' ? m.waitingText : m.unknownText}</p>
        </InsetText>
      )}
      {place.back !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={place.back}>
            {m.toItem}
          </a>
        </p>
      )}
    </PortalLayout>
  )
}
