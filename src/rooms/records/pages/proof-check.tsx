import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { type CheckForm, ProofCheckForm, Said } from '../../../web/proof-check-form.tsx'
import { proofMessages } from '../../../web/proof-messages.ts'
import type { ProofSaid } from '../../../web/proof-words.ts'
import { ErrorSummary } from '../../../web/ui/error-summary.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { proofsHref } from '../links.ts'

/** What the server found, or what is wrong with what was typed. */
export const ProofCheckPage: FC<{ view: View; form: CheckForm; said?: ProofSaid }> = ({ view, form, said }) => {
  const m = proofMessages[view.locale]
  const errors = Object.entries(form.errors)
  return (
    <PortalLayout view={view} title={m.checkTitle} crumbs={[{ text: m.title, href: proofsHref }]} script="proof-check.js">
      {errors.length > 0 && (
        <ErrorSummary
          titleText={uiWord(view.locale, 'there_is_a_problem')}
          errorList={errors.map(([name, text]) => ({ href: `#${name}`, text }))}
        />
      )}
      <h1 class="govuk-heading-l">{m.checkTitle}</h1>
      {said && <Said said={said} after={m.byServer} />}
      <ProofCheckForm locale={view.locale} form={form} />
    </PortalLayout>
  )
}
