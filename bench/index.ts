// What users wait for, measured: `npm run bench -- [--fresh] [--strict]`. BENCH_SCALE=0.05 for a quick look, BENCH_ROUNDS and BENCH_SECONDS
// for more or less certainty. Read the ratios: they compare runs a few seconds apart. Absolute limits hold on a quiet machine.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import { findHome } from '../src/config.ts'
import type { Database } from '../src/db/connect.ts'
import { findPlace, isCluster } from '../src/db/embedded/place.ts'
import { findRunning, withDatabase } from '../src/db/instance.ts'
import { type RunningApp, startApp } from './app.ts'
import { startBare, startGun } from './children.ts'
import { releaseReport, signIn } from './desk.ts'
import { liveRow } from './live.ts'
import { measureLoading, type Taken, takeItems } from './loading.ts'
import { besideRow, cachedRows, type Range, uncachedRow } from './pages.ts'
import { memory } from './process.ts'
import { fillRow, indexFilled, searchRows } from './search.ts'
import { stepRow } from './steps.ts'
import { printTable, type Row, seconds, whole } from './table.ts'
import { figureRow, reportRow } from './waits.ts'

const home = findHome()
const dataDir = resolve(home, process.env.DATA_DIR || '.data/bench')
const databaseUrl = process.env.DATABASE_URL || undefined
const place = { dataDir, databaseUrl }
const scale = process.env.BENCH_SCALE || '1'
const rounds = { rounds: Number(process.env.BENCH_ROUNDS || 5), seconds: Number(process.env.BENCH_SECONDS || 2) }
const strict = process.argv.includes('--strict')
const anew = process.argv.includes('--fresh')

const firstStart_s = 120
const laterStart_s = 5
const memory_mb = 400
const loading_items_s = 3000
const searched_items_s = 1000
const articles_max = 200
const report = '/reports/2018'

const say = (what: string): void => console.log(`· ${what}`)

async function bench(scratch: string): Promise<Row[]> {
  const rows: Row[] = []
  const env = { DATA_DIR: dataDir, DEMO_SCALE: scale, CITY: 'demo', ACCESS_LOG: join(scratch, 'access.log'), PAGE_CACHE: 'on' }
  const fresh = databaseUrl === undefined && makeFresh()
  say(fresh ? `first start: build and demo city at scale ${scale}` : 'start')
  const first = await startApp(home, env)
  const afterLoad = memory(first.pid)
  say('filling the search')
  const fill_s = await withDatabase(place, indexFilled)
  await first.stop()
  say('later start')
  const app = await startApp(home, env)
  const range: Range = { bare: await startBare(), gun: startGun(), rounds }
  try {
    const { article, articles } = await withDatabase(place, chooseArticles)
    const items = await withDatabase(place, takeItems)
    const pages = await measurePages(range, app, { scratch, article, articles })
    rows.push(...pages.rows)
    const { calibration } = pages
    rows.push(limitRow('first start to the portal', fresh ? first.started_s : undefined, firstStart_s, calibration))
    rows.push(limitRow('later start to the portal', app.started_s, laterStart_s, calibration))
    rows.push(
      memoryRow(fresh ? 'memory of the app, most while loading' : 'memory of the app, most at its start', afterLoad.peak_mb, calibration),
    )
    say('live readers')
    rows.push(await withDatabase(place, database => liveRow(app, database, calibration)))
    const after = memory(app.pid)
    rows.push({
      ...memoryRow('memory of the app, most under load', after.peak_mb, calibration),
      note: `${whole(after.now_mb)} MB at the end`,
    })
    rows.push(fillRow(fill_s, fresh, calibration))
    await app.stop()
    say(`loading ${whole(items.length)} items`)
    rows.push(...(await loadingRows(items, calibration)))
    say('steps of cases')
    rows.push(await stepRow(home, rounds))
  } finally {
    range.bare.stop()
    range.gun.stop()
    await app.stop()
  }
  return rows
}

/** With --fresh, or when there is nothing yet: the first start, with its build, is part of what is measured. */
function makeFresh(): boolean {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const { data } = findPlace(dataDir)
  if (anew) {
    if (process.env.DATA_DIR) throw new Error('--fresh empties .data/bench only: unset DATA_DIR')
    rmSync(data, { recursive: true, force: true })
    rmSync(join(home, 'dist/.stamp'), { force: true })
  }
  return !isCluster(data)
}

type Chosen = { readonly scratch: string; readonly article: string; readonly articles: readonly string[] }

