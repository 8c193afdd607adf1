import type { FC } from 'hono/jsx'
import { type ChoiceItem, type ChoicesProps, choices } from './choices.tsx'
import type { Sparse } from './content.ts'

/** `behaviour: 'exclusive'` makes an item ('None of these') undo the others. */
export type CheckboxItem = ChoiceItem & { name?: string; behaviour?: 'exclusive' }
export type CheckboxesProps = ChoicesProps & { items: Sparse<CheckboxItem>; values?: readonly (string | number)[]; describedBy?: string }

export const Checkboxes: FC<CheckboxesProps> = ({ items, values, describedBy, ...group }) =>
  choices({
    kind: 'checkboxes',
    group,
    items,
    describedBy,
    isChosen: item => item.value !== undefined && Boolean(values?.includes(item.value)),
    nameOf: item => item.name,
    behaviourOf: item => item.behaviour,
  })
