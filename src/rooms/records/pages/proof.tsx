import type { FC } from 'hono/jsx'
import type { ProofState } from '../../../kernel/audit/proof.ts'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import type { ProofSaid } from '../../../web/proof-words.ts'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { articleProofFileHref, proofFileHref, proofsHref } from '../links.ts'
import type { Subject } from '../proof-forms.ts'
import { proofMessages } from '../proof-messages.ts'
import { ProofCheckForm, Said } from './proof-check.tsx'

type Props = { view: View; subject: Subject; found: ProofState; said?: ProofSaid }

/** The proof of one item or report in words, checked as it is read. */
export const ProofPage: FC<Props> = ({ view, subject, found, said }) => {
  const m = proofMessages[view.locale]
  const title = m.ofTitle(m.subjects[subject.noun](subject.id))
  const file = subject.noun === 'publication' ? articleProofFileHref(Number(subject.id)) : proofFileHref(subject.text)
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
            <a class="govuk-link" href={file}>
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
      {subject.noun === 'publication' && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/articles/${subject.id}`}>
            {m.toItem}
          </a>
        </p>
      )}
    </PortalLayout>
  )
}
