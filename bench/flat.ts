// Whether everything stays as quick when the city grows: `npm run bench:flat -- [--sizes 15000,1500000]`. One city of each size is made
// (once; kept in .data/flat-<size>), one app runs on each, and the same waits are measured in turn, small, large, large, small …, so that
// what else the machine does falls on both. What is compared is the median of each wait at the largest size to that at the smallest.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { findHome } from '../src/config.ts'
import { withDatabase } from '../src/db/instance.ts'
import { ask } from './answer.ts'
import { type RunningApp, startApp } from './app.ts'
import { median } from './compare.ts'
import { signIn } from './desk.ts'
import { makeCity, placeOf } from './flat-city.ts'
import { ms, printTable, type Row, whole } from './table.ts'

const home = findHome()
const tolerance = 0.25
const times = 60
const sizes = parseArgs({ options: { sizes: { type: 'string', default: '15000,1500000' } } })
  .values.sizes.split(',')
  .map(Number)

type Wait = { readonly what: string; readonly once: () => Promise<unknown> }
type Side = { readonly app: RunningApp; readonly waits: readonly Wait[] }

/** What people wait for, on one app. */
async function waitsOf(app: RunningApp, size: number): Promise<Wait[]> {
  const { articles, words } = await withDatabase({ dataDir: placeOf(home, size) }, async ({ db }) => {
    const { rows } = await sql<{ id: number; title: string }>`
      select id, title from kernel.publications where withdrawn_on is null and id % 97 = 3 order by hashint8(id) limit 400`.execute(db)
    return { articles: rows.map(({ id }) => `/articles/${id}`), words: rows.map(({ title }) => title.slice(2, 6)) }
  })
  const [author, openness] = [await signIn(app, 'author'), await signIn(app, 'openness')]
  let turn = 0
  const next = (list: readonly string[]): string => list[turn++ % list.length] ?? ''
  const get = async (path: string, cookie?: string) => {
    const { status } = await ask(`${app.origin}${path}`, cookie === undefined ? {} : { cookie })
    if (status !== 200) throw new Error(`${path} answered ${status}`)
  }
  return [
    { what: 'an article, uncached', once: () => get(next(articles)) },
    { what: 'a column, first page', once: () => get(`/columns/news/city?x=${turn++}`) },
    { what: 'the home page', once: () => get(`/?x=${turn++}`) },
    { what: 'my work', once: () => get('/desk', author) },
    { what: 'the desk’s list of publications', once: () => get('/desk/publications', openness) },
    { what: 'search, rare words', once: () => get(`/search.json?q=${encodeURIComponent(next(words))}`) },
    ...['工作', '金昌市', '项目 建设', '“政府信息公开”'].map(q => ({
      what: `search, ${q}`,
      once: () => get(`/search.json?q=${encodeURIComponent(q)}`),
    })),
    { what: 'a draft is written', once: () => write(app, author) },
  ]
}

/** One command with its case, event, log line and notice. */
async function write(app: RunningApp, cookie: string): Promise<void> {
  const form = await draftForm(app, cookie)
  const answer = await fetch(`${app.origin}/desk/drafts`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, cookie },
    body: new URLSearchParams({ ...form, form_id: randomUUID() }),
  })
  if (answer.status !== 303) throw new Error(`the draft was answered with ${answer.status}`)
}

const forms = new WeakMap<RunningApp, Record<string, string>>()

/** The first choice of each list of the form. */
async function draftForm(app: RunningApp, cookie: string): Promise<Record<string, string>> {
  const known = forms.get(app)
  if (known) return known
  const html = (await ask(`${app.origin}/desk/drafts/new`, { cookie })).body.toString()
  const first = (name: string): string => {
    const select = new RegExp(`name="${name}"[^]*?</select>`).exec(html)?.[0] ?? ''
    return [...select.matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value).find(value => value !== '') ?? ''
  }
  const form = {
    title: '关于做好冬季防火工作的通知',
    body_text: '各单位要做好冬季防火工作。'.repeat(20),
    genre: first('genre'),
    theme: first('theme'),
    category: first('category'),
    openness: first('openness'),
    column_id: first('column_id'),
    unit_id: /name="unit_id"[^>]*value="(\d+)"/.exec(html)?.[1] ?? first('unit_id'),
    formed_on: '2026-11-19',
    source: '测试',
  }
  forms.set(app, form)
  return form
}

async function measure(sides: readonly Side[]): Promise<Row[]> {
  const rows: Row[] = []
  const [first] = sides
  for (const [at, { what }] of (first?.waits ?? []).entries()) {
    const taken: number[][] = sides.map(() => [])
    for (let i = -5; i < times; i++) {
      const order = sides.map((_, side) => side)
      if (i % 2 === 0) order.reverse()
      for (const side of order) {
        const started = performance.now()
        await sides[side]?.waits[at]?.once()
        if (i >= 0) taken[side]?.push(performance.now() - started) // the first ones warm up
      }
    }
    const medians = taken.map(median)
    const ratio = (medians.at(-1) ?? Number.NaN) / (medians[0] ?? Number.NaN)
    const note = sides.length > 2 ? `between: ${medians.slice(1, -1).map(ms).join(', ')}` : undefined
    rows.push({
      what,
      measured: ms(medians.at(-1) ?? Number.NaN),
      calibration: ms(medians[0] ?? Number.NaN),
      ratio,
      limit: `≤ ${1 + tolerance}`,
      pass: ratio <= 1 + tolerance,
      kind: 'ratio',
      ...(note === undefined ? {} : { note }),
    })
  }
  return rows
}

const scratch = mkdtempSync(join(tmpdir(), 'mingjing-flat-'))
const apps: RunningApp[] = []
try {
  execFileSync(process.execPath, ['scripts/build.ts'], { cwd: home, stdio: 'inherit' })
  for (const size of sizes) {
    console.log(`· a city with ${whole(size)} publications`)
    await makeCity(home, size)
  }
  const sides: Side[] = []
  for (const size of sizes) {
    const app = await startApp(home, { DATA_DIR: placeOf(home, size), PAGE_CACHE: 'off', ACCESS_LOG: join(scratch, `${size}.log`) })
    apps.push(app)
    sides.push({ app, waits: await waitsOf(app, size) })
  }
  const rows = await measure(sides)
  console.log(`\nMedians of ${times}, one reader at a time; calibration: the same with ${whole(sizes[0] ?? 0)} publications.\n`)
  printTable(rows)
} finally {
  for (const app of apps) await app.stop()
  rmSync(scratch, { recursive: true, force: true })
}
