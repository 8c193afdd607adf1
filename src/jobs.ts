import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { type ConstructorOptions, fromKysely, type JobResult, type PgBoss } from 'pg-boss'
import type { Tables } from './db/connect.ts'
import { house } from './house.ts'
import { auditJobs } from './kernel/audit/jobs.ts'
import { redateJob } from './kernel/calendar/redating.ts'
import { fileJobs } from './kernel/files/jobs.ts'
import { readSheetJob, takeInJob } from './kernel/imports/behind.ts'
import { forgetSheets } from './kernel/imports/import.ts'
import { anyJob, type Job, type JobHouse, type LoopJob, type QueuedJob, type RecurringJob } from './kernel/jobs/job.ts'
import { sweeping } from './kernel/limits/jobs.ts'
import { sendJob, sweepJob } from './kernel/notices/jobs.ts'
import { searchFilling } from './kernel/search/jobs.ts'
import type { Enqueue } from './kernel/work.ts'
import { log } from './web/log.ts'

/** The kernel's own jobs; a room lists its in room.ts. */
const kernelJobs: readonly Job[] = [
  ...auditJobs,
  anyJob(redateJob),
  anyJob(sendJob),
  forgetSheets,
  anyJob(readSheetJob),
  anyJob(takeInJob),
  sweepJob,
  sweeping,
  ...fileJobs,
  searchFilling(line => log.info(line)),
]

export const allJobs = (): readonly Job[] => [...kernelJobs, ...house.flatMap(room => room.jobs ?? [])]

const isQueued = (job: Job): job is QueuedJob => job.kind === 'queued'
const isRecurring = (job: Job): job is RecurringJob => job.kind === 'recurring'
const isLoop = (job: Job): job is LoopJob => job.kind === 'loop'

const retry_s = 10
const worker_connections = 3
const batch_max = 25
const lockRetry_ms = 2_000
const drain_rounds_max = 100

export type JobQueue = {
  readonly enqueue: Enqueue
  /** Makes what pg-boss keeps in the database: at start, after the migrations. */
  readonly install: (connection: pg.ClientConfig) => Promise<void>
  /** Takes and does work until stop. */
  readonly start: (house: JobHouse, connection: pg.ClientConfig) => Promise<void>
  /** Does all that waits now, and what that hands on, one after another; throws when one fails. How many. For tests and scripts. */
  readonly drain: (house: JobHouse) => Promise<number>
  /** Puts jobs of a backup back to wait; the names of those that nobody knows any more. */
  readonly requeue: (waiting: readonly WaitingJob[]) => Promise<string[]>
  readonly stop: () => Promise<void>
}

export type WaitingJob = {
  readonly name: string
  readonly data: unknown
  readonly start_after: string
  readonly singleton_key: string | null
  readonly retry_limit: number
}

