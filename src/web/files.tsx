import type { Child, FC } from 'hono/jsx'
import { acceptedEndings, kindName, sizeText } from '../kernel/files/kinds.ts'
import type { View } from './env.ts'
import { FormId, fieldError, TextField } from './fields.tsx'
import { fileWords } from './file-words.ts'
import type { SentForm } from './form-state.ts'
import { Button } from './ui/button.tsx'
import { FileUpload } from './ui/file-upload.tsx'

export type FileLimits = { readonly file_bytes_max: number; readonly files_per_item_max: number }

/** A file as lists show it: whatever else a page knows of it stays its own. */
export type ListedFile = {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly size_bytes: number
  readonly media_type: string
}

type ListProps<File extends ListedFile> = {
  view: View
  files: readonly File[]
  hrefOf: (file: File) => string
  /** More facts than kind and size, as who added it. */
  factsOf?: (file: File) => Child
  /** Where a button takes the file out; undefined: this one stays. */
  removalHrefOf?: ((file: File) => string | undefined) | undefined
}

/** Files with their kind and size, so that nobody is surprised by what a link opens. */
export const FileList = <File extends ListedFile>({ view, files, hrefOf, factsOf, removalHrefOf }: ListProps<File>) => (
  <ul class="mj-files">
    {files.map(file => {
      const removalHref = removalHrefOf?.(file)
      return (
        <li class="mj-files__item">
          <div class="mj-files__text">
            <a class="govuk-link" href={hrefOf(file)} lang="zh-CN">
              {file.name}
            </a>{' '}
            <span class="mj-files__facts">
              {kindName(file.media_type)[view.locale]} · {sizeText(file.size_bytes)}
              {factsOf && <> · {factsOf(file)}</>}
            </span>
            {file.description !== '' && (
              <span class="mj-files__description" lang="zh-CN">
                {file.description}
              </span>
            )}
          </div>
          {removalHref !== undefined && <Removal view={view} href={removalHref} name={file.name} />}
        </li>
      )
    })}
  </ul>
)

const Removal: FC<{ view: View; href: string; name: string }> = ({ view, href, name }) => (
  <form method="post" action={href} class="mj-noprint">
    <Button classes="govuk-button--secondary mj-files__remove" preventDoubleClick>
      {fileWords[view.locale].remove}
      <span class="govuk-visually-hidden" lang="zh-CN">
        {' '}
        {name}
      </span>
    </Button>
  </form>
)

type DropProps = {
  view: View
  limits: FileLimits
  /** Where the form is sent: an address that ends in /attachments. */
  action: string
  /** `formId` is the upload form's own: another form of the page that is sent later must not be taken for it. */
  state: SentForm
  /** The list as it stands: sent anew with the answer. */
  children?: Child
}

/** A list of files with the form that adds one, plain, which islands/file-drop.ts gives a bar of progress. */
export const FileDrop: FC<DropProps> = ({ view, limits, action, state, children }) => {
  const m = fileWords[view.locale]
  return (
    <div
      data-module="mj-file-drop"
      data-bytes-max={String(limits.file_bytes_max)}
      data-uploading={m.uploading}
      data-checking={m.checking}
      data-uploaded={m.uploaded}
      data-failed={m.failed}
      data-too-large={m.tooLarge(megabytes(limits))}
    >
      <div class="mj-upload__content">
        {children}
        <UploadForm view={view} limits={limits} action={action} state={state} />
      </div>
      <progress class="mj-upload__progress" max="100" value="0" aria-label={m.uploading} hidden />
      <p class="govuk-body mj-upload__said" role="status" />
    </div>
  )
}

const megabytes = ({ file_bytes_max }: FileLimits): number => Math.round(file_bytes_max / 1_000_000)

const UploadForm: FC<Omit<DropProps, 'children'>> = ({ view, limits, action, state }) => {
  const m = fileWords[view.locale]
  return (
    <form method="post" action={action} enctype="multipart/form-data" class="mj-upload mj-noprint" novalidate>
      <FormId state={state} />
      <TextField view={view} state={state} name="description" label={m.description} hint={m.descriptionHint} />
      <FileUpload
        name="file"
        id="file"
        javascript
        label={{ text: m.addFile }}
        hint={{ text: m.fileHint(megabytes(limits), limits.files_per_item_max) }}
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
