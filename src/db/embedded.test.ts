import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connect } from './connect.ts'
import { readLock, takeOwnership } from './embedded/lock.ts'
import { isAlive, thisProcess } from './embedded/process.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { findRunning, join, openServer } from './instance.ts'

let folder: string
let dataDir: string
const children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(joinPath(tmpdir(), 'mingjing-embedded-'))
  if (process.getuid?.() === 0) rmSync(folder, { recursive: true }) // made anew by the launcher, open for the user nobody
  dataDir = joinPath(folder, 'data')
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await goneFrom(dataDir)
  rmSync(folder, { recursive: true, force: true })
})

/** The shell of a killed app takes a moment to stop its database. */
async function goneFrom(dir: string): Promise<void> {
  for (let i = 0; i < 100 && existsSync(joinPath(dir, 'pg', 'postmaster.pid')) && processLives(readLock(joinPath(dir, 'pg'))?.pid); i++)
    await sleep(50)
}

function processLives(pid: number | undefined): boolean {
  return pid !== undefined && existsSync(`/proc/${pid}/exe`)
}

const spoken = z.object({ opened: z.unknown(), refused: z.string(), died: z.string(), id: z.number() }).partial()
type Writer = {
  child: ChildProcess
  postmaster: number
  acknowledged: number[]
  said: z.infer<typeof spoken>[]
  ended: Promise<number | null>
}

