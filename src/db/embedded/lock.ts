import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartProblem } from '../start-problem.ts'
import { socketPrefix } from './place.ts'
import { isAlive, processesIn, processId, readJson, thisProcess } from './process.ts'

/** A shutdown writes a last checkpoint first; with max_wal_size 2 GB on a slow disk that can take a while. */
const shutdownSeconds = 60
const crashSeconds = 10

/** An owner that was just killed may take a moment to be gone; whoever restarts a program at once should not be refused. */
const graceSeconds = 1

/**
 * Makes this process the only one that starts a database on `data`; returns what gives the right back.
 * The owner is written to a file beside the folder, complete from the first moment (link refuses an existing name), and a dead owner's file is replaced.
 */
export async function takeOwnership(data: string): Promise<() => void> {
  const file = `${data}.owner`
  const own = `${file}.${randomUUID()}`
  writeFileSync(own, JSON.stringify(thisProcess()))
  try {
    for (const deadline = Date.now() + graceSeconds * 1000; ; await sleep(50)) {
      if (linked(own, file)) return once(() => rmSync(file, { force: true }))
      const owner = readJson(file, processId)
      const alive = owner !== undefined && isAlive(owner)
      if (Date.now() > deadline) throw inUse(data, owner?.pid ?? 0)
      if (!alive) removeIf(file, content => owner === undefined || content === JSON.stringify(owner))
    }
  } finally {
    rmSync(own, { force: true })
  }
}

/** Given back twice, the right could by then be another's. */
function once(act: () => void): () => void {
  let done = false
  return () => {
    if (!done) act()
    done = true
  }
}

const inUse = (data: string, pid: number) =>
  new StartProblem(`The data folder ${data} is in use by process ${pid}: stop that one first (kill ${pid}), or name another DATA_DIR.`)

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Clears what a killed database left, so that PostgreSQL starts and recovers. Called with ownership, so the app of whatever still runs is dead:
 * a database that is going down is waited for; one whose guarding shell was killed too is told to go down.
 */
export async function clearTheDead(data: string): Promise<void> {
  const deadline = Date.now() + shutdownSeconds * 1000
  const socket = readLock(data)?.socket // PostgreSQL takes its lock file away itself when it goes in order, but not the folder of its socket
  let told = false
  for (let waited = 0; ; waited += 100) {
    const lock = readLock(data)
    const alive = processesIn(data, lock?.pid)
    if (alive.length === 0) break
    const postmasterLives = lock !== undefined && alive.includes(lock.pid)
    const tooLong = postmasterLives ? Date.now() > deadline : waited > crashSeconds * 1000
    if (tooLong) throw inUse(data, alive[0] ?? 0)
    // Two seconds are plenty for the shell to see its pipe close and say so itself.
    if (postmasterLives && waited > 2000 && lock.status !== 'stopping' && !told) {
      process.kill(lock.pid, 'SIGINT')
      told = true
    }
    await sleep(100)
  }
  const stale = readLock(data)
  if (stale !== undefined) removeIf(join(data, 'postmaster.pid'), content => content === stale.content)
  if (socket !== undefined) removeSocketFolder(socket)
}

/** The socket of the dead has a lock file too, in a folder that only that start used. Only what we know is removed: the path is read from a file. */
function removeSocketFolder(folder: string): void {
  if (!basename(folder).startsWith(socketPrefix) || !existsSync(folder)) return
  for (const name of readdirSync(folder).filter(entry => entry.startsWith('.s.PGSQL.'))) rmSync(join(folder, name), { force: true })
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}

/** The lines of postmaster.pid: number, data folder, start, port, socket folder, address, memory key, status. */
export function readLock(data: string): { pid: number; socket: string; status: string; content: string } | undefined {
  const content = readText(join(data, 'postmaster.pid'))
  const lines = content.split('\n').map(line => line.trim())
  const pid = Number(lines[0])
  return pid > 0 ? { pid, socket: lines[4] ?? '', status: lines[7] ?? '', content } : undefined
}

/** Moves the file aside before it looks: between looking and removing, somebody could have put a new one in its place. */
function removeIf(file: string, isStale: (content: string) => boolean): void {
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return // gone meanwhile
  }
  if (isStale(readText(aside))) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Left by a start that was killed in the middle of initdb, or while it held a name aside. Another start may be waiting: its files are young. */
export function sweep(data: string): void {
  for (const name of readdirSync(dirname(data))) {
    const path = join(dirname(data), name)
    const left = name.startsWith(`${basename(data)}.new`) || (name.startsWith(`${basename(data)}.owner.`) && isOld(path))
    if (left) rmSync(path, { recursive: true, force: true })
  }
}

const isOld = (path: string) => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 60_000
