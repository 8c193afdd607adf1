import type { FC } from 'hono/jsx'
import { cx, type WithChildren } from './content.ts'

export type ScrollProps = WithChildren & { label: string; classes?: string }

/** A wide table scrolls in here, so that the page does not. It can be focused and scrolled by keyboard, hence its name. */
export const Scroll: FC<ScrollProps> = ({ label, classes, children }) => (
  <section class={cx('mj-scroll', classes)} aria-label={label} tabindex={0}>
    {children}
  </section>
)
