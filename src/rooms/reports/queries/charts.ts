import type { FigureBook } from '../../../kernel/figures/book.ts'
import { byMonth, byUnit, type Part } from '../../../kernel/figures/breakdown.ts'
import type { Value } from '../../../kernel/figures/evaluate.ts'
import type { CountFigure, Figure } from '../../../kernel/figures/figure.ts'
import { figureHref, type Slice, yearSlice } from '../../../kernel/figures/slice.ts'
import { type Channel, channels } from '../../../kernel/publications/channels.ts'
import type { Words } from '../../../kernel/words.ts'
import type { Look } from '../../../kernel/work.ts'
import { chartTitles } from '../messages.ts'
import type { ReportChart } from '../rules/document.ts'
import type { ChartName } from '../rules/template.ts'

// What is drawn: numbers of figures, each with its link, so that a picture can say nothing that its records do not.

/** Years drawn side by side; units that have a bar of their own. */
const years_max = 5
const units_max = 12

type Evaluate = (figure: Figure, slice: Slice) => Promise<Value>
export type ChartInput = { readonly book: FigureBook; readonly year: number; readonly name: ChartName; readonly evaluate: Evaluate }
type Row = ReportChart['rows'][number]

/** One chart's numbers; undefined when the house does not count what it shows. */
export async function chart(look: Look, input: ChartInput): Promise<ReportChart | undefined> {
  const total = countOf(input.book, 'disclosure.total')
  if (!total) return undefined
  const rows = await chartRows(look, input, total)
  return { name: input.name, ...chartTitles(input.name, input.year), unit: total.unit, rows }
}

export async function months(
  look: Look,
  { book, year, id }: { readonly book: FigureBook; readonly year: number; readonly id: string },
): Promise<Part[] | undefined> {
  const figure = countOf(book, id)
  return figure && (await byMonth(look, figure, year))
}

function countOf(book: FigureBook, id: string): CountFigure | undefined {
  const figure = book.get(id)?.figure
  return figure?.kind === 'count' ? figure : undefined
}

async function chartRows(look: Look, { book, year, name, evaluate }: ChartInput, total: CountFigure): Promise<Row[]> {
  const row = (label: Words, value: number, slice: Slice, id = total.id): Row => ({ label, value, href: figureHref(id, slice) })
  switch (name) {
    case 'channels': {
      const each = (Object.keys(channels) as Channel[]).map(async channel => {
        const figure = countOf(book, `disclosure.channel.${channel}`)
        if (!figure) return []
        const { value, slice } = await evaluate(figure, yearSlice(year))
        return [row(channels[channel], Number(value), slice, figure.id)]
      })
      return (await Promise.all(each)).flat().sort((a, b) => b.value - a.value)
    }
    case 'months':
      return (await byMonth(look, total, year)).map(part => row(monthWords(Number(part.key)), part.value, part.slice))
    case 'years': {
      const list = Array.from({ length: years_max }, (_, i) => year - years_max + 1 + i)
      const counted = await Promise.all(list.map(one => evaluate(total, yearSlice(one))))
      const rows = counted.map((one, i) => row(yearWords(list[i] ?? year), Number(one.value), one.slice))
      const first = rows.findIndex(one => one.value > 0)
      return rows.slice(first < 0 ? rows.length - 1 : first)
    }
    case 'units': {
      const units = await byUnit(look, total, yearSlice(year), units_max)
      return units.map(part => row({ 'zh-CN': part.name, en: part.name }, part.value, part.slice))
    }
  }
}

const yearWords = (year: number): Words => ({ 'zh-CN': `${year}年`, en: String(year) })
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthWords = (month: number): Words => ({ 'zh-CN': `${month}月`, en: monthNames[month - 1] ?? String(month) })
