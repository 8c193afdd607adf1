import { sql } from 'kysely'
import type { Database } from '../db/connect.ts'
import type { Reading } from './metrics.ts'

export type Measured = {
  readonly database: Pick<Database, 'pools' | 'readonly'>
  readonly open: () => { readonly requests: number; readonly streams: number }
}

/** What is read of the process when the metrics are collected. */
export function readings({ database, open }: Measured): Reading[] {
  const ofPools = (name: string, help: string, of: 'open' | 'in_use' | 'waiting'): Reading => ({
    name,
    help,
    labels: ['pool'],
    read: async () => database.pools().map(use => ({ of: { pool: use.pool }, value: use[of] })),
  })
  return [
    ofPools('mingjing_db_connections_open', 'Connections that the pool holds', 'open'),
    ofPools('mingjing_db_connections_in_use', 'Connections of the pool that work', 'in_use'),
    ofPools('mingjing_db_waiting', 'Statements that wait for a connection', 'waiting'),
    { name: 'mingjing_requests_open', help: 'Requests that the router works on', read: async () => [{ value: open().requests }] },
    {
      name: 'mingjing_jobs',
      help: 'Jobs in the queue of all processes, by name and state: waiting, to be tried again, being done, failed for good',
      labels: ['job', 'state'],
      read: () => jobsByState(database),
    },
    {
      name: 'mingjing_log_chain_lag_seconds',
      help: 'Age of the oldest entry of the log that is not chained yet; 0 when all are',
      read: () => chainLag(database),
    },
    { name: 'mingjing_event_streams_open', help: 'Streams of events that stay open', read: async () => [{ value: open().streams }] },
  ]
}

/** Few rows: done jobs are taken away by the queue itself, and failed ones after some days. */
async function jobsByState({ readonly }: Pick<Database, 'readonly'>): Promise<{ of: { job: string; state: string }; value: number }[]> {
  const { rows } = await sql<{ name: string; state: string; jobs: number }>`
    select name, state::text as state, count(*)::int as jobs from pgboss.job
    where state in ('created', 'retry', 'active', 'failed') and name not like '\\_\\_pgboss\\_\\_%' group by 1, 2`.execute(readonly)
  return rows.map(({ name, state, jobs }) => ({ of: { job: name, state }, value: jobs }))
}

/** By the primary key: entries have ids in the order of their recording, but for moments. */
async function chainLag({ readonly }: Pick<Database, 'readonly'>): Promise<{ value: number }[]> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce((select greatest(0, extract(epoch from clock_timestamp() - recorded_at)) from kernel.unchained order by id limit 1), 0)::float8 as seconds`.execute(
    readonly,
  )
  return [{ value: rows[0]?.seconds ?? 0 }]
}
