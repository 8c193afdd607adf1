import type { FigureBook } from '../../../kernel/figures/book.ts'
import { counter, type Value } from '../../../kernel/figures/evaluate.ts'
import type { Figure } from '../../../kernel/figures/figure.ts'
import { yearSlice } from '../../../kernel/figures/slice.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'
import { type CheckResult, crossCheck, type Facts } from '../rules/checks.ts'
import { compose } from '../rules/compose.ts'
import type { ReportDocument } from '../rules/document.ts'
import { reportFigure } from '../rules/figure.ts'
import { type ChartName, chartNames, figuresOf, isSlot, type ReportForm } from '../rules/template.ts'
import { reportForms } from '../templates.ts'
import { chart, months } from './charts.ts'
import { releasedValues } from './releases.ts'

export type CompileInput = { readonly book: FigureBook; readonly year: number; readonly form: string }
export type Compiled = { readonly document: ReportDocument; readonly checks: readonly CheckResult[] }

/** The figure whose months, units and channels are drawn. */
const drawn = 'disclosure.total'

/**
 * Counts a year and fills the form with it: the document, and how its figures stand to each other. Every set and slice is counted once,
 * side by side. A database in a transaction (a release counts inside its own) answers one after the other.
 */
export async function compileReport(look: Look, { book, year, form: formId }: CompileInput): Promise<Compiled> {
  const form = reportForms.get(formId)
  if (!form) throw notFound()
  const { evaluate } = counter(look)
  const slice = yearSlice(year)
  const asked = figuresOf(form).flatMap(id => book.get(id)?.figure ?? [])
  const [values, charts, monthly, releasedLastYear] = await Promise.all([
    Promise.all(asked.map(figure => evaluate(figure, slice))),
    Promise.all(chartNames.map(name => chart(look, { book, year, name, evaluate }))),
    months(look, { book, year, id: drawn }),
    releasedValues(look, year - 1, formId),
  ])
  const counted = new Map(values.map(value => [value.figure.id, reportFigure(value)]))
  const document = compose(form, { year, counted, charts: charts.flatMap(one => one ?? []) })
  const facts: Facts = {
    figures: values.map(checkedFigure),
    needed: neededFigures(form),
    months: monthly ? [{ id: drawn, values: monthly.map(part => part.value) }] : [],
    releasedLastYear,
  }
  return { document, checks: crossCheck(facts) }
}

/** Figures that stand in a sentence which cannot be left out. */
function neededFigures(form: ReportForm): string[] {
  const paragraphs = form.parts.flatMap(part => [
    ...(part.paragraphs ?? []),
    ...(part.sections ?? []).flatMap(section => [...section.paragraphs, ...(section.items ?? []).flatMap(item => item.paragraphs)]),
  ])
  const sentences = paragraphs.flat().filter(sentence => !sentence.optional)
  return [...new Set(sentences.flatMap(sentence => sentence.pieces.filter(isSlot).map(slot => slot.figure)))]
}

const checkedFigure = (value: Value): Facts['figures'][number] => ({
  id: value.figure.id,
  name: value.figure.name,
  kind: value.figure.kind,
  value: value.value,
  operands: value.operands.map(operand => ({
    id: operand.figure.id,
    value: operand.value,
    lastYear: operand.slice.to < value.slice.from,
  })),
  digits: digitsOf(value.figure),
})

const digitsOf = (figure: Figure): number => ('digits' in figure ? figure.digits : 0)

/** One chart as today's records give it, for the preview. */
export async function compiledChart(look: Look, input: { readonly book: FigureBook; readonly year: number; readonly name: ChartName }) {
  return await chart(look, { ...input, evaluate: counter(look).evaluate })
}
