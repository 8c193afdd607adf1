import { z } from 'zod'
import { anyJob, defineJob, defineRecurring, type Job } from '../jobs/job.ts'
import { theHouse } from '../org/actor.ts'
import type { Work } from '../work.ts'
import { clearOrphans } from './orphans.ts'
import { rememberText } from './remember-text.ts'
import { isSha256, type Sha256 } from './store.ts'

/** Reads the words of a file after it was attached. The search index takes them from `textOfFile`. */
const readText = defineJob({
  name: 'files.read_text',
  data: z.object({ sha256: z.string().refine(isSha256) }),
  perform: async (house, data) => {
    await rememberText(house, data)
  },
})

/** Hands on the reading of a file's words: done after the commit of the command that attached it. */
export const wantText = (work: Work, sha256: Sha256): Promise<void> => work.enqueue(readText, { sha256 })

/** In the night, when nobody uploads: though it may run at any time. */
const clear = defineRecurring({
  name: 'files.clear_orphans',
  cron: '40 3 * * *',
  perform: async house => {
    await clearOrphans(house, theHouse)
  },
})

export const fileJobs: readonly Job[] = [anyJob(readText), clear]
