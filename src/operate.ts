import type { Server } from 'node:http'
import type { App } from './app.ts'
import type { Config } from './config.ts'
import type { Database } from './db/connect.ts'
import { migrationsFolder } from './db/migrate.ts'
import { accessLog } from './operations/access-log.ts'
import { health, schemaOf } from './operations/health.ts'
import { listen } from './operations/listen.ts'
import { type Metrics, metrics, metricsServer } from './operations/metrics.ts'
import { readerOf } from './operations/proxies.ts'
import { readings } from './operations/readings.ts'
import { createDoor, type Door } from './serve.ts'

export type Operated = {
  readonly server: Door
  /** Readiness says no from now on. */
  readonly turnAway: () => void
  /** Writes what the access log still holds. */
  readonly flush: () => void
  readonly stop: () => Promise<void>
}

type Parts = { readonly app: App; readonly database: Database; readonly config: Config }

/** The door with all that operators need of it: health, measurements, the access log, the proxies that are believed. */
export async function operate({ app, database, config }: Parts): Promise<Operated> {
  const access = accessLog(config.accessLog, config.accessLogBytesMax)
  process.on('SIGUSR2', access.reopen)
  if (!process.stdout.isTTY) process.on('SIGHUP', access.reopen) // from a terminal it says that the terminal is closed
  const schema = schemaOf(database.connection, migrationsFolder(config.home))
  const ready = health(schema.ask)
  const open = { now: (): ReturnType<Door['open']> => ({ requests: 0, streams: 0 }) }
  const measured = config.metrics && metrics(readings({ database, open: () => open.now() }))
  const server = createDoor(app, access.write, {
    health: ready,
    readerOf: readerOf(config.trustedProxies),
    ...(measured && { metrics: measured }),
  })
  open.now = server.open
  const measuring = config.metrics && measured && (await openMetrics(measured, config.metrics))
  return {
    server,
    turnAway: ready.drain,
    flush: access.flush,
    stop: async () => {
      measuring?.closeAllConnections()
      measuring?.close()
      access.flush()
      await schema.stop()
    },
  }
}

async function openMetrics(measured: Metrics, at: NonNullable<Config['metrics']>): Promise<Server> {
  const server = metricsServer(measured)
  const port = await listen(server, { ...at, setting: 'METRICS_PORT' })
  console.log(`Metrics: http://${at.host}:${port}/metrics`)
  return server
}
