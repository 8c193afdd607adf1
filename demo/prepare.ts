import cliProgress from 'cli-progress'
import { sql } from 'kysely'
import pg from 'pg'
import type { Config } from '../src/config.ts'
import type { Database } from '../src/db/connect.ts'
import { StartProblem } from '../src/db/start-problem.ts'
import { seedCalendar } from '../src/kernel/calendar/chinese-days.ts'
import { dayOf } from '../src/kernel/calendar/day.ts'
import type { Files } from '../src/kernel/files/place.ts'
import { thePublic } from '../src/kernel/org/actor.ts'
import { createSetupLink } from '../src/kernel/org/setup.ts'
import type { DemoRecords } from '../src/kernel/room.ts'
import { type HouseParts, runner } from '../src/kernel/work.ts'
import { loadDemo } from './load.ts'
import { demoAccounts, demoPassword } from './people-roles.ts'

/** What commands need beside the database. */
export type Outside = Pick<HouseParts, 'clock' | 'random' | 'keys' | 'enqueue'> & { readonly files?: Files }
export type Prepared = { readonly demo: boolean; readonly words: (address: string) => string[] }

/** The first legal day after the years of the demo's history: the living quarter must not reach into them from before. */
const firstToday = '2019-01-01'

/** On the first start makes the city that CITY asks for; later finds it there. Tells what to print when the door is open. */
export async function prepareCity(database: Database, config: Config, outside: Outside): Promise<Prepared> {
  // Several servers may start on one database: one makes the city, the others wait for it.
  const guard = new pg.Client(database.connection)
  await guard.connect()
  try {
    await guard.query(`select pg_advisory_lock(hashtext('mingjing city'))`)
    return await prepare(database, config, outside)
  } finally {
    await guard.end()
  }
}

async function prepare(database: Database, config: Config, outside: Outside): Promise<Prepared> {
  const known = await database.db.selectFrom('kernel.city').selectAll().executeTakeFirst()
  if (known?.loaded_at != null && known.kind === 'demo' && config.city === 'empty') {
    throw new StartProblem(
      'CITY=empty, but these data are of the demo city. Unset CITY, or choose other data with DATA_DIR or DATABASE_URL.',
    )
  }
  if (known?.loaded_at != null) return known.kind === 'demo' ? demoWords : await emptyWords(database, outside)
  if (known) await wipe(database)
  if (config.city === 'empty') {
    await database.db.transaction().execute(async tx => {
      await seedCalendar(tx)
      await tx.insertInto('kernel.city').values({ kind: 'empty', loaded_at: sql`now()` }).execute()
      await tx.insertInto('kernel.log').values({ act: 'found_city', subject: 'city:1' }).execute()
    })
    return await emptyWords(database, outside)
  }
  if (config.demoToday < firstToday || config.demoToday > dayOf(outside.clock())) {
    throw new StartProblem(`DEMO_TODAY=${config.demoToday} cannot be used: choose a day from ${firstToday} to today.`)
  }
  await database.db
    .insertInto('kernel.city')
    .values({ kind: 'demo', seed: config.demoSeed, today: config.demoToday, scale: config.demoScale })
    .execute()
  await showProgress(loadDemo(database, config, outside))
  await database.db.updateTable('kernel.city').set({ loaded_at: sql`now()` }).execute()
  return demoWords
}

const demoWords: Prepared = {
  demo: true,
  words: address => [
    '',
    `The demo city of 2018. Its annual report: ${address}/reports/2018`,
    `The desk: ${address}/desk   password of all demo accounts: ${demoPassword}`,
    ...demoAccounts.map(account => `  ${account.sign_in_name.padEnd(11)} ${account.post} – ${account.what}`),
  ],
}

/** An empty city without accounts gets a fresh one-time link at every start; with accounts nothing is printed. */
async function emptyWords(database: Database, outside: Outside): Promise<Prepared> {
  const account = await database.db.selectFrom('kernel.accounts').select('id').limit(1).executeTakeFirst()
  if (account) return { demo: false, words: address => ['', `The desk: ${address}/desk`] }
  const token = await runner({ ...database, ...outside, onPublicChange: () => {} })(thePublic, createSetupLink, null)
  return {
    demo: false,
    words: address => [
      '',
      'This city is empty. Set up its first three administrators with this link; it works once:',
      `  ${address}/desk/setup?token=${token}`,
    ],
  }
}

/** A demo whose loading was cut off is not half a city: everything is emptied, and it is loaded anew. */
async function wipe(database: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('kernel', 'disclosure', 'reports')
      and tablename <> 'covered_tables' -- which tables leave entries is the migrations' word, not the city's
  `.execute(database.db)
  await sql`truncate ${sql.join(rows.map(row => sql.raw(row.name)))} restart identity cascade`.execute(database.db)
}

async function showProgress(steps: AsyncGenerator<DemoRecords>): Promise<void> {
  console.log('First start: loading the demo city of 2018.')
  const bar = new cliProgress.SingleBar(
    {
      format: '  {what} [{bar}] {value}/{total} · {rate}/s · {eta_formatted} left',
      noTTYOutput: true,
      notTTYSchedule: 2000,
      hideCursor: true,
      emptyOnZero: true,
      etaBuffer: 30,
    },
    cliProgress.Presets.shades_classic,
  )
  let what: string | undefined
  let started = performance.now()
  for await (const step of steps) {
    if (step.what !== what) {
      if (what !== undefined) bar.stop()
      what = step.what
      started = performance.now()
      bar.start(step.total, 0, { what: what.padEnd(16), rate: 0 })
    }
    bar.update(step.done, { rate: Math.round(step.done / Math.max(0.001, (performance.now() - started) / 1000)) })
  }
  if (what !== undefined) bar.stop()
}
