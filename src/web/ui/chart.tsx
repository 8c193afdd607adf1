import type { Child, FC } from 'hono/jsx'
import { cx, type WithChildren } from './content.ts'
import { Details } from './details.tsx'

/** The chart is an SVG served by address, never inlined (CSP). Children are the table of the same numbers; with `tableText` they fold away under it. */
export type ChartProps = WithChildren & {
  src: string
  alt: string
  caption?: Child
  width?: number
  height?: number
  tableText?: string
  classes?: string
}

export const Chart: FC<ChartProps> = ({ src, alt, caption, width, height, tableText, classes, children }) => (
  <figure class={cx('mj-chart', classes)}>
    {caption && <figcaption class="mj-chart__caption">{caption}</figcaption>}
    <img class="mj-chart__image" src={src} alt={alt} width={width} height={height} loading="lazy" />
    {children && tableText ? <Details summaryText={tableText}>{children}</Details> : children}
  </figure>
)
