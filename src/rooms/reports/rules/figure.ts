import type { Value } from '../../../kernel/figures/evaluate.ts'
import { printed } from '../../../kernel/figures/print.ts'
import { figureHref } from '../../../kernel/figures/slice.ts'
import type { ReportFigure } from './document.ts'

/** A counted figure as a report keeps it: its value, how it is printed, where its records are. */
export function reportFigure(value: Value): ReportFigure {
  const { figure } = value
  return {
    id: figure.id,
    name: figure.name,
    kind: figure.kind,
    value: value.value,
    printed: { 'zh-CN': printed(value, 'zh-CN'), en: printed(value, 'en') },
    unit: figure.unit,
    href: figureHref(figure.id, value.slice),
    records: value.lists.reduce((sum, list) => sum + list.total, 0),
  }
}
