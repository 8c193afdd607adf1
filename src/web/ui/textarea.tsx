import type { FC } from 'hono/jsx'
import { cx, own, show } from './content.ts'
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx'

export type TextareaProps = FieldProps & { rows?: number; value?: string | null; spellcheck?: boolean; autocomplete?: string }

export const Textarea: FC<TextareaProps> = props => {
  const id = props.id || props.name
  return (
    <FormGroup {...props}>
      {show(props.formGroup?.beforeInput)}
      <textarea
        {...own(props.attributes, {
          spellcheck: props.spellcheck,
          disabled: props.disabled,
          'aria-describedby': describedBy(id, props),
          autocomplete: props.autocomplete || undefined,
        })}
        class={cx('govuk-textarea', props.errorMessage && 'govuk-textarea--error', props.classes)}
        id={id}
        name={props.name}
        rows={props.rows || 5}
      >
        {props.value}
      </textarea>
      {show(props.formGroup?.afterInput)}
    </FormGroup>
  )
}
