import type { FC } from 'hono/jsx'
import type { Attachment } from '../../../kernel/files/attachments.ts'
import { acceptedEndings, kindName, sizeText } from '../../../kernel/files/kinds.ts'
import type { View } from '../../../web/env.ts'
import { Button } from '../../../web/ui/button.tsx'
import { FileUpload } from '../../../web/ui/file-upload.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { attachmentsHref, detachmentsHref, draftFileHref } from '../links.ts'
import { messages } from '../messages.ts'
import { FormId, type FormState, fieldError } from './fields.tsx'

export type FileLimits = { readonly file_bytes_max: number; readonly files_per_item_max: number }
type Listed = Pick<Attachment, 'id' | 'name' | 'description' | 'size_bytes' | 'media_type'>
type ListProps = {
  view: View
  files: readonly Listed[]
  hrefOf: (file: Listed) => string
  /** Given: each file has a button that takes it out. */
  removalHrefOf?: (file: Listed) => string
}

/** Files with their kind and size, so that nobody is surprised by what a link opens. */
export const FileList: FC<ListProps> = ({ view, files, hrefOf, removalHrefOf }) => {
  const m = messages[view.locale]
  return (
    <ul class="mj-files">
      {files.map(file => (
        <li class="mj-files__item">
          <div class="mj-files__text">
            <a class="govuk-link" href={hrefOf(file)} lang="zh-CN">
              {file.name}
            </a>{' '}
            <span class="mj-files__facts">
              {kindName(file.media_type)[view.locale]} · {sizeText(file.size_bytes)}
            </span>
            {file.description !== '' && (
              <span class="mj-files__description" lang="zh-CN">
                {file.description}
              </span>
            )}
          </div>
          {removalHrefOf && (
            <form method="post" action={removalHrefOf(file)}>
              <Button classes="govuk-button--secondary mj-files__remove" preventDoubleClick>
                {m.removeFile}
                <span class="govuk-visually-hidden" lang="zh-CN">
                  {' '}
                  {file.name}
                </span>
              </Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

type Props = {
  view: View
  caseId: number
  attachments: readonly Attachment[]
  limits: FileLimits
  mayEdit: boolean
  /** `formId` is the upload form's own: another form of the page that is sent later must not be taken for it. */
  state: FormState
}

/** A draft's files; for its author also the form that adds one, plain, which islands/file-drop.ts gives a bar of progress. */
export const DraftFiles: FC<Props> = ({ view, caseId, attachments, limits, mayEdit, state }) => {
  const m = messages[view.locale]
  const removalHrefOf = mayEdit ? (file: Listed) => detachmentsHref(caseId, file.id) : undefined
  return (
    <section
      class="mj-surface"
      aria-labelledby="attachments"
      {...(mayEdit && {
        'data-module': 'mj-file-drop',
        'data-bytes-max': String(limits.file_bytes_max),
        'data-uploading': m.uploading,
        'data-checking': m.uploadChecking,
        'data-uploaded': m.uploaded,
        'data-failed': m.uploadFailed,
        'data-too-large': m.fileTooLarge(megabytes(limits)),
      })}
    >
      <h2 class="govuk-heading-m" id="attachments">
        {m.attachments}
      </h2>
      <div class="mj-upload__content">
        {attachments.length === 0 && <p class="govuk-body">{m.noAttachments}</p>}
        {attachments.length > 0 && (
          <FileList view={view} files={attachments} hrefOf={file => draftFileHref(caseId, file)} removalHrefOf={removalHrefOf} />
        )}
        {mayEdit && <UploadForm view={view} caseId={caseId} limits={limits} state={state} />}
      </div>
      {mayEdit && (
        <>
          <progress class="mj-upload__progress" max="100" value="0" aria-label={m.uploading} hidden />
          <p class="govuk-body mj-upload__said" role="status" />
        </>
      )}
    </section>
  )
}

const megabytes = ({ file_bytes_max }: FileLimits): number => Math.round(file_bytes_max / 1_000_000)

const UploadForm: FC<Pick<Props, 'view' | 'caseId' | 'limits' | 'state'>> = ({ view, caseId, limits, state }) => {
  const m = messages[view.locale]
  return (
    <form method="post" action={attachmentsHref(caseId)} enctype="multipart/form-data" class="mj-upload" novalidate>
      <FormId state={state} />
      <Input
        name="description"
        id="description"
        label={{ text: m.fileDescription }}
        hint={{ text: m.fileDescriptionHint }}
        value={state.typed.description ?? ''}
        errorMessage={fieldError(view, state, 'description')}
      />
      <FileUpload
        name="file"
        id="file"
        javascript
        label={{ text: m.addAttachment }}
        hint={{ text: m.attachmentHint(megabytes(limits), limits.files_per_item_max) }}
        errorMessage={fieldError(view, state, 'file')}
        attributes={{ accept: acceptedEndings.join(',') }}
        chooseFilesButtonText={m.chooseFile}
        noFileChosenText={m.noFileChosen}
        dropInstructionText={m.dropFile}
        enteredDropZoneText={m.dropEntered}
        leftDropZoneText={m.dropLeft}
      />
      <Button text={m.upload} classes="govuk-button--secondary" preventDoubleClick />
    </form>
  )
}
