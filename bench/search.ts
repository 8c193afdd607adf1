import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { createRandom } from '../demo/random.ts'
import type { Database } from '../src/db/connect.ts'
import { plainText } from '../src/kernel/search/plain.ts'
import { askPage } from './answer.ts'
import type { RunningApp } from './app.ts'
import { quantile } from './compare.ts'
import { ms, type Row, seconds } from './table.ts'

// The search as citizens use it: 200 questions made from the city's own items, each asked once, over HTTP.

const p50_ms = 15
const p95_ms = 60
const max_ms = 300
const recall_min = 0.99
const fill_s_max = 300
const warm = 20
const checked = 40
/** Matches of one question that are compared one by one. */
const compared_max = 300

export type Question = { readonly kind: string; readonly q: string; readonly words: readonly string[] }
type Item = { readonly title: string; readonly body_html: string; readonly keywords: readonly string[] }

/** Words for AND, broad single words, phrases, document numbers and rare names, out of items from all over the years. */
export async function takeQuestions({ db }: Pick<Database, 'db'>): Promise<Question[]> {
  const random = createRandom('search')
  const { rows: items } = await sql<Item>`
    select p.title, v.body_html, p.keywords from kernel.publications as p
    join kernel.publication_versions as v on v.publication_id = p.id and v.version = p.version
    where kernel.is_open_to_all(p) order by hashint8(p.id) limit 400`.execute(db)
  const { rows: numbers } = await sql<{ document_number: string }>`
    select document_number from kernel.publications as p where document_number is not null and kernel.is_open_to_all(p)
    order by hashint8(id) limit 20`.execute(db)
  const { rows: broad } = await sql<{ word: string }>`
    select word from kernel.publications as p, unnest(p.keywords) as word group by word order by count(*) desc limit 25`.execute(db)
  const item = (i: number): Item => items[i % items.length] ?? { title: '', body_html: '', keywords: [] }
  const piece = (text: string, length: number): string => {
    const lines = text.split(/[^\p{L}\p{N}]+/u).filter(line => line.length >= length)
    const line = lines[random.int(0, Math.max(0, lines.length - 1))] ?? '通知'
    const at = random.int(0, Math.max(0, line.length - length))
    return line.slice(at, at + length)
  }
  const all = (i: number, n: number): string[] => {
    const { title, body_html, keywords } = item(i)
    const from = [...keywords, piece(title, 2), piece(plainText(body_html), 2), piece(plainText(body_html), 2)]
    return [...new Set(from.filter((_, at) => (at + i) % 2 === 0 || at < n))].slice(0, n)
  }
  return [
    ...Array.from({ length: 90 }, (_, i) => all(i, 2 + (i % 3))).map(words => ({ kind: 'and', q: words.join(' '), words })),
    ...['通知', '工作', '检查', '市', '的', '2018年', '村民', '安全', ...broad.map(row => row.word)].slice(0, 30).map(single('broad')),
    ...Array.from({ length: 30 }, (_, i) => piece(plainText(item(100 + i).body_html), 6 + (i % 6))).map(word => ({
      kind: 'phrase',
      q: `"${word}"`,
      words: [word],
    })),
    ...numbers.map(({ document_number }) => ({
      kind: 'number',
      q: document_number.replace('\u3014', '[').replace('\u3015', ']'),
      words: [document_number],
    })),
    ...Array.from({ length: 30 }, (_, i) => piece(item(200 + i).title, 5)).map(single('rare')),
  ]
}

const single = (kind: string) => (word: string) => ({ kind, q: word, words: [word] })

const json = z.object({ total: z.number(), exact: z.boolean(), hits: z.array(z.object({ href: z.string() })) })
const urlOf = (app: RunningApp, path: string, q: string, page = 1) =>
  `${app.origin}${path}?${new URLSearchParams({ q, page: String(page) })}`

