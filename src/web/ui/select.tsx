import type { FC } from 'hono/jsx'
import { type Attributes, cx, own, present, type Sparse, show } from './content.ts'
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx'

type Value = string | number | boolean
export type SelectItem = { value?: Value; text: string | number; selected?: boolean; disabled?: boolean; attributes?: Attributes }
export type SelectProps = FieldProps & { items: Sparse<SelectItem>; value?: string | number | null }

/** An option without a value is chosen by its text, as browsers submit it. */
const isSelected = (item: SelectItem, value: SelectProps['value']): boolean => {
  if (item.selected !== undefined) return item.selected
  return Boolean(value) && String(item.value ?? item.text) === String(value)
}

export const Select: FC<SelectProps> = props => {
  const id = props.id || props.name
  return (
    <FormGroup {...props}>
      {show(props.formGroup?.beforeInput)}
      <select
        {...own(props.attributes, { disabled: props.disabled, 'aria-describedby': describedBy(id, props) })}
        class={cx('govuk-select', props.classes, props.errorMessage && 'govuk-select--error')}
        id={id}
        name={props.name}
      >
        {present(props.items).map(item => (
          <option
            {...item.attributes}
            value={item.value === undefined ? undefined : String(item.value)}
            selected={isSelected(item, props.value)}
            disabled={item.disabled}
          >
            {item.text}
          </option>
        ))}
      </select>
      {show(props.formGroup?.afterInput)}
    </FormGroup>
  )
}
