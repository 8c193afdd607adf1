import type { FC } from 'hono/jsx'
import { type Attributes, cx, i18n, own, type Plurals, show } from './content.ts'
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx'

export type FileUploadProps = FieldProps & {
  multiple?: boolean
  /** Turns on the drop zone. The words below are for its script. */
  javascript?: boolean
  wrapperClasses?: string
  wrapperAttributes?: Attributes
  chooseFilesButtonText?: string
  noFileChosenText?: string
  multipleFilesChosenText?: Plurals
  dropInstructionText?: string
  enteredDropZoneText?: string
  leftDropZoneText?: string
}

export const FileUpload: FC<FileUploadProps> = props => {
  const id = props.id || props.name
  const control = (
    <input
      {...own(props.attributes, { disabled: props.disabled, multiple: props.multiple, 'aria-describedby': describedBy(id, props) })}
      class={cx('govuk-file-upload', props.classes, props.errorMessage && 'govuk-file-upload--error')}
      id={id}
      name={props.name}
      type="file"
    />
  )
  return (
    <FormGroup {...props}>
      {show(props.formGroup?.beforeInput)}
      {props.javascript ? (
        <div
          {...props.wrapperAttributes}
          class={cx('govuk-file-upload-wrapper', props.wrapperClasses)}
          data-module="govuk-file-upload"
          {...i18n('choose-files-button', props.chooseFilesButtonText)}
          {...i18n('no-file-chosen', props.noFileChosenText)}
          {...i18n('multiple-files-chosen', props.multipleFilesChosenText)}
          {...i18n('drop-instruction', props.dropInstructionText)}
          {...i18n('entered-drop-zone', props.enteredDropZoneText)}
          {...i18n('left-drop-zone', props.leftDropZoneText)}
        >
          {control}
        </div>
      ) : (
        control
      )}
      {show(props.formGroup?.afterInput)}
    </FormGroup>
  )
}
