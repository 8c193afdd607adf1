import { askPage, type Wanted } from './answer.ts'
import type { RunningApp } from './app.ts'
import { quantile } from './compare.ts'
import { ms, type Row, seconds } from './table.ts'

// What a reader waits for who comes alone and finds nothing cached.

const figure_requests = 200
const figure_p95_ms = 150
const report_s = 1.5
const report_times = 7

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** The whole report, counted anew each time. */
export async function reportRow(app: RunningApp, { path, headers }: Wanted, calibration: string): Promise<Row> {
  const times: number[] = []
  for (let i = 0; i < report_times; i++) times.push(await timed(() => askPage(`${app.origin}${path}`, headers)))
  const slowest = Math.max(...times) / 1000
  return {
    what: `${path} uncached, slowest of ${report_times}`,
    measured: seconds(slowest),
    calibration,
    limit: `≤ ${report_s} s`,
    pass: slowest <= report_s,
    kind: 'absolute',
    note: `median ${ms(quantile(times, 0.5))}`,
  }
}

/** Figures with the first page of their records: all of the house, over years and months, in turn. */
export async function figureRow(app: RunningApp, calibration: string): Promise<Row> {
  const ids = figureIds(await askPage(`${app.origin}/figures?year=2018`))
  const periods = [
    'year=2018',
    'year=2017',
    ...Array.from({ length: 12 }, (_, i) => `year=2018&month=${i + 1}`),
    'from=2018-03-05&to=2018-11-20',
  ]
  // 7 and the number of periods have no common divisor: every figure meets every period in the end, and neighbours differ in both.
  const paths = Array.from({ length: figure_requests }, (_, i) => `/figures/${ids[i % ids.length]}?${periods[(i * 7) % periods.length]}`)
  const times: { path: string; took_ms: number }[] = []
  for (const path of paths) times.push({ path, took_ms: await timed(() => askPage(`${app.origin}${path}`)) })
  const p95 = quantile(
    times.map(one => one.took_ms),
    0.95,
  )
  const slowest = times.reduce((a, b) => (b.took_ms > a.took_ms ? b : a))
  return {
    what: `a figure with its records, p95 of ${figure_requests}`,
    measured: ms(p95),
    calibration,
    limit: `≤ ${figure_p95_ms} ms`,
    pass: p95 <= figure_p95_ms,
    kind: 'absolute',
    note: `${ids.length} figures; slowest ${slowest.path} ${ms(slowest.took_ms)}`,
  }
}

function figureIds(html: string): string[] {
  const ids = [...html.matchAll(/href="\/figures\/([a-z0-9_.]+)\?/g)].flatMap(match => match[1] ?? [])
  const own = [...new Set(ids)].filter(id => !id.endsWith('.json') && !id.endsWith('.csv'))
  if (own.length === 0) throw new Error('/figures names no figure')
  return own
}
