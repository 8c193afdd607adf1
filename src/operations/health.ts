import { readdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import pg from 'pg'

/** Why a process should get no requests. */
export type Unready = 'draining' | 'database_silent' | 'schema_behind' | 'schema_ahead'

export type Health = {
  /** Answers /health/live and /health/ready; false for any other address. */
  readonly answer: (req: IncomingMessage, res: ServerResponse) => boolean
  /** From now on not ready: said before the first connection is refused, so that a balancer goes elsewhere in time. */
  readonly drain: () => void
}

/** The database has to answer within this. */
const answer_ms_max = 2_000
/** An answer is kept this long: a flood of questions costs one statement a second. */
const kept_ms = 1_000

/** `schema`: compares the database with the code; rejects when the database does not answer. */
export function health(schema: () => Promise<Unready | undefined>): Health {
  let draining = false
  let asked: { readonly at: number; readonly answer: Promise<readonly Unready[]> } | undefined
  const ask = async (): Promise<readonly Unready[]> => {
    const found = await withinTime(schema()).catch((): Unready => 'database_silent')
    return found === undefined ? [] : [found]
  }
  const reasons = async (): Promise<readonly Unready[]> => {
    if (draining) return ['draining']
    const now = performance.now()
    if (asked === undefined || now - asked.at > kept_ms) asked = { at: now, answer: ask() }
    return asked.answer
  }
  return {
    answer: (req, res) => {
      const path = req.url?.split('?', 1)[0]
      if (path !== '/health/live' && path !== '/health/ready') return false
      if (path === '/health/live') tell(req, res, [])
      else void reasons().then(found => tell(req, res, draining ? ['draining'] : found))
      return true
    },
    drain: () => {
      draining = true
    },
  }
}

function tell(req: IncomingMessage, res: ServerResponse, reasons: readonly Unready[]): void {
  const text = `${JSON.stringify(reasons.length === 0 ? { status: 'ok' } : { status: 'unavailable', reasons })}\n`
  res.writeHead(reasons.length === 0 ? 200 : 503, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(text),
  })
  res.end(req.method === 'HEAD' ? undefined : text)
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), answer_ms_max)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Asks the database over a connection of its own, so that a pool that is busy does not look like a database that is gone, whether its
 * migrations are those of the code: `schema_behind` when it lacks one, `schema_ahead` when a newer version has migrated it.
 */
export function schemaOf(
  connection: pg.ClientConfig,
  migrations: string,
): { ask: () => Promise<Unready | undefined>; stop: () => Promise<void> } {
  const known = new Set(readdirSync(migrations).filter(name => name.endsWith('.sql')))
  const pool = new pg.Pool({ ...connection, max: 1, connectionTimeoutMillis: answer_ms_max, query_timeout: answer_ms_max })
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return {
    ask: async () => {
      const { rows } = await pool.query<{ name: string }>('select name from public.migrations')
      if (rows.some(({ name }) => !known.has(name))) return 'schema_ahead'
      return rows.length < known.size ? 'schema_behind' : undefined
    },
    stop: () => pool.end(),
  }
}
