// The load generator, in a process of its own: fires as told, tells what came back. Run by node itself, so only erasable TypeScript here.
import autocannon from 'autocannon'
import { z } from 'zod'

const order = z.object({
  origin: z.string(),
  paths: z.array(z.string()).min(1),
  headers: z.record(z.string(), z.string()),
  connections: z.number(),
  seconds: z.number(),
})

process.on('message', message => void fire(order.parse(message)))
process.on('disconnect', () => process.exit())

async function fire({ origin, paths, headers, connections, seconds }: z.infer<typeof order>): Promise<void> {
  const result = await autocannon({
    url: origin,
    requests: paths.map(path => ({ path })),
    headers,
    connections,
    duration: seconds,
    pipelining: 1,
    timeout: 20,
  })
  const statuses = Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => [status, count ?? 0])
  process.send?.({
    rate: result.requests.total / result.duration,
    answered: result.requests.total,
    failed: result.errors + result.timeouts,
    statuses: Object.fromEntries(statuses),
    p50_ms: result.latency.p50,
    p99_ms: result.latency.p99,
  })
}