/** Starts the writer and waits until it has written `count` rows, was refused, or ended. */
async function startWriter(count = 200): Promise<Writer> {
  const child = spawn(process.execPath, [joinPath(import.meta.dirname, 'embedded', 'writer.fixture.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const acknowledged: number[] = []
  const said: z.infer<typeof spoken>[] = []
  const lines = createInterface({ input: child.stdout })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  await new Promise<void>(resolve => {
    void ended.then(() => resolve())
    lines.on('line', line => {
      const words = spoken.parse(JSON.parse(line))
      if (words.id === undefined) said.push(words)
      else if (acknowledged.push(words.id) === count) resolve()
    })
  })
  return { child, postmaster: readLock(joinPath(dataDir, 'pg'))?.pid ?? 0, acknowledged, said, ended }
}

/** Starts on what is left and reads every row. */
async function rowsAfterStart(): Promise<number[]> {
  const embedded = await startEmbedded({ dataDir })
  const database = connect(embedded.where)
  const { rows } = await sql<{ id: number }>`select id from public.rows`.execute(database.readonly)
  await database.close()
  await embedded.stop()
  return rows.map(({ id }) => id)
}

describe('nothing that was acknowledged is lost', () => {
  it('when the app is killed, and the next start waits for its database to go', async () => {
    const { child, acknowledged, ended } = await startWriter()
    child.kill('SIGKILL')
    const rows = await rowsAfterStart() // at once, while the old database is going down
    await ended
    expect(new Set(rows).isSupersetOf(new Set(acknowledged))).toBe(true)
    expect(acknowledged.length).toBeGreaterThanOrEqual(200)
  })

  it('when the database is killed, which the app notices', async () => {
    const { postmaster, acknowledged, ended, said } = await startWriter()
    process.kill(postmaster, 'SIGKILL')
    expect(await ended).toBe(1)
    expect(said.at(-1)?.died).toMatch(/^PostgreSQL ended by itself/)
    expect(new Set(await rowsAfterStart()).isSupersetOf(new Set(acknowledged))).toBe(true)
  })

  it('when both are killed', async () => {
    const { child, postmaster, acknowledged, ended } = await startWriter()
    process.kill(postmaster, 'SIGKILL')
    child.kill('SIGKILL')
    const rows = await rowsAfterStart()
    await ended
    expect(new Set(rows).isSupersetOf(new Set(acknowledged))).toBe(true)
  })

  it.runIf(process.platform === 'linux')(
    'when the app and the shell that guards its database are killed: the orphan is told to go',
    async () => {
      const { child, postmaster, acknowledged, ended } = await startWriter()
      const shell = Number(readFileSync(`/proc/${postmaster}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
      process.kill(shell, 'SIGKILL')
      child.kill('SIGKILL')
      const rows = await rowsAfterStart()
      await ended
      expect(new Set(rows).isSupersetOf(new Set(acknowledged))).toBe(true)
    },
  )

  it('when it is told to stop', async () => {
    const { child, acknowledged, ended } = await startWriter()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(existsSync(joinPath(dataDir, 'pg', 'postmaster.pid'))).toBe(false)
    expect(existsSync(joinPath(dataDir, 'instance.json'))).toBe(false)
    expect(new Set(await rowsAfterStart()).isSupersetOf(new Set(acknowledged))).toBe(true)
  })
})

describe('one data folder', () => {
  it('serves one server: a second is refused, in one line that says what to do', async () => {
    const first = await startWriter(1)
    const second = await startWriter()
    expect(await second.ended).toBe(2)
    expect(second.said).toEqual([
      { refused: expect.stringMatching(new RegExp(`in use by process ${first.child.pid}: stop that one first[^\\n]*$`)) },
    ])
    expect(first.child.exitCode).toBeNull()
  })

  it('may be joined by scripts while a server runs', async () => {
    const writer = await startWriter(10)
    const joined = await join({ dataDir })
    const { rows } = await sql<{ id: number }>`select id from public.rows limit 10`.execute(joined.readonly)
    await joined.close()
    expect(rows).toHaveLength(10)
    expect(writer.child.exitCode).toBeNull()
    expect(writer.said).toEqual([{ opened: joined.where }])
  })

  it('is started by a script when no server runs, and let go afterwards', async () => {
    const joined = await join({ dataDir })
    expect(findRunning({ dataDir })).toEqual(joined.where)
    expect(statSync(joinPath(dataDir, 'instance.json')).mode & 0o777).toBe(0o600)
    await joined.close()
    expect(findRunning({ dataDir })).toBeUndefined()
    const server = await openServer({ dataDir })
    await server.close()
  })
})

describe('what the dead left', () => {
  it('a first start that was cut short is made anew', async () => {
    mkdirSync(joinPath(dataDir, 'pg.new-1', 'base'), { recursive: true })
    writeFileSync(joinPath(dataDir, 'pg.new-1', 'PG_VERSION'), '18\n')
    const embedded = await startEmbedded({ dataDir, durable: false })
    await embedded.stop()
    expect(existsSync(joinPath(dataDir, 'pg.new-1'))).toBe(false)
  })

  it.each([
    ['an owner whose number was given anew', JSON.stringify({ ...thisProcess(), process_start: '1' })],
    ['an owner file that is cut short', '{"pid":'],
    ['an empty owner file', ''],
  ])('%s does not count', async (_, content) => {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(joinPath(dataDir, 'pg.owner'), content)
    const release = await takeOwnership(joinPath(dataDir, 'pg'))
    await expect(takeOwnership(joinPath(dataDir, 'pg'))).rejects.toThrow(`in use by process ${process.pid}`)
    release()
    expect(existsSync(joinPath(dataDir, 'pg.owner'))).toBe(false)
  })

  it('an instance that was killed is not joined', () => {
    mkdirSync(dataDir, { recursive: true })
    const dead = {
      pid: 1,
      process_start: 'never',
      where: { kind: 'embedded', socket: '/x', user: 'u', database: 'd' },
      started_at: '2019-01-01T00:00:00Z',
    }
    writeFileSync(joinPath(dataDir, 'instance.json'), JSON.stringify(dead))
    expect(findRunning({ dataDir })).toBeUndefined()
  })
})

describe('the socket', () => {
  const running: Embedded[] = []
  afterEach(async () => {
    for (const embedded of running.splice(0)) await embedded.stop()
  })

  it('has a short path, also for a data folder deep in the tree, and goes when the database stops', async () => {
    const deep = joinPath(dataDir, ...Array.from({ length: 12 }, () => 'a-folder-deep-in-the-tree'))
    const embedded = await startEmbedded({ dataDir: deep, durable: false })
    running.push(embedded)
    const socket = embedded.where.kind === 'embedded' ? embedded.where.socket : ''
    expect(Buffer.byteLength(joinPath(socket, '.s.PGSQL.5432.lock'))).toBeLessThanOrEqual(103)
    expect(statSync(socket).mode & 0o777).toBe(0o700)
    await embedded.stop()
    await embedded.stop() // twice does no harm
    expect(existsSync(socket)).toBe(false)
  })

  it('is the only door: nothing listens on the network', async () => {
    const embedded = await startEmbedded({ dataDir, durable: false })
    running.push(embedded)
    const database = connect(embedded.where)
    const { rows } = await sql`select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync`.execute(
      database.db,
    )
    await database.close()
    expect(rows).toEqual([{ addresses: '', fsync: 'off' }])
  })
})

it('a process is known by number and start, and another of its number is not it', () => {
  expect(isAlive(thisProcess())).toBe(true)
  expect(isAlive({ pid: process.pid, process_start: 'another' })).toBe(false)
  expect(isAlive({ pid: 2 ** 30, process_start: '' })).toBe(false)
})
