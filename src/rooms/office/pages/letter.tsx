import type { FC } from 'hono/jsx'
import { type Letter, sendings } from '../../../kernel/cases/letters.ts'
import type { View } from '../../../web/env.ts'
import { ChoiceField, DayField, FormId, Problems, TextField } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { frameMessages } from '../../../web/messages.ts'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { LetterPaper } from '../../../web/ui/letter.tsx'
import { caseFileHref, caseHref, letterHref, letterWordHref } from '../links.ts'
import { caseFileMessages } from '../messages/case-file.ts'
import { sentText } from './case-file.tsx'

export type LetterView = {
  readonly letter: Letter
  /** Of the case. */
  readonly title: string
  /** The person works on the case, and does not only read it. */
  readonly acts: boolean
  /** Whom it addresses: masked, or in full. */
  readonly name: string
  readonly inFull: boolean
  readonly sending: SentForm
  readonly look: SentForm
}

type Props = { view: View; data: LetterView }

/** A letter as it was written, with what is known of its way. On paper there is nothing but the letter. */
export const LetterPage: FC<Props> = ({ view, data }) => {
  const m = caseFileMessages[view.locale]
  const { letter, acts, look, sending } = data
  const { case_id, number } = letter
  const problems = { ...look, errors: { ...look.errors, ...sending.errors } }
  return (
    <DeskLayout view={view} title={letter.title}>
      <BackLink href={`${caseHref(case_id)}#letters`} text={m.backToCase} />
      <Problems view={view} state={problems} />
      <div class="mj-noprint">
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l" lang="zh-CN">
            {data.title}
          </span>
          <span lang="zh-CN">{letter.title}</span>
        </h1>
        <p class="govuk-body">
          {m.sent}
          {frameMessages[view.locale].colon}
          {sentText(view, letter)} {letter.sending_note !== '' && <span lang="zh-CN">{letter.sending_note}</span>}{' '}
          <span class="mj-quiet">{m.templateVersion(letter.template_version)}</span>
        </p>
        {data.inFull && <InsetText text={m.inFull} />}
      </div>
      <LetterPaper letter={letter} name={data.name} />
      <div class="mj-noprint">
        <p class="govuk-body">
          {letter.content !== null && (
            <a class="govuk-link" href={letterWordHref(case_id, number)}>
              {m.word}
            </a>
          )}{' '}
          {letter.attachment_id !== null && (
            <a class="govuk-link" href={caseFileHref(case_id, { id: letter.attachment_id, name: letter.title })}>
              {m.signedCopy}
            </a>
          )}
        </p>
        {letter.content !== null && <p class="govuk-body-s mj-quiet">{m.printHint}</p>}
        {acts && letter.sent_on === null && <SendingForm {...{ view, data }} />}
        {acts && letter.addressee_masked !== '' && !data.inFull && letter.content !== null && <LookForm {...{ view, data }} />}
      </div>
    </DeskLayout>
  )
}

const SendingForm: FC<Props> = ({ view, data: { letter, sending } }) => {
  const m = caseFileMessages[view.locale]
  const field = { view, state: sending }
  return (
    <section class="mj-surface" aria-labelledby="sending">
      <h2 class="govuk-heading-m" id="sending">
        {m.sendTitle}
      </h2>
      <form method="post" action={letterHref(letter.case_id, letter.number, 'sendings')} novalidate>
        <FormId state={sending} />
        <DayField {...field} name="sent_on" label={m.sentOnLabel} />
        <ChoiceField
          {...field}
          name="sent_by"
          label={m.sentByLabel}
          empty={m.choose}
          choices={sendings.map(value => ({ value, text: m.sendings[value] }))}
        />
        <TextField {...field} name="sending_note" label={m.sendingNote} hint={m.sendingNoteHint} />
        <Button text={m.send} preventDoubleClick />
      </form>
    </section>
  )
}

const LookForm: FC<Props> = ({ view, data: { letter, look } }) => {
  const m = caseFileMessages[view.locale]
  return (
    <section class="mj-surface" aria-labelledby="look">
      <h2 class="govuk-heading-m" id="look">
        {m.to}
      </h2>
      <p class="govuk-body">{m.masked}</p>
      <form method="post" action={letterHref(letter.case_id, letter.number, 'looks')} novalidate>
        <TextField view={view} state={look} name="reason" label={m.reason} hint={m.reasonHint} />
        <div class="govuk-button-group">
          <Button text={m.showInFull} name="as" value="page" classes="govuk-button--secondary" />
          <Button text={m.wordInFull} name="as" value="word" classes="govuk-button--secondary" />
        </div>
      </form>
    </section>
  )
}
