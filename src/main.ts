import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { prepareCity } from '../demo/prepare.ts'
import { createApp } from './app.ts'
import { ConfigProblem, readConfig } from './config.ts'
import { openServer } from './db/instance.ts'
import { migrate, migrationsFolder } from './db/migrate.ts'
import { StartProblem } from './db/start-problem.ts'
import { jobQueue } from './jobs.ts'
import { keyFile } from './kernel/audit/signer.ts'
import { openFiles } from './kernel/files/place.ts'
import { mailPost } from './kernel/notices/mail.ts'
import { smsPost } from './kernel/notices/sms.ts'
import { openKeyring } from './key-file.ts'
import { operate } from './operate.ts'
import { checkPort, drain, listen } from './operations/listen.ts'
import { hearPublicChanges } from './public-changes.ts'
import { loadAssets } from './web/assets.ts'
import { log } from './web/log.ts'

async function main(): Promise<void> {
  const config = readConfig(process.env)
  log.level = config.logLevel
  await checkPort(config) // before the database starts: loading a city takes a minute that nobody wants to wait for a "port taken"
  if (config.metrics) await checkPort({ ...config.metrics, setting: 'METRICS_PORT' })
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
    const files = await openFiles(config.files)
    const city = await prepareCity(database, config, { clock, random, keys, enqueue: queue.enqueue, files })

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
      files,
      cachePages: config.pageCache,
      rateLimits: config.rateLimits,
      securityContact: config.securityContact,
      hstsSeconds: config.hstsSeconds,
    })
    asset.of = await loadAssets(join(config.home, 'dist/assets'), app.cache)
    await app.services.site.refresh()
    const changes = hearPublicChanges(database.connection, app.cache, app.services.live)
    const { services } = app
    const posts = { mail: config.mail && mailPost(config.mail), sms: config.sms && smsPost(config.sms) }
    const origin = config.publicOrigin
    await queue.start(
      { ...services, db: database.db, readonly: database.readonly, clock, random, keys, logKey: keyFile(config.logKeyFile), posts, origin },
      database.connection,
    )
    const operated = await operate({ app, database, config })
    const port = await listen(operated.server, config)

    let stopping = false
    const stop = async (signal: string): Promise<void> => {
      if (stopping) return
      stopping = true
      log.info(`${signal}: finishing requests in hand, then stopping`)
      operated.turnAway()
      if (signal === 'SIGTERM') await new Promise(resolve => setTimeout(resolve, config.drainDelayMs)) // a balancer hears of it meanwhile
      app.services.live.close()
      await drain(operated.server)
      await operated.stop()
      await changes.stop()
      await queue.stop()
      await database.close()
      process.exit(0)
    }
    process.off('SIGTERM', stopEarly).off('SIGINT', stopEarly)
    process.once('SIGTERM', () => void stop('SIGTERM')).once('SIGINT', () => void stop('SIGINT'))
    void database.died.then(line => {
      log.fatal(`${line} Start again: it recovers by itself.`)
      operated.flush()
      process.exit(1)
    })
    const address = `http://localhost:${port}`
    console.log([`Mingjing 明镜 is open: ${address}`, ...city.words(address)].join('\n'))
  } catch (error) {
    await database.close()
    throw error
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigProblem || error instanceof StartProblem) console.error(error.message)
  else console.error(error)
  process.exit(1)
})
