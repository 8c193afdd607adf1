import type { FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, type WithChildren } from './content.ts'
import { ErrorMessage, type ErrorMessageProps } from './error-message.tsx'
import { Hint, type HintProps } from './hint.tsx'
import { Label, type LabelProps } from './label.tsx'

export type FormGroupOptions = { classes?: string; attributes?: Attributes; beforeInput?: Content; afterInput?: Content }
export type ChoiceFormGroupOptions = { classes?: string; attributes?: Attributes; beforeInputs?: Content; afterInputs?: Content }
export type HintOptions = Omit<HintProps, 'id'>
export type ErrorOptions = Omit<ErrorMessageProps, 'id'>

/** What every one-control field takes: Input, Textarea, Select, FileUpload and those built on them. */
export type FieldProps = Common & {
  name: string
  /** Defaults to `name`. The error summary links to it. */
  id?: string
  label: LabelProps
  hint?: HintOptions
  errorMessage?: ErrorOptions | false
  formGroup?: FormGroupOptions
  describedBy?: string
  disabled?: boolean
}

/** The ids that a control names in `aria-describedby`: those given, its hint, its error. */
export const describedBy = (
  id: string,
  field: { describedBy?: string; hint?: HintOptions; errorMessage?: ErrorOptions | false },
): string | undefined => cx(field.describedBy, field.hint && `${id}-hint`, field.errorMessage && `${id}-error`) || undefined

export const HintAndError: FC<{ id: string; hint?: HintOptions; errorMessage?: ErrorOptions | false }> = ({ id, hint, errorMessage }) => (
  <>
    {hint && <Hint {...hint} id={`${id}-hint`} />}
    {errorMessage && <ErrorMessage {...errorMessage} id={`${id}-error`} />}
  </>
)

/** The box around any form control. Its red edge shows when the control has an error. */
export const FormGroupBox: FC<WithChildren & { formGroup?: FormGroupOptions | ChoiceFormGroupOptions; hasError?: boolean }> = props => (
  <div
    {...props.formGroup?.attributes}
    class={cx('govuk-form-group', props.hasError && 'govuk-form-group--error', props.formGroup?.classes)}
  >
    {props.children}
  </div>
)

export const FormGroup: FC<FieldProps & WithChildren> = props => {
  const id = props.id || props.name
  return (
    <FormGroupBox formGroup={props.formGroup} hasError={Boolean(props.errorMessage)}>
      <Label {...props.label} for={id} />
      <HintAndError id={id} hint={props.hint} errorMessage={props.errorMessage} />
      {props.children}
    </FormGroupBox>
  )
}
