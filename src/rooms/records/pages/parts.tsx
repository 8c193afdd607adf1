import type { FC } from 'hono/jsx'
import type { Part, UnitPart } from '../../../kernel/figures/breakdown.ts'
import type { Figure } from '../../../kernel/figures/figure.ts'
import { grouped, monthName } from '../../../kernel/figures/print.ts'
import type { Locale } from '../../../kernel/words.ts'
import { FigureLink } from '../../../web/ui/figure-link.tsx'
import { Table, type TableCell } from '../../../web/ui/table.tsx'
import { unit_parts_max } from '../forms.ts'
import { figureHref } from '../links.ts'
import { messages } from '../messages.ts'

type PartsProps = { locale: Locale; figure: Figure; months: readonly Part[]; units: readonly UnitPart[] }

/** A count by month and by unit: each part is the same figure for that month or unit, and leads to its records. */
export const Parts: FC<PartsProps> = ({ locale, figure, months, units }) => {
  const m = messages[locale]
  const cell = (part: Part): TableCell => ({
    format: 'numeric',
    text: <FigureLink href={figureHref(figure.id, part.slice)} value={grouped(String(part.value), locale)} />,
  })
  const sum = months.reduce((total, part) => total + part.value, 0)
  return (
    <aside aria-label={m.parts}>
      {months.length > 0 && (
        <div class="mj-surface">
          <Table
            firstCellIsHeader
            caption={m.byMonth}
            captionClasses="govuk-table__caption--s"
            head={[{ text: m.month }, { text: m.count, format: 'numeric' }]}
            rows={[
              ...months.map(part => [{ text: monthName(Number(part.key), locale) }, cell(part)]),
              [{ text: m.sum }, { format: 'numeric', classes: 'govuk-table__header', text: grouped(String(sum), locale) }],
            ]}
          />
        </div>
      )}
      {units.length > 0 && (
        <div class="mj-surface">
          <Table
            firstCellIsHeader
            caption={m.byUnit}
            captionClasses="govuk-table__caption--s"
            head={[{ text: m.ofUnit }, { text: m.count, format: 'numeric' }]}
            rows={units.map(part => [{ text: part.name }, cell(part)])}
          />
          {units.length >= unit_parts_max && <p class="govuk-hint">{m.byUnitNote(unit_parts_max)}</p>}
        </div>
      )}
    </aside>
  )
}
