import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, closeSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { connectionOf, type Where } from './connect.ts'
import { clearTheDead, readLock, sweep, takeOwnership } from './embedded/lock.ts'
import { findPlace, isCluster, makeSocketFolder, type Place } from './embedded/place.ts'
import { initdbFlags, settings } from './embedded/settings.ts'
import { reasonOf, StartProblem } from './start-problem.ts'

export type EmbeddedOptions = {
  /** The folder that holds everything of this installation; PostgreSQL gets <dataDir>/pg. */
  readonly dataDir: string
  /** False only for tests: faster, and a power cut may lose everything. */
  readonly durable?: boolean
}

export type Embedded = {
  readonly where: Where
  /** The data folder in use; not <dataDir>/pg when `notice` says so. */
  readonly data: string
  readonly notice: string | undefined
  /** Process number of PostgreSQL itself. */
  readonly pid: number
  /** Resolves, with a line for the log, when PostgreSQL ends without having been told to. Never rejects. */
  readonly died: Promise<string>
  /** Orderly: clients are disconnected, a checkpoint is written. May be called twice. */
  stop(): Promise<void>
}

const user = 'mingjing'
const database = 'mingjing'

/** Recovery after a crash reads at most max_wal_size; this is far more than that takes. */
const startSeconds = 300
const stopSeconds = 60

/**
 * Starts the PostgreSQL that npm brought, on data that it makes at the first start, and recovers what a killed one left.
 * Throws a StartProblem when another living program uses the data.
 */
export async function startEmbedded({ dataDir, durable = true }: EmbeddedOptions): Promise<Embedded> {
  const place = findPlace(dataDir)
  const release = await takeOwnership(place.data)
  const socket = makeSocketFolder(place.runAs)
  try {
    sweep(place.data)
    if (isCluster(place.data)) await clearTheDead(realpathSync(place.data))
    else await initialise(place, durable)
    return await launch({ place, socket, durable, release })
  } catch (error) {
    rmSync(socket, { recursive: true, force: true })
    release()
    throw error
  }
}

/** Makes the data folder under another name first: a start that is killed here leaves nothing half made under the real one. */
async function initialise({ native, data, runAs }: Place, durable: boolean): Promise<void> {
  const fresh = `${data}.new-${process.pid}` // an initdb whose start was killed may still be writing to its own
  mkdirSync(fresh, { mode: 0o700 })
  if (runAs !== undefined) chownSync(fresh, runAs.uid, runAs.gid)
  const flags = [...initdbFlags, ...(durable ? [] : ['--no-sync'])]
  const child = spawn(join(native, 'bin', 'initdb'), ['-D', fresh, '-U', user, ...flags], {
    ...runAs,
    cwd: '/',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    words += chunk
  })
  const ended = await endOf(child)
  if (ended !== 'code 0') throw new StartProblem(`The database could not be created in ${data} (initdb: ${ended}): ${words.slice(-500)}`)
  renameSync(fresh, data)
}

/** Only what PostgreSQL needs: no proxy, no password, no locale of whoever starts us. */
const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }

/**
 * Arguments: the socket folder, then the command. The shell holds a pipe from us: when we die, however, the pipe closes and the shell tells PostgreSQL to shut down at once.
 * It waits for PostgreSQL and not for the pipe, so it also ends when PostgreSQL does; the reader goes with it, lest it signal a number given anew.
 */
const guard = [
  'exec 3<&0; "$@" 3<&- & p=$!',
  '{ read _ <&3; kill -INT $p; } & r=$!',
  'wait $p; c=$?; kill $r 2>/dev/null',
  'rm -f "$0"/.s.PGSQL.*; rmdir "$0" 2>/dev/null; exit $c', // when we are dead, nobody else would
].join('\n')

type Launch = { readonly place: Place; readonly socket: string; readonly durable: boolean; readonly release: () => void }

async function launch({ place, socket, durable, release }: Launch): Promise<Embedded> {
  const { native, data, runAs, notice } = place
  const flags = Object.entries(settings(socket, durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openLog(`${data}.log`)
  const child = spawn('/bin/sh', ['-c', guard, socket, join(native, 'bin', 'postgres'), '-D', data, ...flags], {
    ...runAs,
    cwd: '/',
    env: environment,
    // A session of its own: Ctrl-C in the terminal is for the app, which drains first and then stops the database.
    detached: true,
    stdio: ['pipe', 'ignore', log.fd],
  })
  closeSync(log.fd)
  child.stdin?.on('error', () => {}) // the shell may already be gone when we close the pipe
  let stopping = false
  const ended = endOf(child)
  const where: Where = { kind: 'embedded', socket, user, database }
  let pid: number
  try {
    pid = await ready(data, child, () => `${tailOf(log.path, log.from)} (${log.path})`)
    await createDatabase(where)
  } catch (error) {
    child.stdin?.end() // nothing that runs is left behind
    await ended
    throw error
  }

  const cleanUp = () => {
    rmSync(socket, { recursive: true, force: true })
    release()
  }
  const stop = async () => {
    stopping = true
    child.stdin?.end()
    const late = setTimeout(() => process.kill(pid, 'SIGQUIT'), stopSeconds * 1000)
    await ended
    clearTimeout(late)
    cleanUp()
  }
  const died = new Promise<string>(resolve => {
    void ended.then(how => {
      if (stopping) return
      cleanUp()
      resolve(`PostgreSQL ended by itself (${how}); its log is ${log.path}`)
    })
  })
  return { where, data, notice, pid, died, stop }
}

const endOf = (child: ChildProcess) =>
  new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })

/** PostgreSQL writes its state into its lock file: cheaper and earlier to read than connections to be refused. */
async function ready(data: string, child: ChildProcess, words: () => string): Promise<number> {
  const deadline = Date.now() + startSeconds * 1000
  while (child.exitCode === null && child.signalCode === null) {
    const lock = readLock(data)
    if (lock?.status === 'ready') return lock.pid
    if (Date.now() > deadline) {
      throw new StartProblem(`PostgreSQL was not ready after ${startSeconds} s: ${words()}`)
    }
    await sleep(10)
  }
  throw new StartProblem(`PostgreSQL did not start: ${words()}`)
}

/** Not done by initdb, and not undone by a kill between the two. */
async function createDatabase(where: Where): Promise<void> {
  const client = new pg.Client({ ...connectionOf(where), database: 'postgres' })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } catch (error) {
    throw new StartProblem(`PostgreSQL started but does not answer: ${reasonOf(error)}`)
  } finally {
    await client.end().catch(() => {})
  }
}

const logBytesMax = 5_000_000

/** Appends to the log; a long one makes room for a new one, and one old one is kept. */
function openLog(path: string): { path: string; fd: number; from: number } {
  let from = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (from > logBytesMax) {
    renameSync(path, `${path}.old`)
    from = 0
  }
  const fd = openSync(path, 'a', 0o600)
  chmodSync(path, 0o600)
  return { path, fd, from }
}

/** What this start wrote, without times and numbers of processes: the last lines. */
function tailOf(path: string, from: number): string {
  const text = readFileSync(path).subarray(from).toString('utf8')
  const lines = text.split('\n').filter(line => line !== '')
  return lines
    .slice(-3)
    .join(' · ')
    .replaceAll(/\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\] /g, '')
}