async function measurePages(
  range: Range,
  app: RunningApp,
  { scratch, article, articles }: Chosen,
): Promise<{ rows: Row[]; calibration: string }> {
  const rows: Row[] = []
  say(`cached ${article}`)
  rows.push(...(await cachedRows(range, app, 'article', article)))
  const calibration = rows[0]?.calibration ?? ''
  await releaseReport(app, report)
  say(`cached ${report}`)
  rows.push(...(await cachedRows(range, app, 'report', report)))
  say('uncached')
  const uncached = await startApp(home, {
    DATA_DIR: join(scratch, 'uncached'),
    DATABASE_URL: secondUrl(),
    ACCESS_LOG: join(scratch, 'uncached.log'),
    PAGE_CACHE: 'off',
  })
  try {
    rows.push(await uncachedRow(range, uncached, articles))
    // The desk's page counts the whole year, checks it and draws from it at every request; the public one compares what was released.
    const counted = { path: `/desk${report}`, headers: { cookie: await signIn(uncached, 'openness') } }
    rows.push(await besideRow(range, uncached, articles, counted))
    rows.push(await reportRow(uncached, counted, calibration))
    rows.push(await reportRow(uncached, { path: report }, calibration))
    rows.push(await figureRow(uncached, calibration))
    say('search')
    rows.push(...(await withDatabase(place, database => searchRows(uncached, database, calibration))))
  } finally {
    await uncached.stop()
  }
  return { rows, calibration }
}

/** Articles from all over the years, and the one of them whose text is of middling length. */
async function chooseArticles(database: Database): Promise<{ article: string; articles: string[] }> {
  const { rows } = await sql<{ id: number; length: number }>`
    select p.id, octet_length(v.body_html) as length
    from (select id, version, row_number() over (order by id) as n, count(*) over () as total
      from kernel.publications where withdrawn_on is null) as p
    join kernel.publication_versions as v on v.publication_id = p.id and v.version = p.version
    where p.n % greatest(1, p.total / ${articles_max}) = 0
    order by length limit ${articles_max}`.execute(database.db)
  const middle = rows[Math.floor(rows.length / 2)]
  if (!middle) throw new Error('the city has no articles')
  const pathOf = ({ id }: { id: number }) => `/articles/${id}`
  return { article: pathOf(middle), articles: rows.toSorted((a, b) => a.id - b.id).map(pathOf) }
}

/** The running app's database as a second app reaches it: both are on one PostgreSQL, so that their runs can take turns. */
function secondUrl(): string {
  if (databaseUrl !== undefined) return databaseUrl
  const where = findRunning(place)
  if (where?.kind !== 'embedded') throw new Error(`no database runs in ${dataDir}`)
  return `postgresql:///${where.database}?host=${encodeURIComponent(where.socket)}&user=${where.user}`
}

function limitRow(what: string, took_s: number | undefined, limit_s: number, calibration: string): Row {
  if (took_s === undefined) {
    return {
      what,
      measured: '–',
      calibration,
      limit: `≤ ${limit_s} s`,
      pass: undefined,
      kind: 'absolute',
      note: 'the city was there: use --fresh',
    }
  }
  return { what, measured: seconds(took_s), calibration, limit: `≤ ${limit_s} s`, pass: took_s <= limit_s, kind: 'absolute' }
}

const memoryRow = (what: string, mb: number, calibration: string): Row => ({
  what,
  measured: `${whole(mb)} MB`,
  calibration,
  limit: `< ${memory_mb} MB`,
  pass: mb < memory_mb,
  kind: 'absolute',
})

async function loadingRows(taken: readonly Taken[], calibration: string): Promise<Row[]> {
  const { items, deliveries, seconds: took_s, fill_seconds, plain_seconds } = await measureLoading(home, taken)
  const row = (what: string, rate: number, least: number, note: string): Row => ({
    what,
    measured: `${whole(rate)} items/s`,
    calibration,
    limit: `≥ ${whole(least)} items/s`,
    pass: rate >= least,
    kind: 'absolute',
    note,
  })
  return [
    row(
      `publishMany, ${whole(items)} items, durable`,
      items / took_s,
      loading_items_s,
      `${whole(deliveries / took_s)} deliveries/s; a plain table takes ${whole(items / plain_seconds)} items/s`,
    ),
    row(
      'publishMany with the search filled',
      items / (took_s + fill_seconds),
      searched_items_s,
      `the search alone ${whole(items / fill_seconds)} items/s`,
    ),
  ]
}

const scratch = mkdtempSync(join(tmpdir(), 'mingjing-bench-'))
try {
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: home, stdio: 'inherit' })
  const started = performance.now()
  const rows = await bench(scratch)
  console.log(
    `\nNode ${process.version}, ${availableParallelism()} processors, scale ${scale}, ${rounds.rounds} rounds of ${rounds.seconds} s.`,
  )
  console.log(`Calibration: a bare node:http server, for the page of its line or for the article.\n`)
  printTable(rows)
  console.log(`\n${seconds((performance.now() - started) / 1000)} in all.`)
  const failed = rows.filter(row => row.kind === 'ratio' && row.pass === false)
  if (strict && failed.length > 0) process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
