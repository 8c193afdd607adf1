import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { prepareCity } from '../demo/prepare.ts'
import { createApp } from './app.ts'
import { type Config, ConfigProblem, readConfig } from './config.ts'
import { openServer } from './db/instance.ts'
import { migrate, migrationsFolder } from './db/migrate.ts'
import { StartProblem } from './db/start-problem.ts'
import { jobQueue } from './jobs.ts'
import { keyFile } from './kernel/audit/signer.ts'
import { openKeyring } from './key-file.ts'
import { hearPublicChanges } from './public-changes.ts'
import { accessLog, createDoor } from './serve.ts'
import { loadAssets } from './web/assets.ts'
import { log } from './web/log.ts'

/** Requests in hand may take this long to end after SIGTERM. */
const drain_ms = 10_000

async function main(): Promise<void> {
  const config = readConfig(process.env)
  log.level = config.logLevel
  await checkPort(config) // before the database starts: loading a city takes a minute that nobody wants to wait for a "port taken"
  const database = await openServer(config)
  if (database.notice) console.log(database.notice)
  const stopEarly = () => void database.close().finally(() => process.exit(143))
  process.once('SIGTERM', stopEarly).once('SIGINT', stopEarly)
  try {
    await migrate(database.where, migrationsFolder(config.home))
    const clock = () => Temporal.Now.instant()
    const random = (bytes: number) => randomBytes(bytes)
    const queue = jobQueue(database.db)
    await queue.install(database.connection)
    const keys = openKeyring(config.keyFile, random)
    const city = await prepareCity(database, config, { clock, random, keys, enqueue: queue.enqueue })

    const asset = { of: (name: string) => name }
    const app = createApp({
      ...database,
      clock,
      random,
      keys,
      enqueue: queue.enqueue,
      asset: name => asset.of(name),
      siteCode: config.siteCode,
      demo: city.demo,
      publicOrigin: config.publicOrigin,
      cachePages: config.pageCache,
    })
    asset.of = await loadAssets(join(config.home, 'dist/assets'), app.cache)
    const changes = hearPublicChanges(database.connection, app.cache)
    const { services } = app
    await queue.start(
      { ...services, db: database.db, readonly: database.readonly, clock, random, keys, logKey: keyFile(config.logKeyFile) },
      database.connection,
    )
    const access = accessLog(config.accessLog)
    const server = createDoor(app, access.write)
    const port = await listen(server, config)

    const stop = async (signal: string): Promise<void> => {
      log.info(`${signal}: finishing requests in hand, then stopping`)
      await drain(server)
      access.flush()
      await changes.stop()
      await queue.stop()
      await database.close()
      process.exit(0)
    }
    process.off('SIGTERM', stopEarly).off('SIGINT', stopEarly)
    process.once('SIGTERM', () => void stop('SIGTERM')).once('SIGINT', () => void stop('SIGINT'))
    void database.died.then(line => {
      log.fatal(`${line} Start again: it recovers by itself.`)
      access.flush()
      process.exit(1)
    })
    const address = `http://localhost:${port}`
    console.log([`Mingjing 明镜 is open: ${address}`, ...city.words(address)].join('\n'))
  } catch (error) {
    await database.close()
    throw error
  }
}

const portTaken = (config: Config) =>
  new StartProblem(`Port ${config.port} is taken by another program. Stop that program, or choose another port: PORT=3001 npm start`)

async function checkPort(config: Config): Promise<void> {
  const probe = createServer()
  await listen(probe, config)
  await new Promise(resolve => probe.close(resolve))
}

function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(portTaken(config))
      else if (error.code === 'EACCES')
        reject(new StartProblem(`Port ${config.port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`))
      else
        reject(
          new StartProblem(
            `Cannot listen on ${config.host ?? 'this machine'}, port ${config.port}: ${error.message}. Check HOST and PORT.`,
          ),
        )
    })
    server.listen(config.port, config.host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : config.port)
    })
  })
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve))
  // Again and again: a connection whose request has just ended would be kept for the next one, and nobody takes that any more.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.race([closed, new Promise(resolve => setTimeout(resolve, drain_ms).unref())])
  clearInterval(sweep)
  server.closeAllConnections()
}

main().catch((error: unknown) => {
  if (error instanceof ConfigProblem || error instanceof StartProblem) console.error(error.message)
  else console.error(error)
  process.exit(1)
})
