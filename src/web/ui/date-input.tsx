import type { FC } from 'hono/jsx'
import { type Attributes, type Common, cx, present, type Sparse, show } from './content.ts'
import { Fieldset, type FieldsetProps } from './fieldset.tsx'
import { type ChoiceFormGroupOptions, describedBy, type ErrorOptions, FormGroupBox, HintAndError, type HintOptions } from './form-group.tsx'
import { Input, type InputProps } from './input.tsx'

export type DatePart = Pick<InputProps, 'inputmode' | 'autocomplete' | 'pattern' | 'value'> & {
  name?: string
  id?: string
  label?: string
  classes?: string
  error?: boolean
  attributes?: Attributes
}

export type DateInputProps = Common & {
  id: string
  namePrefix?: string
  /** `false` leaves a part out. Chinese pages give `items` in the order year, month, day, each with its label. */
  day?: DatePart | false
  month?: DatePart | false
  year?: DatePart | false
  items?: Sparse<DatePart>
  values?: Readonly<Record<string, string | number>>
  fieldset?: Omit<FieldsetProps, 'children' | 'html'> | false
  hint?: HintOptions
  errorMessage?: ErrorOptions | false
  formGroup?: ChoiceFormGroupOptions
}

const capitalise = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
const marksError = (part: DatePart) => Boolean(part.error) || Boolean(part.classes?.includes('govuk-input--error'))

const slots = (props: DateInputProps): Record<'day' | 'month' | 'year', DatePart | false> => ({
  day: props.day ?? { name: 'day', value: props.values?.day, classes: 'govuk-input--width-2' },
  month: props.month ?? { name: 'month', value: props.values?.month, classes: 'govuk-input--width-2' },
  year: props.year ?? { name: 'year', value: props.values?.year, classes: 'govuk-input--width-4' },
})

/** Which part of the date an item is: the very one given, or the one that it names. */
const slotOf = (item: DatePart, all: ReturnType<typeof slots>) =>
  (['day', 'month', 'year'] as const).find(kind => {
    const slot = all[kind]
    return item === slot || (item.name !== undefined && (item.name === kind || (slot && item.name === slot.name)))
  })

const classesOf = (item: DatePart, width: number, showsError: boolean) =>
  cx(
    'govuk-date-input__input',
    showsError && !item.classes?.includes('govuk-input--error') && 'govuk-input--error',
    !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${width}`,
    item.classes,
  )

export const DateInput: FC<DateInputProps> = props => {
  const all = slots(props)
  const items = present(props.items?.length ? props.items : [all.day, all.month, all.year])
  const anyMarked = items.some(marksError)
  const part = (item: DatePart) => {
    const kind = slotOf(item, all)
    const slot = kind && all[kind]
    const name = item.name ?? kind ?? ''
    const fullName = (props.namePrefix ? `${props.namePrefix}-` : '') + name
    const showsError = marksError(item) || (item.error !== false && Boolean(props.errorMessage) && !anyMarked)
    return (
      <div class="govuk-date-input__item">
        <Input
          label={{ text: item.label || capitalise(name), classes: 'govuk-date-input__label' }}
          id={item.id || `${props.id}-${name}`}
          classes={classesOf(item, kind === 'year' ? 4 : 2, showsError)}
          name={fullName}
          value={item.value ?? (slot ? slot.value : undefined) ?? props.values?.[fullName]}
          inputmode={item.inputmode || 'numeric'}
          autocomplete={item.autocomplete}
          pattern={item.pattern}
          attributes={item.attributes}
        />
      </div>
    )
  }
  const fieldset = props.fieldset || undefined
  const inner = (
    <>
      <HintAndError id={props.id} hint={props.hint} errorMessage={props.errorMessage} />
      <div {...props.attributes} class={cx('govuk-date-input', props.classes)} id={props.id}>
        {show(props.formGroup?.beforeInputs)}
        {items.map(part)}
        {show(props.formGroup?.afterInputs)}
      </div>
    </>
  )
  return (
    <FormGroupBox formGroup={props.formGroup} hasError={Boolean(props.errorMessage)}>
      {fieldset ? (
        // role="group": JAWS does not read the description of a fieldset of text inputs without it.
        <Fieldset {...fieldset} role="group" describedBy={describedBy(props.id, { ...props, describedBy: fieldset.describedBy })}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroupBox>
  )
}
