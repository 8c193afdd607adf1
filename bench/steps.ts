import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { connect, connectionOf, type Database } from '../src/db/connect.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate, migrationsFolder } from '../src/db/migrate.ts'
import { seedCalendar } from '../src/kernel/calendar/chinese-days.ts'
import { defineProcess } from '../src/kernel/cases/process.ts'
import { take } from '../src/kernel/cases/take.ts'
import type { Actor } from '../src/kernel/org/actor.ts'
import { runner, type Work } from '../src/kernel/work.ts'
import { median, type Rounds } from './compare.ts'
import { ms, type Row, ratioRow, whole } from './table.ts'

// What one step of a case costs beside the least that a database can do for it, both over sixteen connections.

const connections = 16
const cases = 40_000
const least = 0.5
/** Until the code is compiled and the plans are kept. */
const warm_s = 4

/** A step that does all a step can: asks a right, writes an event, moves the due date, tells the applicant, writes the log. */
const name = { 'zh-CN': '测', en: 'bench' }
const process16 = defineProcess({
  business: 'bench',
  name,
  first: 'open',
  ends: ['closed'],
  states: { open: { name }, longer: { name }, closed: { name } },
  steps: {
    extend: { name, from: ['open'], to: 'longer', by: 'publication.write', clock: 'extend' },
    close: { name, from: ['longer'], to: 'closed', by: 'publication.write' },
  },
})

export async function stepRow(home: string, rounds: Rounds): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-'))
  chmodSync(folder, 0o711) // when we are root, PostgreSQL runs as nobody, who must get in
  const embedded = await startEmbedded({ dataDir: join(folder, 'data'), durable: true })
  try {
    await migrate(embedded.where, migrationsFolder(home))
    const database = connect(embedded.where, { connections })
    const bare = new pg.Pool({ ...connectionOf(embedded.where), max: connections })
    bare.on('error', () => {}) // an idle connection that ends with the server
    try {
      return await measure(database, bare, rounds)
    } finally {
      await bare.end()
      await database.close()
    }
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(database: Database, bare: pg.Pool, { rounds, seconds }: Rounds): Promise<Row> {
  const actor = await lay(database)
  const clock = () => Temporal.Instant.from('2018-03-02T02:00:00Z')
  const run = runner({ ...database, clock, random: bytes => new Uint8Array(bytes), onPublicChange: () => {} })
  let next = 0
  const notice = { audience: 'applicant', words: { 'zh-CN': '已延长', en: 'Extended' } } as const
  const ours = () => {
    const id = (next++ % cases) + 1
    return run(actor, (work: Work) => take(work, process16, id, 'extend', { clock: { days: 15 }, note: '复杂', notice }), null)
  }
  let other = 0
  const theirs = () => plainStep(bare, (other++ % cases) + 1)
  await volley(theirs, warm_s)
  await volley(ours, warm_s)
  next = await afresh(database)
  const pairs: { theirs: number; ours: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0
    const a = await volley(first ? theirs : ours, seconds)
    const b = await volley(first ? ours : theirs, seconds)
    pairs.push(first ? { theirs: a, ours: b } : { theirs: b, ours: a })
    if (next > cases / 2) next = await afresh(database)
  }
  const rate = median(pairs.map(pair => pair.ours))
  return ratioRow({
    what: `a step of a case, ${connections} connections`,
    measured: `${whole(rate)} steps/s`,
    calibration: `${whole(median(pairs.map(pair => pair.theirs)))}/s bare`,
    ratio: median(pairs.map(pair => pair.ours / pair.theirs)),
    least,
    note: `right, event, due date, log and notice; ${ms((connections * 1000) / rate)} each; bare is begin, select for update, update, insert, commit`,
  })
}

/** How many a second, with as many at once as there are connections. */
async function volley(act: () => Promise<unknown>, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let done = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        await act()
        done += 1
      }
    }),
  )
  return done / ((performance.now() - started) / 1000)
}

/** The yardstick: the five statements without which no step can be. */
async function plainStep(pool: pg.Pool, id: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select state, seq from public.bare_cases where id = $1 for update', [id])
    await client.query('update public.bare_cases set state = $2, seq = seq + 1, due_on = $3 where id = $1', [id, 'longer', '2018-04-12'])
    await client.query('insert into public.bare_events (case_id, step, day, note) values ($1, $2, $3, $4)', [
      id,
      'extend',
      '2018-03-02',
      '复杂',
    ])
    await client.query('commit')
  } finally {
    client.release()
  }
}

/** A unit, a person with the right, the cases; and the plain tables of the yardstick. */
async function lay({ db }: Database): Promise<Actor> {
  await db.transaction().execute(seedCalendar)
  await sql`create table public.bare_cases (id bigint primary key, state text not null, seq integer not null, due_on date)`.execute(db)
  await sql`create table public.bare_events (id bigint generated always as identity primary key, case_id bigint not null references public.bare_cases,
    step text not null, day date not null, note text not null, recorded_at timestamptz not null default now())`.execute(db)
  await sql`insert into public.bare_cases select n, 'open', 1, '2018-03-22' from generate_series(1, ${cases}) as n`.execute(db)
  await sql`insert into kernel.units (id, lineage, code, name, short_name, level, kind, valid_from)
    values (1, '{1}', 'bench', '测', '测', 'city', 'bench', '2000-01-01')`.execute(db)
  await sql`insert into kernel.people (id, name) values (1, '测')`.execute(db)
  await afresh({ db })
  return { person_id: 1, name: '测', grants: [{ role: 'author', unit_id: 1 }] }
}

/** Every case as it is opened. */
async function afresh({ db }: Pick<Database, 'db'>): Promise<0> {
  await sql`truncate kernel.cases, kernel.case_events, kernel.clock_marks, kernel.case_tasks, kernel.case_notices, kernel.case_copies,
    kernel.case_supervisions, kernel.publications cascade`.execute(db)
  await sql`insert into kernel.cases (id, business, title, unit_id, state, received_on, due_on, calendar_version, opened_by)
    select n, 'bench', '测', 1, 'open', '2018-03-01', '2018-03-22', 23, 1 from generate_series(1, ${cases}) as n`.execute(db)
  await sql`insert into kernel.case_events (case_id, seq, step, to_state, legal_day, person_id)
    select n, 1, 'open', 'open', '2018-03-01', 1 from generate_series(1, ${cases}) as n`.execute(db)
  await sql`insert into kernel.clock_marks (case_id, seq, effect, legal_day, days, unit)
    select n, 1, 'start', '2018-03-01', 15, 'working' from generate_series(1, ${cases}) as n`.execute(db)
  await sql`vacuum analyze kernel.cases, kernel.case_events, kernel.clock_marks, public.bare_cases`.execute(db)
  return 0
}
