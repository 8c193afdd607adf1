import { defineLoop, defineRecurring, type Job, type JobHouse } from '../jobs/job.ts'
import { chainAll } from './chain.ts'
import { closeCheckpoint } from './checkpoint.ts'
import { KeyProblem } from './signer.ts'
import { signDue } from './statement.ts'

/** Twice a second: what is committed is chained within a second. */
const every_ms = 500

/**
 * Chains, signs statements, and closes a checkpoint for them, or the city's first. The day's checkpoint is closed by the clock.
 * Without the city's key it chains and signs nothing.
 */
export async function chainRound({ db, clock, logKey }: Pick<JobHouse, 'db' | 'clock' | 'logKey'>): Promise<void> {
  const chained = await chainAll(db)
  if (!logKey) return
  const signed = await signDue(db, logKey)
  if (signed > 0) await closeCheckpoint(db, logKey, { now: clock(), reason: 'statement' })
  else if (chained > 0 && !(await hasCheckpoint(db))) await closeCheckpoint(db, logKey, { now: clock(), reason: 'first' })
}

/** Without its key a city is chained all the same; the want of it is told once a minute, not twice a second. */
const untold_ms = 60_000

export function chainRounds(): (house: Parameters<typeof chainRound>[0]) => Promise<void> {
  let told = Number.NEGATIVE_INFINITY
  return async house => {
    try {
      await chainRound(house)
    } catch (error) {
      if (error instanceof KeyProblem && performance.now() - told < untold_ms) return
      if (error instanceof KeyProblem) told = performance.now()
      throw error
    }
  }
}

const hasCheckpoint = async (db: JobHouse['db']): Promise<boolean> =>
  (await db.selectFrom('kernel.checkpoints').select('number').limit(1).executeTakeFirst()) !== undefined

/** The jobs of the provable log. */
export const auditJobs: readonly Job[] = [
  defineLoop({ name: 'log.chain', every_ms, perform: chainRounds() }),
  defineRecurring({
    name: 'log.close_checkpoint',
    cron: '5 0 * * *',
    perform: async ({ db, clock, logKey }) => {
      if (logKey) await closeCheckpoint(db, logKey, { now: clock(), reason: 'day' })
    },
  }),
]
