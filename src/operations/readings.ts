import type { Database } from '../db/connect.ts'
import type { Reading } from './metrics.ts'

export type Measured = {
  readonly database: Pick<Database, 'pools'>
  readonly open: () => { readonly requests: number; readonly streams: number }
}

/** What is read of the process when the metrics are collected. */
export function readings({ database, open }: Measured): Reading[] {
  const ofPools = (name: string, help: string, of: 'open' | 'in_use' | 'waiting'): Reading => ({
    name,
    help,
    label: 'pool',
    read: async () => database.pools().map(use => ({ of: use.pool, value: use[of] })),
  })
  return [
    ofPools('mingjing_db_connections_open', 'Connections that the pool holds', 'open'),
    ofPools('mingjing_db_connections_in_use', 'Connections of the pool that work', 'in_use'),
    ofPools('mingjing_db_waiting', 'Statements that wait for a connection', 'waiting'),
    { name: 'mingjing_requests_open', help: 'Requests that the router works on', read: async () => [{ value: open().requests }] },
    { name: 'mingjing_event_streams_open', help: 'Streams of events that stay open', read: async () => [{ value: open().streams }] },
  ]
}
