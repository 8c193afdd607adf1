import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { cloneDatabase } from '../../test/database.ts'
import { chainAll } from '../kernel/audit/chain.ts'
import { metrics, metricsServer } from './metrics.ts'
import { readings } from './readings.ts'

describe('the metrics', () => {
  it('count answers by method, route and class of status, and nothing finer', async () => {
    const measured = metrics([])
    for (const [status, kept] of [
      [200, 'hit'],
      [204, 'miss'],
      [304, 'hit'],
      [404, undefined],
    ] as const)
      measured.answered({ method: 'GET', route: '/articles/:id', status, ms: 3 }, kept)
    measured.answered({ method: 'BREW', route: 'none', status: 404, ms: 1 }, undefined)
    const text = await measured.text()
    expect(text).toContain('mingjing_request_duration_seconds_count{method="GET",route="/articles/:id",status="2xx"} 2')
    expect(text).toContain('mingjing_request_duration_seconds_bucket{le="0.0025",method="GET",route="/articles/:id",status="2xx"} 0')
    expect(text).toContain('mingjing_request_duration_seconds_bucket{le="0.005",method="GET",route="/articles/:id",status="2xx"} 2')
    expect(text).toContain('{method="GET",route="/articles/:id",status="3xx"} 1')
    expect(text).toContain('{method="other",route="none",status="4xx"} 1')
    expect(text).not.toContain('BREW')
    expect(text).toContain('mingjing_page_cache_total{outcome="hit"} 2')
    expect(text).toContain('mingjing_page_cache_total{outcome="miss"} 1')
    expect(text).toContain('nodejs_eventloop_lag_seconds')
  })

  it('tell how the pools, the jobs and the open requests stand', async () => {
    const database = await cloneDatabase()
    await sql`insert into pgboss.job (name, state) values ('kernel.sweep_leftovers', 'failed'), ('kernel.sweep_leftovers', 'created'), ('kernel.sweep_leftovers', 'completed')`.execute(
      database.db,
    )
    const pools = () => [{ pool: 'read', open: 5, in_use: 4, waiting: 7 } as const]
    const text = await metrics(readings({ database: { ...database, pools }, open: () => ({ requests: 3, streams: 2 }) })).text()
    expect(text).toContain('mingjing_db_connections_in_use{pool="read"} 4')
    expect(text).toContain('mingjing_db_waiting{pool="read"} 7')
    expect(text).toContain('mingjing_jobs{job="kernel.sweep_leftovers",state="failed"} 1')
    expect(text).toContain('mingjing_jobs{job="kernel.sweep_leftovers",state="created"} 1')
    expect(text).not.toContain('completed')
    expect(text).toContain('mingjing_requests_open 3')
    expect(text).toMatch(/^mingjing_log_chain_lag_seconds 0\.0*[1-9]|^mingjing_log_chain_lag_seconds [1-9]/m) // the template's own rows wait
    await chainAll(database.db)
    expect(await metrics(readings({ database: { ...database, pools }, open: () => ({ requests: 3, streams: 2 }) })).text()).toContain(
      'mingjing_log_chain_lag_seconds 0\n',
    )
    expect(text).toContain('mingjing_event_streams_open 2')
    await database.drop()
  })

  it('come also when one reading fails', async () => {
    const text = await metrics([{ name: 'broken', help: 'x', read: () => Promise.reject(new Error('no')) }]).text()
    expect(text).toContain('nodejs_eventloop_lag_seconds')
    expect(text).not.toMatch(/^broken \d/m)
  })

  it('are served at one address and nowhere else', async () => {
    const server = metricsServer(metrics([]))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answer = await fetch(`${at}/metrics`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    expect((await fetch(`${at}/`)).status).toBe(404)
    expect((await fetch(`${at}/metrics`, { method: 'POST' })).status).toBe(404)
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
})
