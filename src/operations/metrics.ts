import { createServer, type Server } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** A number that is read when somebody asks; the values of its labels must be few. */
export type Reading = {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  readonly read: () => Promise<readonly { readonly of?: Readonly<Record<string, string>>; readonly value: number }[]>
}

export type Answered = { readonly method: string; readonly route: string; readonly status: number; readonly ms: number }

export type Metrics = {
  /** `hit`: the page cache answered; 'miss': the router made a page that is kept; undefined: neither. */
  readonly answered: (answer: Answered, cache: 'hit' | 'miss' | undefined) => void
  readonly text: () => Promise<string>
  readonly contentType: string
}

/** Seconds: a page from memory takes a tenth of a millisecond, a year's report some seconds. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const methods = new Set(['GET', 'HEAD', 'POST'])
/** A reading that fails or hangs must not cost all the others. */
const reading_ms_max = 2_000

/** What the process measures of itself, in a registry of its own. Labels are bounded: methods, patterns of routes, five classes of status. */
export function metrics(readings: readonly Reading[]): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'mingjing_request_duration_seconds',
    help: 'From the door to the end of the answer, answers from the page cache included',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  })
  const cached = new Counter({
    name: 'mingjing_page_cache_total',
    help: 'Pages answered from memory (hit) and pages made to be kept (miss)',
    labelNames: ['outcome'],
    registers: [registry],
  })
  for (const reading of readings) gaugeOf(reading, registry)
  const children = new Map<string, ReturnType<typeof durations.labels>>()
  return {
    answered: ({ method, route, status, ms }, cache) => {
      const verb = methods.has(method) ? method : 'other'
      const outcome = `${Math.floor(status / 100)}xx`
      const key = `${verb} ${outcome} ${route}`
      const child = children.get(key) ?? durations.labels(verb, route, outcome)
      children.set(key, child)
      child.observe(ms / 1000)
      if (cache !== undefined) cached.inc({ outcome: cache })
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function gaugeOf(reading: Reading, registry: Registry): void {
  const labels = reading.labels ?? []
  new Gauge({
    name: reading.name,
    help: reading.help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      const found = await timely(reading)
      this.reset() // without a label this is 0, which would be a lie about what could not be read
      if (labels.length === 0) this.set(found[0]?.value ?? Number.NaN)
      else for (const { of, value } of found) this.set({ ...of }, value)
    },
  })
}

async function timely(reading: Reading): Promise<Awaited<ReturnType<Reading['read']>>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<[]>(resolve => {
    timer = setTimeout(() => resolve([]), reading_ms_max)
  })
  try {
    return await Promise.race([reading.read().catch(() => []), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The server on METRICS_PORT: for the machine that collects, never for the public. */
export function metricsServer({ text, contentType }: Metrics): Server {
  return createServer((req, res) => {
    if (req.url?.split('?', 1)[0] !== '/metrics' || (req.method !== 'GET' && req.method !== 'HEAD')) {
      res.writeHead(404, { 'Content-Type': 'text/plain' }).end('Only /metrics is here.\n')
      return
    }
    text().then(
      said =>
        res.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' }).end(req.method === 'HEAD' ? undefined : said),
      () => res.writeHead(500).end(),
    )
  })
}
