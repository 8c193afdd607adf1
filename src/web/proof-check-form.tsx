import type { FC } from 'hono/jsx'
import { checksHref } from '../kernel/audit/links.ts'
import type { Locale } from '../kernel/words.ts'
import type { FieldErrors, Typed } from './form.ts'
import { proofMessages } from './proof-messages.ts'
import type { ProofSaid } from './proof-words.ts'
import { Button } from './ui/button.tsx'
import { Input } from './ui/input.tsx'
import { InsetText } from './ui/inset-text.tsx'
import { Textarea } from './ui/textarea.tsx'

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
