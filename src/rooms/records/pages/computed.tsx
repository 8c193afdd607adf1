import type { FC } from 'hono/jsx'
import type { Value } from '../../../kernel/figures/evaluate.ts'
import type { Figure } from '../../../kernel/figures/figure.ts'
import { printed, printedPeriod, printedUnit } from '../../../kernel/figures/print.ts'
import type { Locale } from '../../../kernel/words.ts'
import { FigureLink } from '../../../web/ui/figure-link.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { figureHref } from '../links.ts'
import { messages } from '../messages.ts'

/** How the figure is computed, in words; under them the figures that it is computed from, each leading to its own records. */
export const Computed: FC<{ locale: Locale; value: Value }> = ({ locale, value }) => {
  const m = messages[locale]
  const { figure } = value
  const ruling = figure.kind === 'limit' ? figure.on(value.slice.to) : undefined
  return (
    <section class="mj-section">
      <div class="mj-section__head">
        <h2 class="mj-section__title">{m.computed}</h2>
      </div>
      <p class="govuk-body">{m.formulas[figure.kind](precision(figure))}</p>
      {ruling && (
        <p class="govuk-body">
          {m.ruling(String(ruling.value) + printedUnit(value, locale), ruling.from)} · {ruling.article}
        </p>
      )}
      {value.operands.length > 0 && <Operands locale={locale} value={value} />}
    </section>
  )
}

/** The number that the words of a kind are said with: digits printed, or the step rounded to. */
const precision = (figure: Figure): number => ('digits' in figure ? figure.digits : 'step' in figure ? figure.step : 0)

const Operands: FC<{ locale: Locale; value: Value }> = ({ locale, value }) => {
  const m = messages[locale]
  return (
    <>
      <Scroll label={m.operandsTitle}>
        <Table
          firstCellIsHeader
          caption={m.operandsTitle}
          captionClasses="govuk-table__caption--s"
          head={[{ text: m.figure }, { text: m.value, format: 'numeric' }]}
          rows={value.operands.map(operand => [
            { text: `${operand.figure.name[locale]} · ${printedPeriod(operand.slice, locale)}` },
            {
              format: 'numeric' as const,
              text: (
                <FigureLink
                  href={figureHref(operand.figure.id, operand.slice)}
                  value={printed(operand, locale)}
                  unit={operand.value === null ? undefined : printedUnit(operand, locale)}
                />
              ),
            },
          ])}
        />
      </Scroll>
      {value.lists.length > 1 && <p class="govuk-body">{m.listsNote}</p>}
    </>
  )
}
