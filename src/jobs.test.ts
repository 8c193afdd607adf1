import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { cloneDatabase } from '../test/database.ts'
import { noFiles } from '../test/files.ts'
import { testKeys } from '../test/keys.ts'
import { jobQueue } from './jobs.ts'
import { anyJob, defineJob, defineLoop, defineRecurring, type JobHouse } from './kernel/jobs/job.ts'
import { theHouse } from './kernel/org/actor.ts'
import { reader, runner, type Work } from './kernel/work.ts'
import { log } from './web/log.ts'

const done: string[] = []
let failures = 0
const note = defineJob({
  name: 'test.note_word',
  data: z.object({ word: z.string() }),
  perform: async (_house, { word }) => {
    if (word === 'fails once' && failures++ === 0) throw new Error('the first time')
    done.push(word)
  },
})
let rounds = 0
const loop = defineLoop({
  name: 'test.count_rounds',
  every_ms: 20,
  perform: async () => {
    rounds += 1
  },
})

let database: Awaited<ReturnType<typeof cloneDatabase>>
let house: JobHouse
const jobs = [anyJob(note), loop]
beforeAll(async () => {
  log.level = 'silent'
  database = await cloneDatabase()
  const queue = jobQueue(database.db, jobs)
  await queue.install(database.connection)
  house = houseWith(queue.enqueue)
  await queue.stop()
})
afterAll(() => database.drop())

function houseWith(enqueue: ReturnType<typeof jobQueue>['enqueue']): JobHouse {
  const parts = {
    db: database.db,
    readonly: database.readonly,
    clock: () => Temporal.Now.instant(),
    random: (bytes: number) => randomBytes(bytes),
    keys: testKeys,
    files: noFiles,
    enqueue,
    onPublicChange: () => {},
  }
  return { ...parts, run: runner(parts), read: reader(parts) }
}

const say = (work: Work, word: string) => work.enqueue(note, { word })
async function sayAndFail(work: Work, word: string): Promise<void> {
  await say(work, word)
  throw new Error('changed my mind')
}

it('what a command hands on is done after its commit, and never when it fails', async () => {
  const queue = jobQueue(database.db, jobs)
  const { run } = houseWith(queue.enqueue)
  await run(theHouse, say, 'one')
  await expect(run(theHouse, sayAndFail, 'never')).rejects.toThrow('changed my mind')
  expect(done).toEqual([])
  expect(await queue.drain(house)).toBe(1)
  expect(done).toEqual(['one'])
  await queue.stop()
})

it('the same words wait once, others each', async () => {
  const queue = jobQueue(database.db, jobs)
  const { run } = houseWith(queue.enqueue)
  await run(
    theHouse,
    async (work: Work) => {
      for (const word of ['a', 'b']) await work.enqueue(note, { word }, { once: 'letters' })
      await say(work, 'c')
      await say(work, 'd')
    },
    null,
  )
  done.length = 0
  expect(await queue.drain(house)).toBe(3)
  expect(done.toSorted()).toEqual(['a', 'c', 'd'])
  await queue.stop()
})

it('of two processes each job is done by one, and a loop runs in one, until that one goes', async () => {
  const [first, second] = [jobQueue(database.db, jobs), jobQueue(database.db, jobs)]
  await first.start(house, database.connection)
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(1), 10_000)
  await second.start(house, database.connection)
  const { run } = houseWith(second.enqueue)
  done.length = 0
  const words = Array.from({ length: 20 }, (_, i) => `word ${i}`)
  for (const word of words) await run(theHouse, say, word)
  await vi.waitFor(() => expect(done).toHaveLength(20), 20_000)
  expect(done.toSorted()).toEqual(words.toSorted())
  await first.stop()
  const before = rounds
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(before + 1), 10_000)
  await second.stop()
  const after = rounds
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(rounds).toBe(after)
}, 60_000)

it('a name that is no name is refused', () => {
  expect(() => defineRecurring({ name: 'Daily', cron: '0 0 * * *', perform: async () => {} })).toThrow('no name of a job')
})
