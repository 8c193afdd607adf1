// npm run report -- --year 2018 --form 2008 --out report.docx   (.html or .json by the ending; --live: today's count although released)
import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { html } from 'hono/html'
import { ConfigProblem, readConfig } from '../src/config.ts'
import { withDatabase } from '../src/db/instance.ts'
import { StartProblem } from '../src/db/start-problem.ts'
import { house } from '../src/house.ts'
import { figureBook } from '../src/kernel/figures/book.ts'
import { thePublic } from '../src/kernel/org/actor.ts'
import { reader } from '../src/kernel/work.ts'
import { StandaloneReport } from '../src/rooms/reports/pages/standalone.tsx'
import { compileReport } from '../src/rooms/reports/queries/compile.ts'
import { release } from '../src/rooms/reports/queries/releases.ts'
import type { CheckResult } from '../src/rooms/reports/rules/checks.ts'
import type { ReportDocument } from '../src/rooms/reports/rules/document.ts'
import { reportForms } from '../src/rooms/reports/templates.ts'
import { wordOf } from '../src/rooms/reports/word.ts'

/** The command line is wrong: said in words, exit 2. */
class UsageProblem extends Error {
  override readonly name = 'UsageProblem'
}

const endings = ['.docx', '.html', '.json'] as const
type Ending = (typeof endings)[number]
type Asked = { readonly year: number; readonly form: string; readonly out: string; readonly ending: Ending; readonly live: boolean }

const usage = `Usage: npm run report -- --year 2018 --form 2008 --out report.docx
  --year   the year to report on
  --form   the form of the report: ${[...reportForms.keys()].join(', ')} (default ${[...reportForms.keys()][0]})
  --out    the file to write; its ending says what: ${endings.join(', ')}
  --live   today's count, although the report has been released`

/** npm runs scripts in the package's folder and says in INIT_CWD where the person stood: there the file goes. */
function readArguments(args: readonly string[]): Asked | undefined {
  const { values } = parsed(args)
  if (values.help) return undefined
  const problems: string[] = []
  const year = Number(values.year)
  if (values.year === undefined) problems.push('--year is missing')
  else if (!/^\d{4}$/.test(values.year) || year < 2008 || year > 2100)
    problems.push(`--year must be a year from 2008 to 2100 (it is ${JSON.stringify(values.year)})`)
  const form = values.form ?? '2008'
  if (!reportForms.has(form))
    problems.push(`--form ${JSON.stringify(form)} does not exist; these do: ${[...reportForms.keys()].join(', ')}`)
  const ending = endings.find(one => one === extname(values.out ?? '').toLowerCase())
  if (values.out === undefined) problems.push('--out is missing')
  else if (!ending) problems.push(`--out must end in ${endings.join(', ')} (it is ${JSON.stringify(values.out)})`)
  if (problems.length > 0 || values.out === undefined || !ending) throw new UsageProblem(`${problems.join('\n')}\n\n${usage}`)
  return { year, form, out: resolve(process.env.INIT_CWD ?? '.', values.out), ending, live: values.live === true }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        year: { type: 'string' },
        form: { type: 'string' },
        out: { type: 'string' },
        live: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

type Report = {
  readonly document: ReportDocument
  readonly legal_day: string | null
  readonly content_hash: string | null
  readonly checks: readonly CheckResult[] | null
}

async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) {
    console.log(usage)
    return
  }
  const config = readConfig(process.env)
  const report = await withDatabase(config, async database => {
    const read = reader({ readonly: database.readonly, clock: () => Temporal.Now.instant() })
    return await find(read, asked)
  })
  await writeFile(asked.out, await fileOf(report, asked, config.publicOrigin ?? `http://localhost:${config.port}`))
  const failed = report.checks?.filter(check => check.outcome === 'fail') ?? []
  for (const check of failed) console.log(`Does not add up: ${check.words.en} (${check.left} / ${check.right})`)
  console.log(
    `${asked.out}: annual report ${asked.year}, ${report.document.figures.length} figures, ${report.document.missing.length} not yet counted. ${noteOf(report, 'en')}`,
  )
}

/** The released report if there is one and today's count was not asked for. */
async function find(read: ReturnType<typeof reader>, asked: Asked): Promise<Report> {
  const released = asked.live ? undefined : await read(thePublic, release, { year: asked.year, form: asked.form })
  if (released) return { document: released.document, legal_day: released.legal_day, content_hash: released.content_hash, checks: null }
  const compiled = await read(thePublic, compileReport, { book: figureBook(house), year: asked.year, form: asked.form })
  return { ...compiled, legal_day: null, content_hash: null }
}

function noteOf(report: Report, locale: 'zh-CN' | 'en'): string {
  const day = report.legal_day
  if (locale === 'en') return day === null ? 'Counted now from the records; not a released report.' : `As released on ${day}.`
  return day === null ? '按目前记录统计，不是已发布的报告' : `${day} 发布`
}

async function fileOf(report: Report, asked: Asked, origin: string): Promise<string | Uint8Array> {
  const note = noteOf(report, 'zh-CN')
  switch (asked.ending) {
    case '.docx':
      return await wordOf(report.document, { origin, legal_day: report.legal_day, note: report.legal_day === null ? note : null })
    case '.html': {
      const page = await StandaloneReport({ document: report.document, note, origin })
      return String(await html`<!DOCTYPE html>${page}`)
    }
    case '.json': {
      const { document, legal_day, content_hash, checks } = report
      const state = legal_day === null ? 'live' : 'released'
      return `${JSON.stringify({ year: asked.year, form: asked.form, state, legal_day, content_hash, document, checks }, null, 2)}\n`
    }
  }
}

/** PostgreSQL's 'undefined table': the database is there, the city is not. */
const isEmptyDatabase = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '42P01'

main().catch((error: unknown) => {
  if (error instanceof UsageProblem) {
    console.error(error.message)
    process.exit(2)
  }
  if (isEmptyDatabase(error)) console.error('There are no records yet. Start the city once with npm start, then report.')
  else if (error instanceof ConfigProblem || error instanceof StartProblem) console.error(error.message)
  else console.error(error)
  process.exit(1)
})
