import type { FC } from 'hono/jsx'
import type { Attachment } from '../../../kernel/files/attachments.ts'
import type { View } from '../../../web/env.ts'
import { fileWords } from '../../../web/file-words.ts'
import { FileDrop, type FileLimits, FileList } from '../../../web/files.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { attachmentsHref, detachmentsHref, draftFileHref } from '../links.ts'
import { messages } from '../messages.ts'

type Props = {
  view: View
  caseId: number
  attachments: readonly Attachment[]
  limits: FileLimits
  mayEdit: boolean
  state: SentForm
}

/** A draft's files; for its author also the form that adds one. */
export const DraftFiles: FC<Props> = ({ view, caseId, attachments, limits, mayEdit, state }) => {
  const removalHrefOf = mayEdit ? (file: Attachment) => detachmentsHref(caseId, file.id) : undefined
  const list =
    attachments.length === 0 ? (
      <p class="govuk-body">{fileWords[view.locale].noFiles}</p>
    ) : (
      <FileList view={view} files={attachments} hrefOf={file => draftFileHref(caseId, file)} removalHrefOf={removalHrefOf} />
    )
  return (
    <section class="mj-surface" aria-labelledby="attachments">
      <h2 class="govuk-heading-m" id="attachments">
        {messages[view.locale].attachments}
      </h2>
      {mayEdit ? (
        <FileDrop view={view} limits={limits} action={attachmentsHref(caseId)} state={state}>
          {list}
        </FileDrop>
      ) : (
        list
      )}
    </section>
  )
}
