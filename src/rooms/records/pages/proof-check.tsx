import type { FC } from 'hono/jsx'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import type { FieldErrors, Typed } from '../../../web/form.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import type { ProofSaid } from '../../../web/proof-words.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorSummary } from '../../../web/ui/error-summary.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { checksHref, proofsHref } from '../links.ts'
import { proofMessages } from '../proof-messages.ts'

export type CheckForm = { readonly typed: Typed; readonly errors: FieldErrors }

/** The form that checks a proof: on the server, or, with the island, in the reader's browser. */
export const ProofCheckForm: FC<{ locale: Locale; form: CheckForm }> = ({ locale, form }) => {
  const m = proofMessages[locale]
  const { button, notAProof, noCrypto, here } = m
  const error = (name: string) => (form.errors[name] === undefined ? undefined : { text: form.errors[name] })
  return (
    <form
      method="post"
      action={checksHref}
      novalidate
      data-module="mj-proof-check"
      data-place="proof-found"
      data-words={JSON.stringify({ ...m.check, button, notAProof, noCrypto, here })}
    >
      <Textarea
        name="proof"
        label={{ text: m.proof }}
        rows={8}
        spellcheck={false}
        autocomplete="off"
        classes="mj-proof__file"
        value={form.typed.proof}
        errorMessage={error('proof')}
      />
      <Input
        name="key"
        label={{ text: m.key }}
        hint={{ text: m.keyHint }}
        autocomplete="off"
        spellcheck={false}
        value={form.typed.key}
        errorMessage={error('key')}
      />
      <div class="govuk-button-group">
        <Button text={m.send} />
      </div>
      {/* Where the island writes what it found. */}
      <div id="proof-found" role="status"></div>
    </form>
  )
}

export const Said: FC<{ said: ProofSaid; after: string }> = ({ said, after }) => (
  <InsetText classes={`mj-proof mj-proof--${said.ok ? 'right' : 'wrong'}`}>
    <h2 class="govuk-heading-m">{said.title}</h2>
    <ul class="govuk-list govuk-list--bullet mj-checksum">
      {[...said.lines, after].map(line => (
        <li>{line}</li>
      ))}
    </ul>
  </InsetText>
)

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
