import type { Context } from 'hono'
import { Hono } from 'hono'
import { proofOf } from '../../kernel/audit/proof.ts'
import { notFound } from '../../kernel/refusal.ts'
import type { Env } from '../../web/env.ts'
import { limit } from '../../web/limit.ts'
import { proofFile, proofPage } from '../../web/proof-page.tsx'
import { publicPage, read, viewOf } from '../../web/view.ts'
import { wordType } from '../../web/word.ts'
import { pictureOf } from './chart-picture.ts'
import { reportHref, reportProofFileHref, reportsHref } from './links.ts'
import { messages } from './messages.ts'
import { CoveragePage } from './pages/coverage.tsx'
import { ReportPage } from './pages/report.tsx'
import { ReportsPage } from './pages/years.tsx'
import { coverage } from './queries/coverage.ts'
import { differences, type Release, release, reportYears } from './queries/releases.ts'
import { chartOf } from './rules/document.ts'
import { isChartName } from './rules/template.ts'
import { formOfYear, listedForm } from './templates.ts'

export const portal = new Hono<Env>()

/** The year at the beginning of a part of an address; the routes let only four digits through. */
const yearIn = (text: string): number => Number(text.slice(0, 4))

/** The released report, or nothing at all: what is not released does not exist for the public. */
async function released(c: Context<Env>, year: number): Promise<Release> {
  const found = await read(c, release, { year, form: formOfYear(year).id })
  if (!found) throw notFound()
  return found
}

const differencesOf = (c: Context<Env>, of: Release) => read(c, differences, { release: of, book: c.var.house.figures })

portal.get(reportsHref, async c => {
  const years = await read(c, reportYears, { form: listedForm.id })
  return publicPage(c, <ReportsPage view={viewOf(c)} years={years} />)
})

portal.get('/reports/:year{[0-9]{4}}', async c => {
  const found = await released(c, yearIn(c.req.param('year')))
  const page = {
    view: viewOf(c),
    release: found,
    differences: await differencesOf(c, found),
    formName: formOfYear(found.year).name[c.var.locale],
  }
  return publicPage(c, <ReportPage {...page} />)
})

portal.get('/reports/:file{[0-9]{4}\\.json}', async c => {
  const found = await released(c, yearIn(c.req.param('file')))
  const { document, content_hash, legal_day, recorded_at, late, year, form } = found
  const changed = await differencesOf(c, found)
  c.set('cacheable', true)
  return c.json({ year, form, state: 'released', legal_day, recorded_at, late, content_hash, document, differences: changed })
})

portal.get('/reports/:file{[0-9]{4}\\.docx}', async c => {
  const found = await released(c, yearIn(c.req.param('file')))
  const { wordOf } = await import('./word.ts')
  const origin = c.var.house.publicOrigin ?? new URL(c.req.url).origin
  const bytes = await wordOf(found.document, { origin, legal_day: found.legal_day, note: null })
  // Its links carry the origin: kept for all only where that is fixed, since a Host header says what its sender likes.
  c.set('cacheable', c.var.house.publicOrigin !== undefined)
  return c.body(bytes, 200, { 'Content-Type': wordType, 'Content-Disposition': `attachment; filename="report-${found.year}.docx"` })
})

portal.get('/reports/:year{[0-9]{4}}/coverage', async c => {
  const year = yearIn(c.req.param('year'))
  const form = formOfYear(year).id
  const known = await read(c, reportYears, { form })
  if (!known.some(one => one.year === year && (one.over || one.release))) throw notFound()
  return publicPage(c, <CoveragePage view={viewOf(c)} data={await read(c, coverage, { book: c.var.house.figures, year, form })} />)
})

const proofOfRelease = (c: Context<Env>, { id }: Release) => read(c, proofOf, { subject: `report:${id}`, tables: ['reports.releases'] })

// Made anew each time, so that a record changed behind the house's back shows at once.
const proofLimit = limit({ name: 'proof', per: 'address', points: 60, seconds: 60 })

portal.get('/reports/:year{[0-9]{4}}/proof', proofLimit, async c => {
  const found = await released(c, yearIn(c.req.param('year')))
  const { year } = found
  const of = messages[c.var.locale].reportOf(year)
  return proofPage(c, await proofOfRelease(c, found), { of, file: reportProofFileHref(year), back: reportHref(year) })
})

portal.get('/reports/:year{[0-9]{4}}/proof.json', proofLimit, async c => {
  const found = await released(c, yearIn(c.req.param('year')))
  return proofFile(c, await proofOfRelease(c, found), `report-${found.year}`)
})

portal.get('/reports/:year{[0-9]{4}}/charts/:file{[a-z]+\\.svg}', async c => {
  const name = c.req.param('file').slice(0, -'.svg'.length)
  const found = await released(c, yearIn(c.req.param('year')))
  const chart = isChartName(name) ? chartOf(found.document, name) : undefined
  if (!chart) throw notFound()
  c.set('cacheable', true)
  return c.body(await pictureOf(chart, c.var.locale), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
})
