// The app in miniature, to be killed by embedded.test.ts: opens the data folder as the server does, says so, then inserts rows
// on four connections and prints the id of each row that PostgreSQL has acknowledged.
import { sql } from 'kysely'
import { openServer } from '../instance.ts'

const dataDir = process.argv[2] ?? ''
const say = (words: object) => process.stdout.write(`${JSON.stringify(words)}\n`)

const database = await openServer({ dataDir }).catch((error: Error) => {
  say({ refused: error.message })
  process.exit(2)
})
database.died.then(words => {
  say({ died: words })
  process.exit(1)
})
process.once('SIGTERM', () => database.close().then(() => process.exit(0)))

await sql`create table if not exists public.rows (id bigint generated always as identity primary key)`.execute(database.db)
say({ opened: database.where })
await Promise.all([1, 2, 3, 4].map(() => write().catch(() => {}))) // the database may be killed under us

async function write(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ id: number }>`insert into public.rows default values returning id`.execute(database.db)
    say({ id: rows[0]?.id })
  }
}