/** The queue of the house on one database: pg-boss, whose jobs are enqueued in the command's own transaction. */
export function jobQueue(db: Kysely<Tables>, jobs: readonly Job[] = allJobs()): JobQueue {
  let opened: Promise<PgBoss> | undefined
  let loops: { readonly stop: () => Promise<void> } | undefined
  const queues = [...jobs.filter(isQueued), ...jobs.filter(isRecurring)]

  // Opened by the first who needs it: a program that hands nothing on pays nothing for it.
  const boss = (): Promise<PgBoss> => (opened ??= open({ db: fromKysely(db), supervise: false, schedule: false }))

  return {
    enqueue: async (tx, name, data, { retries }, { after, once }) => {
      const options = {
        retryLimit: retries,
        retryDelay: retry_s,
        retryBackoff: true,
        ...(after ? { startAfter: after.toString() } : {}),
        singletonKey: once ?? randomUUID(), // of one key only one waits; without `once` each has its own
      }
      await (await boss()).send(name, data, { ...options, db: fromKysely(tx) })
    },
    install: async connection => {
      const { PgBoss } = await import('pg-boss')
      const installer = new PgBoss({ ...placeOf(connection), max: 1, supervise: false, schedule: false })
      installer.on('error', error => log.error({ err: error }, 'the queue of jobs'))
      await installer.start()
      const known = new Set((await installer.getQueues()).map(({ name }) => name))
      for (const { name } of queues) if (!known.has(name)) await installer.createQueue(name, { policy: 'short' }) // one job of a key waits
      await installer.stop({ graceful: false })
    },
    start: async (jobHouse, connection) => {
      await opened?.then(early => early.stop({ graceful: false }))
      // Its own connections and parsers: what it asks of itself needs more than an adapter gives.
      opened = open({ ...placeOf(connection), max: worker_connections, application_name: 'mingjing jobs' })
      const working = await opened
      for (const job of jobs.filter(isQueued)) {
        // One poll takes many, and one that fails is tried again alone.
        await working.work(job.name, { pollingIntervalSeconds: 2, batchSize: batch_max, perJobResults: true }, async batch => {
          const results: JobResult[] = []
          for (const { id, data } of batch) results.push({ id, status: await statusOf(job, jobHouse, data) })
          return results
        })
      }
      for (const job of jobs.filter(isRecurring)) {
        await working.work(job.name, { pollingIntervalSeconds: 10 }, async () => {
          await perform(job, () => job.perform(jobHouse))
        })
        await working.schedule(job.name, job.cron, null, { tz: 'Asia/Shanghai' })
      }
      loops = startLoops(jobs.filter(isLoop), jobHouse, connection)
    },
    drain: async jobHouse => {
      const working = await boss()
      let done = 0
      for (let round = 0; round < drain_rounds_max; round++) {
        const before = done
        for (const job of jobs.filter(isQueued)) {
          for (const { id, data } of await working.fetch(job.name, { batchSize: 100 })) {
            await job.perform(jobHouse, job.data.parse(data))
            await working.complete(job.name, id)
            done += 1
          }
        }
        if (done === before) return done
      }
      throw new Error('jobs hand on jobs without end')
    },
    requeue: async waiting => {
      const known = new Set(queues.map(({ name }) => name))
      const open = await boss()
      for (const { name, data, start_after, singleton_key, retry_limit } of waiting.filter(job => known.has(job.name))) {
        const key = singleton_key === null ? {} : { singletonKey: singleton_key }
        await open.send(name, Object(data), {
          retryLimit: retry_limit,
          retryDelay: retry_s,
          retryBackoff: true,
          startAfter: start_after,
          ...key,
        })
      }
      return [...new Set(waiting.filter(job => !known.has(job.name)).map(({ name }) => name))]
    },
    stop: async () => {
      await loops?.stop()
      await (await opened)?.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

const placeOf = ({ connectionString, host, user, database, options }: pg.ClientConfig): ConstructorOptions =>
  connectionString === undefined
    ? { host: host ?? '', user: user ?? '', database: database ?? '', options: options ?? '' }
    : { connectionString, options: options ?? '' }

async function open(options: ConstructorOptions): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss') // 100 ms that programs without a queue don't pay
  const boss = new PgBoss({ ...options, migrate: false })
  boss.on('error', error => log.error({ err: error }, 'the queue of jobs'))
  return await boss.start()
}

const statusOf = (job: QueuedJob, jobHouse: JobHouse, data: unknown): Promise<JobResult['status']> =>
  perform(job, () => job.perform(jobHouse, job.data.parse(data))).then(
    () => 'completed',
    () => 'failed',
  )

/** A failure is told in the log, and to the queue, which tries again. */
async function perform(job: Job, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error({ err: error, job: job.name }, 'a job failed')
    throw error
  }
}

/**
 * Loops run in the one process that holds their lock: a lock of a session, so it is given back when the process dies, however it dies.
 */
function startLoops(jobs: readonly LoopJob[], jobHouse: JobHouse, connection: pg.ClientConfig) {
  let stopped = false
  const wake = new Set<() => void>()
  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(done, ms)
      wake.add(done)
      function done() {
        clearTimeout(timer)
        wake.delete(done)
        resolve()
      }
    })

  async function hold(job: LoopJob): Promise<void> {
    const client = new pg.Client({ ...connection, keepAlive: true })
    let broken = false
    client.on('error', () => {
      broken = true
    })
    client.on('end', () => {
      broken = true
    })
    try {
      await client.connect()
      while (!stopped && !broken) {
        const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1)) as held', [
          `mingjing ${job.name}`,
        ])
        if (rows[0]?.held === true) break
        await pause(lockRetry_ms)
      }
      while (!stopped && !broken) {
        await client.query('select 1') // the lock is ours only while the session lives
        await perform(job, () => job.perform(jobHouse)).catch(() => {})
        await pause(job.every_ms)
      }
    } finally {
      await client.end().catch(() => {})
    }
  }

  const running = jobs.map(async job => {
    while (!stopped) {
      await hold(job).catch((error: unknown) => log.warn({ err: error, job: job.name }, 'a loop lost its database'))
      if (!stopped) await pause(lockRetry_ms)
    }
  })
  return {
    stop: async () => {
      stopped = true
      for (const done of [...wake]) done()
      await Promise.all(running)
    },
  }
}
