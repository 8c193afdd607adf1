import type { FC } from 'hono/jsx'
import { type Attributes, type Content, cx, has, own, show } from './content.ts'
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx'

type Affix = Content & { classes?: string; attributes?: Attributes }

export type InputProps = FieldProps & {
  type?: string
  value?: string | number | null
  inputmode?: 'none' | 'text' | 'decimal' | 'numeric' | 'tel' | 'search' | 'email' | 'url'
  autocomplete?: string
  autocapitalize?: string
  pattern?: string
  spellcheck?: boolean
  prefix?: Affix
  suffix?: Affix
  inputWrapper?: { classes?: string; attributes?: Attributes }
}

const AffixItem: FC<{ affix: Affix; kind: 'prefix' | 'suffix' }> = ({ affix, kind }) => (
  <div {...affix.attributes} class={cx(`govuk-input__${kind}`, affix.classes)} aria-hidden="true">
    {show(affix)}
  </div>
)

export const Input: FC<InputProps> = props => {
  const id = props.id || props.name
  const { prefix, suffix, formGroup } = props
  const control = (
    <input
      {...own(props.attributes, {
        spellcheck: props.spellcheck,
        value: props.value,
        disabled: props.disabled,
        'aria-describedby': describedBy(id, props),
        autocomplete: props.autocomplete,
        autocapitalize: props.autocapitalize,
        pattern: props.pattern,
        inputmode: props.inputmode,
      })}
      class={cx('govuk-input', props.classes, props.errorMessage && 'govuk-input--error')}
      id={id}
      name={props.name}
      type={props.type || 'text'}
    />
  )
  const wrapped = has(prefix) || has(suffix) || has(formGroup?.beforeInput) || has(formGroup?.afterInput)
  if (!wrapped) return <FormGroup {...props}>{control}</FormGroup>
  return (
    <FormGroup {...props}>
      <div {...props.inputWrapper?.attributes} class={cx('govuk-input__wrapper', props.inputWrapper?.classes)}>
        {show(formGroup?.beforeInput)}
        {prefix && has(prefix) && <AffixItem affix={prefix} kind="prefix" />}
        {control}
        {suffix && has(suffix) && <AffixItem affix={suffix} kind="suffix" />}
        {show(formGroup?.afterInput)}
      </div>
    </FormGroup>
  )
}