/** Waits until everything is indexed; how long that took. */
export async function indexFilled({ db }: Pick<Database, 'db'>): Promise<number> {
  const started = performance.now()
  for (;;) {
    const { rows } = await sql`select from kernel.search_pending limit 1`.execute(db)
    if (rows.length === 0) return (performance.now() - started) / 1000
    await sleep(200)
  }
}

export const fillRow = (took_s: number, fresh: boolean, calibration: string): Row => ({
  what: 'search filled behind the open portal',
  measured: fresh ? seconds(took_s) : '–',
  calibration,
  limit: `≤ ${fill_s_max} s`,
  pass: fresh ? took_s <= fill_s_max : undefined,
  kind: 'absolute',
  note: fresh ? undefined : 'it was filled: use --fresh',
})

/** Times of the page with its twenty hits, snippets, total and facets, and recall against a substring search of PostgreSQL. */
export async function searchRows(app: RunningApp, database: Pick<Database, 'db'>, calibration: string): Promise<Row[]> {
  const questions = await takeQuestions(database)
  for (const { q } of questions.slice(0, warm)) await askPage(urlOf(app, '/search', q))
  const times: { q: string; kind: string; took_ms: number }[] = []
  for (const { q, kind } of questions) {
    const started = performance.now()
    await askPage(urlOf(app, '/search', q))
    times.push({ q, kind, took_ms: performance.now() - started })
  }
  const took = times.map(one => one.took_ms)
  const slowest = times.reduce((a, b) => (b.took_ms > a.took_ms ? b : a))
  const kinds = [...new Set(times.map(one => one.kind))].map(kind => {
    const own = times.filter(one => one.kind === kind).map(one => one.took_ms)
    return `${kind} ${ms(quantile(own, 0.5))}`
  })
  const row = (name: string, value: number, limit: number, note: string): Row => ({
    what: `search, ${name} of ${questions.length}`,
    measured: ms(value),
    calibration,
    limit: `≤ ${limit} ms`,
    pass: value <= limit,
    kind: 'absolute',
    note,
  })
  return [
    row('p50', quantile(took, 0.5), p50_ms, kinds.join(', ')),
    row('p95', quantile(took, 0.95), p95_ms, ''),
    row('slowest', slowest.took_ms, max_ms, slowest.q),
    await recallRow(app, database, questions, calibration),
  ]
}

async function recallRow(app: RunningApp, { db }: Pick<Database, 'db'>, questions: readonly Question[], calibration: string): Promise<Row> {
  let wanted = 0
  let found = 0
  const sample = questions.filter((_, i) => i % Math.ceil(questions.length / checked) === 0)
  for (const { q, words } of sample) {
    const { rows } = await sql<{ id: number }>`
      select p.id from kernel.publications as p
      join kernel.publication_versions as v on v.publication_id = p.id and v.version = p.version
      where kernel.is_open_to_all(p) and (p.title || E'\n' || coalesce(p.document_number, '') || E'\n' || v.body_html)
        like all (${words.map(word => `%${word}%`)}::text[])
      order by p.published_on desc, p.id desc limit ${compared_max}`.execute(db)
    const hrefs = new Set<string>()
    for (let page = 1; hrefs.size < 5 * compared_max; page++) {
      const { hits } = json.parse(JSON.parse(await askPage(`${urlOf(app, '/search.json', q, page)}&sort=date`)))
      for (const { href } of hits) hrefs.add(href)
      if (hits.length === 0 || rows.every(({ id }) => hrefs.has(`/articles/${id}`))) break
    }
    wanted += rows.length
    found += rows.filter(({ id }) => hrefs.has(`/articles/${id}`)).length
  }
  return {
    what: `search, recall over ${sample.length} questions`,
    measured: (found / wanted).toFixed(4),
    calibration,
    limit: `≥ ${recall_min}`,
    pass: found / wanted >= recall_min,
    kind: 'absolute',
    note: `${found} of ${wanted} items that hold the words`,
  }
}
