import type { FC } from 'hono/jsx'
import { type ChoiceItem, type ChoicesProps, choices } from './choices.tsx'
import type { Sparse } from './content.ts'

export type RadiosProps = ChoicesProps & { items: Sparse<ChoiceItem>; value?: string | number | null }

export const Radios: FC<RadiosProps> = ({ items, value, ...group }) =>
  choices({ kind: 'radios', group, items, isChosen: item => Boolean(value) && String(item.value) === String(value) })
