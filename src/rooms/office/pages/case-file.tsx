import type { FC } from 'hono/jsx'
import type { CommonState } from '../../../kernel/cases/common-state.ts'
import type { CaseFile } from '../../../kernel/cases/files.ts'
import { isSending, type ListedLetter } from '../../../kernel/cases/letters.ts'
import type { View } from '../../../web/env.ts'
import { FileDrop, FileList } from '../../../web/files.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { caseAttachmentsHref, caseFileHref, caseFileRemovalHref, letterHref } from '../links.ts'
import { caseFileMessages } from '../messages/case-file.ts'
import type { CaseFiles } from './case-data.ts'
import { instantText } from './work-cells.tsx'

/** The letters that a case sent: each opens as a page that can be printed. */
export const CaseLetters: FC<{ view: View; caseId: number; letters: readonly ListedLetter[] }> = ({ view, caseId, letters }) => {
  const m = caseFileMessages[view.locale]
  return (
    <>
      <h2 class="govuk-heading-m">{m.letters}</h2>
      {letters.length === 0 && <p class="govuk-body">{m.lettersEmpty}</p>}
      {letters.length > 0 && (
        <Scroll label={m.letters}>
          <Table
            head={[m.number, m.letter, m.documentNumber, m.day, m.to, m.sent].map(text => ({ text }))}
            rows={letters.map(letter => [
              { text: String(letter.number), classes: 'mj-number' },
              {
                text: (
                  <a class="govuk-link" href={letterHref(caseId, letter.number)} lang="zh-CN">
                    {letter.title}
                  </a>
                ),
              },
              { text: <span lang="zh-CN">{letter.document_number ?? '–'}</span> },
              { text: letter.legal_day, classes: 'mj-number' },
              { text: letter.addressee_masked === '' ? '–' : <span lang="zh-CN">{letter.addressee_masked}</span> },
              { text: sentText(view, letter) },
            ])}
          />
        </Scroll>
      )}
    </>
  )
}

/** When and how a letter went out, or that it has not. */
export function sentText(view: View, { sent_on, sent_by }: Pick<ListedLetter, 'sent_on' | 'sent_by'>): string {
  const m = caseFileMessages[view.locale]
  if (sent_on === null || sent_by === null) return m.notSent
  return m.sentOn(sent_on, isSending(sent_by) ? m.sendings[sent_by] : sent_by)
}

/** The papers in a case's file; for who works on it also the form that adds one. */
export const CasePapers: FC<{ view: View; of: CommonState; files: CaseFiles }> = ({ view, of, files }) => {
  const m = caseFileMessages[view.locale]
  const mine = (file: CaseFile) => files.mayFile && file.purpose === 'record' && file.person_id === view.actor.person_id
  const list =
    files.list.length === 0 ? (
      <p class="govuk-body">{m.filesEmpty}</p>
    ) : (
      <FileList
        view={view}
        files={files.list}
        hrefOf={file => caseFileHref(of.id, file)}
        factsOf={file => factsOf(view, file)}
        removalHrefOf={file => (mine(file) ? caseFileRemovalHref(of.id, file.id) : undefined)}
      />
    )
  return (
    <>
      <h2 class="govuk-heading-m">{m.files}</h2>
      <p class="govuk-body mj-quiet">{m.filesLead}</p>
      {files.mayFile ? (
        <FileDrop view={view} limits={files.limits} action={caseAttachmentsHref(of.id)} state={files.upload}>
          {list}
        </FileDrop>
      ) : (
        list
      )}
      {of.ended && <p class="govuk-body">{m.filesClosed}</p>}
    </>
  )
}

function factsOf(view: View, file: CaseFile): string {
  const m = caseFileMessages[view.locale]
  const when = instantText(file.recorded_at)
  return [
    m.purposes[file.purpose],
    file.scanned_at === null ? m.notScanned : m.scanned,
    file.recorded_by === null ? m.addedAt(when) : m.addedBy(file.recorded_by, when),
  ].join(' · ')
}
