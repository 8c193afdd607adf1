import type { FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, has, type Sparse, show } from './content.ts'
import { Fieldset, type FieldsetProps } from './fieldset.tsx'
import { type ChoiceFormGroupOptions, describedBy, type ErrorOptions, FormGroupBox, HintAndError, type HintOptions } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

export type ChoiceItem = Content & {
  value?: string | number
  id?: string
  checked?: boolean
  disabled?: boolean
  hint?: HintOptions
  label?: { classes?: string; attributes?: Attributes }
  /** Shown while the item is chosen. */
  conditional?: Content
  attributes?: Attributes
  /** Instead of an item: a word between items ('or', 或). */
  divider?: string
}

/** What Radios and Checkboxes share. */
export type ChoicesProps = Common & {
  name: string
  /** Defaults to `name`. The first control has it as id, so that the error summary can link to it. */
  idPrefix?: string
  fieldset?: Omit<FieldsetProps, 'children' | 'html'> | false
  hint?: HintOptions
  errorMessage?: ErrorOptions | false
  formGroup?: ChoiceFormGroupOptions
}

type Kind = 'checkboxes' | 'radios'
/** An item whose questions have been answered: what is its id, is it chosen, what describes it. */
type Settled = {
  kind: Kind
  item: ChoiceItem
  id: string
  name: string
  isChecked: boolean
  describedBy?: string
  behaviour?: string | undefined
}

const Choice: FC<Settled> = ({ kind, item, id, name, isChecked, describedBy: ids, behaviour }) => (
  <>
    <div class={`govuk-${kind}__item`}>
      <input
        {...item.attributes}
        class={`govuk-${kind}__input`}
        id={id}
        name={name}
        type={kind === 'radios' ? 'radio' : 'checkbox'}
        value={item.value ?? ''}
        checked={isChecked}
        disabled={item.disabled}
        data-aria-controls={has(item.conditional) ? `conditional-${id}` : undefined}
        data-behaviour={behaviour}
        aria-describedby={cx(ids, has(item.hint) && `${id}-item-hint`) || undefined}
      />
      <Label
        text={item.text}
        html={item.html}
        classes={cx(`govuk-${kind}__label`, item.label?.classes)}
        attributes={item.label?.attributes}
        for={id}
      />
      {item.hint && has(item.hint) && <Hint {...item.hint} id={`${id}-item-hint`} classes={cx(`govuk-${kind}__hint`, item.hint.classes)} />}
    </div>
    {has(item.conditional) && (
      <div class={cx(`govuk-${kind}__conditional`, !isChecked && `govuk-${kind}__conditional--hidden`)} id={`conditional-${id}`}>
        {show(item.conditional)}
      </div>
    )}
  </>
)

export type ChoicesOptions<Item extends ChoiceItem> = {
  kind: Kind
  group: ChoicesProps
  items: Sparse<Item>
  isChosen: (item: Item) => boolean
  nameOf?: (item: Item) => string | undefined
  behaviourOf?: (item: Item) => string | undefined
  describedBy?: string
}

/** The markup of Radios and Checkboxes; the two differ in their class names and in how an item is chosen. */
export const choices = <Item extends ChoiceItem>({
  kind,
  group,
  items,
  isChosen,
  nameOf,
  behaviourOf,
  describedBy: given,
}: ChoicesOptions<Item>) => {
  const prefix = group.idPrefix || group.name
  const fieldset = group.fieldset || undefined
  const before = fieldset?.describedBy || given
  const inner = (
    <>
      <HintAndError id={prefix} hint={group.hint} errorMessage={group.errorMessage} />
      <div {...group.attributes} class={cx(`govuk-${kind}`, group.classes)} data-module={`govuk-${kind}`}>
        {show(group.formGroup?.beforeInputs)}
        {items.map((item, index) => {
          if (!item) return null
          if (item.divider) return <div class={`govuk-${kind}__divider`}>{item.divider}</div>
          return (
            <Choice
              kind={kind}
              item={item}
              id={item.id || (index === 0 ? prefix : `${prefix}-${index + 1}`)}
              name={nameOf?.(item) || group.name}
              isChecked={Boolean(item.checked) || (item.checked !== false && isChosen(item))}
              describedBy={kind === 'checkboxes' && !fieldset ? describedBy(prefix, { ...group, describedBy: before }) : undefined}
              behaviour={behaviourOf?.(item)}
            />
          )
        })}
        {show(group.formGroup?.afterInputs)}
      </div>
    </>
  )
  return (
    <FormGroupBox formGroup={group.formGroup} hasError={Boolean(group.errorMessage)}>
      {fieldset ? (
        <Fieldset {...fieldset} describedBy={describedBy(prefix, { ...group, describedBy: before })}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroupBox>
  )
}
