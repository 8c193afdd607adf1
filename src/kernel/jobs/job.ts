import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { DB as Tables } from '../../db/tables.ts'
import type { KeyFile } from '../audit/signer.ts'
import type { Process } from '../cases/process.ts'
import type { Files } from '../files/place.ts'
import type { Posts } from '../notices/post.ts'
import type { Keyring } from '../sealed/keyring.ts'
import type { Clock, Random, Read, Run } from '../work.ts'

/** What work without a reader in front of it can reach. */
export type JobHouse = {
  readonly run: Run
  readonly read: Read
  readonly db: Kysely<Tables>
  readonly readonly: Kysely<Tables>
  readonly clock: Clock
  readonly random: Random
  readonly keys: Keyring
  readonly files: Files
  /** The key of the log; where it is missing nothing is signed. */
  readonly logKey?: KeyFile
  /** The processes of the house. */
  readonly processes?: readonly { readonly process: Process }[]
  /** The ways by which letters leave the house; without them none do. */
  readonly posts?: Posts
  /** Scheme and host as readers reach the desk, for links in letters. */
  readonly origin?: string | undefined
}

/** Work that a command hands on: done after its commit, at least once, so it must be repeatable. */
export type QueuedJob<T = unknown> = {
  readonly kind: 'queued'
  readonly name: string
  /** Parses the data again at the queue's door: jobs outlive the code that wrote them. */
  readonly data: z.ZodType<T>
  /** How often a failing job is tried again, with growing pauses, before it stays failed for people to see. */
  readonly retries: number
  readonly perform: (house: JobHouse, data: T) => Promise<void>
}

/** Work by the clock: once across all processes. `cron` is in Asia/Shanghai. */
export type RecurringJob = {
  readonly kind: 'recurring'
  readonly name: string
  readonly cron: string
  readonly perform: (house: JobHouse) => Promise<void>
}

/** Work that goes on for ever, in one process at a time; another takes over when that one dies, so each round must be resumable. */
export type LoopJob = {
  readonly kind: 'loop'
  readonly name: string
  readonly every_ms: number
  readonly perform: (house: JobHouse) => Promise<void>
}

export type Job = QueuedJob | RecurringJob | LoopJob

const name_shape = /^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/

/** Names are 'part.what_it_does'; they stay in the database, so they are not changed lightly. */
function checked(name: string): string {
  if (!name_shape.test(name)) throw new Error(`'${name}' is no name of a job: 'part.verb_noun'`)
  return name
}

export function defineJob<T>(job: {
  readonly name: string
  readonly data: z.ZodType<T>
  readonly retries?: number
  readonly perform: (house: JobHouse, data: T) => Promise<void>
}): QueuedJob<T> {
  return { kind: 'queued', retries: 5, ...job, name: checked(job.name) }
}

export const defineRecurring = (job: Omit<RecurringJob, 'kind'>): RecurringJob => ({ kind: 'recurring', ...job, name: checked(job.name) })

export const defineLoop = (job: Omit<LoopJob, 'kind'>): LoopJob => ({ kind: 'loop', ...job, name: checked(job.name) })

/** A queued job as the house's list holds it: whatever its data, they are parsed before they are used. */
export const anyJob = <T>(job: QueuedJob<T>): QueuedJob => ({
  ...job,
  perform: async (house, data) => job.perform(house, job.data.parse(data)),
})
