import type { FigureBook } from '../../../kernel/figures/book.ts'
import { counter } from '../../../kernel/figures/evaluate.ts'
import { yearSlice } from '../../../kernel/figures/slice.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Words } from '../../../kernel/words.ts'
import type { Look } from '../../../kernel/work.ts'
import { printed2018, printedFigure, printedYear } from '../printed-2018.ts'
import type { ReportFigure } from '../rules/document.ts'
import { reportFigure } from '../rules/figure.ts'
import { headingPath, placedFigures } from '../rules/template.ts'
import { judge, printedForm, type Verdict } from '../rules/verdict.ts'
import { reportForms } from '../templates.ts'

export type CoverageRow = {
  readonly id: string
  readonly name: Words
  readonly counted: ReportFigure | null
  /** The room that counts it. */
  readonly room: Words | null
  /** What the city's own report printed; only for its year. */
  readonly printed: { readonly text: string; readonly unit: string; readonly derived: boolean; readonly verdict: Verdict } | null
}
export type CoverageSection = { readonly number: string; readonly title: Words; readonly rows: readonly CoverageRow[] }
export type Coverage = { readonly year: number; readonly compares: boolean; readonly sections: readonly CoverageSection[] }

export type CoverageInput = { readonly book: FigureBook; readonly year: number; readonly form: string }

/** Which figures of the 2018 report are counted here, section by section; for 2018 beside what the city printed. */
export async function coverage(look: Look, { book, year, form: formId }: CoverageInput): Promise<Coverage> {
  const form = reportForms.get(formId)
  if (!form) throw notFound()
  const compares = year === printedYear
  const { evaluate } = counter(look)
  const rowOf = async (id: string): Promise<CoverageRow[]> => {
    const row = printedFigure(id)
    if (!row) return []
    const booked = book.get(id)
    const counted = booked ? reportFigure(await evaluate(booked.figure, yearSlice(year))) : null
    const text = counted?.value === null ? null : counted?.printed['zh-CN']
    return [
      {
        id,
        name: booked?.figure.name ?? row.name,
        counted,
        room: booked?.roomName ?? null,
        printed: compares ? { text: printedForm(row), unit: row.unit, derived: row.derived === true, verdict: judge(row, text) } : null,
      },
    ]
  }
  const sections = await Promise.all(
    placedFigures(form).map(async ({ place, figures }) => {
      const rows = (await Promise.all(figures.map(rowOf))).flat()
      return { number: headingPath(place), title: place.title, rows }
    }),
  )
  return { year, compares, sections: sections.filter(section => section.rows.length > 0) }
}

export type Verified = {
  readonly id: string
  readonly printed: string
  readonly counted: string | null | undefined
  readonly unit: string
  readonly verdict: Verdict
}

/** Every figure of the 2018 report in its order: printed, counted, verdict. For `npm run verify:2018`. */
export async function verify2018(look: Look, book: FigureBook): Promise<Verified[]> {
  const { evaluate } = counter(look)
  return await Promise.all(
    printed2018.map(async row => {
      const figure = book.get(row.id)?.figure
      const value = figure && reportFigure(await evaluate(figure, yearSlice(printedYear)))
      const counted = value?.value === null ? null : value?.printed['zh-CN']
      return { id: row.id, printed: printedForm(row), counted, unit: row.unit, verdict: judge(row, counted) }
    }),
  )
}
