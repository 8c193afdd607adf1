import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { can } from '../../kernel/org/can.ts'
import { notFound, Refusal } from '../../kernel/refusal.ts'
import type { Env } from '../../web/env.ts'
import { formIdField, once, parse, type Typed, typedForm } from '../../web/form.ts'
import { may } from '../../web/guard.tsx'
import { frameMessages } from '../../web/messages.ts'
import { page, read, run, viewOf } from '../../web/view.ts'
import { pictureOf } from './chart-picture.ts'
import { isOvertaken, releaseReport } from './commands.ts'
import { releaseForm } from './forms.ts'
import { deskReportHref } from './links.ts'
import { messages } from './messages.ts'
import { DeskReportPage, type ReleaseFormState } from './pages/desk.tsx'
import { DeskReportsPage } from './pages/years.tsx'
import { compiledChart, compileReport } from './queries/compile.ts'
import { differences, release, reportYears } from './queries/releases.ts'
import { isChartName } from './rules/template.ts'
import { formOfYear, listedForm } from './templates.ts'

export const desk = new Hono<Env>()

const yearIn = (c: Context<Env>): number => Number(c.req.param('year'))

desk.get('/reports', may('report.check'), async c => {
  const years = await read(c, reportYears, { form: listedForm.id })
  return page(c, <DeskReportsPage view={viewOf(c)} years={years} />)
})

desk.get('/reports/:year{[0-9]{4}}', may('report.check'), async c => {
  return reportPage(c, yearIn(c), { typed: {}, errors: {}, formId: randomUUID() })
})

desk.get('/reports/:year{[0-9]{4}}/charts/:file{[a-z]+\\.svg}', may('report.check'), async c => {
  const name = c.req.param('file').slice(0, -'.svg'.length)
  const chart = isChartName(name) ? await read(c, compiledChart, { book: c.var.house.figures, year: yearIn(c), name }) : undefined
  if (!chart) throw notFound()
  c.header('Cache-Control', 'no-store')
  return c.body(await pictureOf(chart, c.var.locale), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
})

desk.post('/reports/:year{[0-9]{4}}/releases', may('report.release'), async c => {
  const year = yearIn(c)
  const typed = await typedForm(c)
  const again = (errors: ReleaseFormState['errors'], refusal?: string) => ({ typed, errors, refusal, formId: formIdOf(typed) })
  const form = parse(releaseForm, typed)
  if (!form.ok) return reportPage(c, year, again(inWords(c, form.errors)), 422)
  try {
    const input = { book: c.var.house.figures, year, form: formOfYear(year).id, legal_day: form.values.legal_day }
    const send = () => run(c, releaseReport, input, once(typed))
    // The same form at the same moment: the later sending, tried again, finds the earlier one's result.
    await send().catch((error: unknown) => (isOvertaken(error) ? send() : Promise.reject(error)))
  } catch (error) {
    if (!(error instanceof Refusal) || (error.kind !== 'invalid' && error.kind !== 'conflict')) throw error
    const fields = Object.fromEntries(Object.entries(error.fields).map(([name, words]) => [name, words[c.var.locale]]))
    const refusal = Object.keys(fields).length === 0 ? error.words[c.var.locale] : undefined
    return reportPage(c, year, again(fields, refusal), error.kind === 'conflict' ? 409 : 422)
  }
  return c.redirect(deskReportHref(year), 303)
})

/** The id comes back with the form, so that pressing twice after an error is still one release. */
const formIdOf = (typed: Typed): string => typed[formIdField] ?? randomUUID()

function inWords(c: Context<Env>, errors: Readonly<Record<string, string>>): Record<string, string> {
  const words: Readonly<Record<string, string>> = messages[c.var.locale].errors
  return Object.fromEntries(Object.entries(errors).map(([name, key]) => [name, words[key] ?? frameMessages[c.var.locale].generalFault]))
}

async function reportPage(c: Context<Env>, year: number, state: ReleaseFormState, status: 200 | 409 | 422 = 200): Promise<Response> {
  const book = c.var.house.figures
  const form = formOfYear(year).id
  const found = (await read(c, reportYears, { form })).find(one => one.year === year)
  if (!found) throw notFound()
  const [compiled, released] = await Promise.all([read(c, compileReport, { book, year, form }), read(c, release, { year, form })])
  const changed = released ? await read(c, differences, { release: released, book }) : []
  const props = { view: viewOf(c), year: found, compiled, differences: changed, mayRelease: can(c.var.actor, 'report.release'), state }
  return page(c, <DeskReportPage {...props} />, status)
}
