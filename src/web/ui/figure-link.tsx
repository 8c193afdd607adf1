import type { FC } from 'hono/jsx'
import { type Common, cx } from './content.ts'

/** `value` comes formatted. `label` says to screen readers what is counted, where the words around the number do not. */
export type FigureLinkProps = Common & { href: string; value: string | number; unit?: string; label?: string }

/** A number that leads to its records. */
export const FigureLink: FC<FigureLinkProps> = ({ href, value, unit, label, classes, attributes }) => (
  <a {...attributes} class={cx('mj-figure', classes)} href={href}>
    {label && <span class="govuk-visually-hidden">{label} </span>}
    <span class="mj-figure__value">{value}</span>
    {unit && <span class="mj-figure__unit">{unit}</span>}
  </a>
)
