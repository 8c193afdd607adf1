// What users wait for, measured: `npm run bench -- [--fresh] [--strict]`. BENCH_SCALE=0.05 for a quick look, BENCH_ROUNDS and BENCH_SECONDS
// for more or less certainty. Read the ratios: they compare runs a few seconds apart. Absolute limits hold on a quiet machine.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findHome } from '../src/config.ts'
import type { Where } from '../src/db/connect.ts'
import { findPlace, isCluster } from '../src/db/embedded/place.ts'
import { withDatabase } from '../src/db/instance.ts'
import { ask } from './answer.ts'
import { type RunningApp, startApp } from './app.ts'
import { startBare, startGun } from './children.ts'
import { measureLoading } from './loading.ts'
import { besideRow, cachedRows, type Range, uncachedRow } from './pages.ts'
import { memory } from './process.ts'
import { printTable, type Row, seconds, whole } from './table.ts'
import { figureRow, reportRow } from './waits.ts'

const home = findHome()
const dataDir = resolve(home, process.env.DATA_DIR || '.data/bench')
const databaseUrl = process.env.DATABASE_URL || undefined
const place = { dataDir, databaseUrl }
const scale = process.env.BENCH_SCALE || '1'
const rounds = { rounds: Number(process.env.BENCH_ROUNDS || 5), seconds: Number(process.env.BENCH_SECONDS || 2) }
const strict = process.argv.includes('--strict')

const firstStart_s = 120
const laterStart_s = 5
const memory_mb = 400
const loading_items_s = 3000
const articles_max = 200

const say = (what: string): void => console.log(`· ${what}`)

async function bench(scratch: string): Promise<Row[]> {
  const rows: Row[] = []
  const env = { DATA_DIR: dataDir, DEMO_SCALE: scale, CITY: 'demo', ACCESS_LOG: join(scratch, 'access.log'), PAGE_CACHE: 'on' }
  const fresh = databaseUrl === undefined && makeFresh()
  say(fresh ? `first start: build and demo city at scale ${scale}` : 'start')
  const first = await startApp(home, env)
  const afterLoad = memory(first.pid)
  await first.stop()
  say('later start')
  const app = await startApp(home, env)
  const range: Range = { bare: await startBare(), gun: startGun(), rounds }
  try {
    const { article, articles } = await withDatabase(place, chooseArticles)
    const pages = await measurePages(range, app, { scratch, article, articles })
    rows.push(...pages.rows)
    const { calibration } = pages
    rows.push(limitRow('first start to the portal', fresh ? first.started_s : undefined, firstStart_s, calibration))
    rows.push(limitRow('later start to the portal', app.started_s, laterStart_s, calibration))
    rows.push(memoryRow(fresh ? 'memory of the app, most while loading' : 'memory of the app, most at its start', afterLoad.peak_mb, calibration))
    const after = memory(app.pid)
    rows.push({ ...memoryRow('memory of the app, most under load', after.peak_mb, calibration), note: `${whole(after.now_mb)} MB at the end` })
    await app.stop()
    say('loading 20,000 items')
    rows.push(await loadingRow(calibration))
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
  if (process.argv.includes('--fresh')) {
    rmSync(data, { recursive: true, force: true })
    rmSync(join(home, 'dist/.stamp'), { force: true })
  }
  return !isCluster(data)
}

type Chosen = { readonly scratch: string; readonly article: string; readonly articles: readonly string[] }

async function measurePages(range: Range, app: RunningApp, { scratch, article, articles }: Chosen): Promise<{ rows: Row[]; calibration: string }> {
  const rows: Row[] = []
  say(`cached ${article}`)
  rows.push(...(await cachedRows(range, app, 'article', article)))
  const calibration = rows[0]?.calibration ?? ''
  const report = (await ask(`${app.origin}/reports/2018`)).status === 200 ? '/reports/2018' : '/figures?year=2018'
  say(`cached ${report}`)
  rows.push(...(await cachedRows(range, app, report.slice(1), report)))
  say('uncached')
  const uncached = await startApp(home, {
    DATA_DIR: join(scratch, 'uncached'),
    DATABASE_URL: urlOf(app),
    ACCESS_LOG: join(scratch, 'uncached.log'),
    PAGE_CACHE: 'off',
  })
  try {
    rows.push(await uncachedRow(range, uncached, articles))
    rows.push(await besideRow(range, uncached, articles, report))
    rows.push(await reportRow(uncached, report, calibration))
    rows.push(await figureRow(uncached, calibration))
  } finally {
    await uncached.stop()
  }
  return { rows, calibration }
}
