import { Hono } from 'hono'
import { monthOf, type Slice, yearOf } from '../../kernel/figures/slice.ts'
import type { Env } from '../../web/env.ts'
import { parse } from '../../web/form.ts'
import { page, publicPage, read, viewOf } from '../../web/view.ts'
import { api, askedPeriod, entryOf, pageOf } from './api.ts'
import { isByDays, yearForm } from './forms.ts'
import { FigureFaultPage, FigurePage } from './pages/figure.tsx'
import { FiguresPage } from './pages/figures.tsx'
import { proving } from './proofs.tsx'
import { allFigures, figurePage, latestYear, unitChoices } from './queries.ts'
import { searching } from './search.tsx'

/** The figures of the house and the records behind them; public, and the same for every reader. */
export const portal = new Hono<Env>()

portal.get('/figures', async c => {
  const typed = c.req.query()
  const form = parse(yearForm, typed)
  const view = viewOf(c)
  if (!form.ok) return page(c, <FiguresPage view={view} form={{ typed, errors: form.errors }} data={undefined} />, 422)
  const year = form.values.year ?? (await read(c, latestYear, null))
  const data = await read(c, allFigures, { all: c.var.house.figures.all, year })
  return publicPage(c, <FiguresPage view={view} form={{ typed: { year: String(year) }, errors: {} }} data={data} />)
})

portal.route('/', api)
portal.route('/', searching)
portal.route('/', proving)

portal.get('/figures/:id', async c => {
  const entry = entryOf(c, c.req.param('id'))
  const view = viewOf(c)
  const period = await askedPeriod(c)
  if (!period.ok) {
    const choices = await read(c, unitChoices, undefined)
    return page(
      c,
      <FigureFaultPage view={view} entry={entry} form={{ typed: c.req.query(), errors: period.errors }} choices={choices} />,
      422,
    )
  }
  const { slice, unit_name } = period
  const data = await read(c, figurePage, { figure: entry.figure, slice, page: pageOf(c) })
  const form = { typed: isByDays(c.req.query()) ? c.req.query() : typedOf(slice), errors: {} }
  return publicPage(c, <FigurePage view={view} entry={entry} form={form} data={data} unit_name={unit_name} />)
})

/** What the form shows for a slice. */
function typedOf(slice: Slice): Readonly<Record<string, string>> {
  const unit: Record<string, string> = slice.unit_id === undefined ? {} : { unit: String(slice.unit_id) }
  const year = yearOf(slice)
  if (year !== undefined) return { ...unit, year: String(year) }
  const month = monthOf(slice)
  return month ? { ...unit, year: String(month.year), month: String(month.month) } : { ...unit, from: slice.from, to: slice.to }
}
