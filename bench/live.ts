import { get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../src/db/connect.ts'
import type { RunningApp } from './app.ts'
import { quantile } from './compare.ts'
import { memory } from './process.ts'
import { ms, type Row, whole } from './table.ts'

// Live readers of a desk's list: from a commit until all of them are told.

const readers = 500
const commits = 10
const told_p95_ms = 2_000
const memory_more_mb = 150
const wait_s = 20

type Live = { readonly told: number[]; readonly close: () => void }

/** One page that listens: each change it hears of, by the clock. */
function listen(origin: string, cookie: string): Promise<Live> {
  return new Promise((resolve, reject) => {
    const request = get(
      `${origin}/desk/live`,
      { headers: { cookie, accept: 'text/event-stream' }, agent: false },
      (answer: IncomingMessage) => {
        if (answer.statusCode !== 200) return reject(new Error(`/desk/live answered ${answer.statusCode}`))
        const told: number[] = []
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => {
          if (text.includes('"cases":1')) told.push(performance.now())
        })
        answer.on('error', () => {})
        resolve({ told, close: () => request.destroy() })
      },
    )
    request.on('error', reject)
  })
}

/** Sessions of as many people as it takes: one keeps few pages open. Rows of the bench alone, taken away at the end. */
async function cookiesFor(database: Database, count: number): Promise<{ cookies: string[]; unit_id: number; people: number[] }> {
  const { rows } = await sql<{ unit_id: number }>`
    select g.unit_id from kernel.grants g join kernel.accounts a on a.person_id = g.person_id where a.sign_in_name = 'reviewer' limit 1`.execute(
    database.db,
  )
  const unit_id = rows[0]?.unit_id
  if (unit_id === undefined) throw new Error('the city has no reviewer')
  const made = await sql<{ token: string; person_id: number }>`
    with p as (insert into kernel.people (name) select '测量' from generate_series(1, ${count}) returning id),
      g as (insert into kernel.grants (person_id, role, unit_id, valid_from) select id, 'reviewer', ${unit_id}, '2018-01-01' from p),
      a as (insert into kernel.accounts (person_id, sign_in_name, password_hash) select id, 'bench-' || id, 'none' from p returning id, person_id),
      t as (select id, person_id, 'bench-token-' || id || '-' || md5(random()::text) as token from a),
      s as (insert into kernel.sessions (token_hash, account_id, expires_at)
        select sha256(convert_to(token, 'UTF8')), id, now() + interval '1 hour' from t)
    select token, person_id from t`.execute(database.db)
  return { cookies: made.rows.map(({ token }) => `mj_session=${token}`), unit_id, people: made.rows.map(({ person_id }) => person_id) }
}

const remove = async (database: Database, people: readonly number[]): Promise<void> => {
  const of = sql`person_id = any(${[...people]}::integer[])`
  await sql`delete from kernel.accounts where ${of}`.execute(database.db)
  await sql`delete from kernel.grants where ${of}`.execute(database.db)
  await sql`delete from kernel.people where id = any(${[...people]}::integer[])`.execute(database.db)
}

/** 500 readers on one process, ten commits. */
export async function liveRow(app: RunningApp, database: Database, calibration: string): Promise<Row> {
  const { cookies, unit_id, people } = await cookiesFor(database, readers)
  const before = memory(app.pid).now_mb
  const pages: Live[] = []
  try {
    for (let at = 0; at < cookies.length; at += 25) {
      pages.push(...(await Promise.all(cookies.slice(at, at + 25).map(cookie => listen(app.origin, cookie)))))
    }
    await sleep(1000)
    const after = memory(app.pid).now_mb
    const times: number[] = []
    for (let n = 1; n <= commits; n++) times.push(await commitAndWait(database, pages, unit_id, n))
    const p95 = quantile(times, 0.95)
    return {
      what: `${whole(readers)} live readers: commit to the last one told, p95 of ${commits}`,
      measured: ms(p95),
      calibration,
      limit: `≤ ${whole(told_p95_ms)} ms`,
      pass: p95 <= told_p95_ms && after - before <= memory_more_mb,
      kind: 'absolute',
      note: `median ${ms(quantile(times, 0.5))}, of which 500 ms are waited on purpose; ${whole(after - before)} MB more`,
    }
  } finally {
    for (const page of pages) page.close()
    await remove(database, people)
  }
}

/** A notification as a command's trigger sends it, in a transaction of its own: from its commit to the last reader told, in ms. */
async function commitAndWait(database: Database, pages: readonly Live[], unit_id: number, n: number): Promise<number> {
  await sql`select pg_notify('mingjing_desk', ${`c${unit_id}/${n}`})`.execute(database.db)
  const committed = performance.now()
  while (pages.some(({ told }) => told.length < n)) {
    if (performance.now() - committed > wait_s * 1000) throw new Error(`after ${wait_s} s not all readers had been told`)
    await sleep(5)
  }
  return Math.max(...pages.map(({ told }) => told[n - 1] ?? 0)) - committed
}
