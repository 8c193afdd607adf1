import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLock } from '../src/db/embedded/lock.ts'
import { processesIn } from '../src/db/embedded/process.ts'
import { builtCheckout } from './checkout.ts'
import { demoToday } from './demo-city.ts'

/** The program as `npm start` runs it, with the variables given and no others. */
export type Program = {
  readonly child: ChildProcess
  readonly pid: number
  /** What it has told people so far, on standard output. */
  readonly words: () => string
  /** Its log, its progress and why it would not start, on standard error. */
  readonly log: () => string
  /** Resolves when it has written this to either; rejects when it ends before. */
  readonly says: (what: RegExp) => Promise<RegExpMatchArray>
  /** Resolves with its address when the door is open. */
  readonly address: () => Promise<string>
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

const running = new Set<Program>()

export async function startProgram(variables: Readonly<Record<string, string>>): Promise<Program> {
  const checkout = await builtCheckout()
  const { PATH = '', HOME = '', TMPDIR } = process.env
  const child = spawn(process.execPath, [join(checkout, 'dist/main.js')], {
    cwd: checkout,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), PORT: '0', DEMO_SCALE: '0.01', DEMO_TODAY: demoToday, DRAIN_DELAY_S: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  const heard = new Set<() => void>()
  const tell = () => {
    for (const listener of heard) listener()
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    tell()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    tell()
  })
  const ended = new Promise<number | NodeJS.Signals | null>(resolve => {
    child.once('close', (code, signal) => resolve(signal ?? code))
  })
  const says = (what: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const listen = () => {
        const match = out.match(what) ?? err.match(what)
        if (match === null) return
        heard.delete(listen)
        resolve(match)
      }
      heard.add(listen)
      listen()
      void ended.then(how => reject(new Error(`it ended (${how}) and never said ${what}:\n${out}\n${err}`)))
    })
  const program: Program = {
    child,
    pid: child.pid ?? 0,
    words: () => out,
    log: () => err,
    says,
    address: async () => (await says(/is open: (http:\S+)/))[1] ?? '',
    ended,
  }
  running.add(program)
  void ended.then(() => running.delete(program))
  return program
}

/** Ends what a failed test left running. */
export async function endPrograms(): Promise<void> {
  for (const program of running) program.child.kill('SIGKILL')
  await Promise.all([...running].map(program => program.ended))
}

/** A data folder of one's own, and what one may ask of it. */
export type DataFolder = {
  readonly dir: string
  readonly postmaster: () => number
  readonly postgresProcesses: () => number[]
  readonly remove: () => Promise<void>
}

export function makeDataFolder(): DataFolder {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-process-'))
  chmodSync(folder, 0o711) // when we are root, PostgreSQL runs as nobody, who must get in
  const dir = join(folder, 'data')
  const data = join(dir, 'pg')
  const postgresProcesses = () => processesIn(data, readLock(data)?.pid)
  return {
    dir,
    postmaster: () => readLock(data)?.pid ?? 0,
    postgresProcesses,
    remove: async () => {
      // After a kill of the app the shell that guards the database still stops it.
      for (let i = 0; i < 200 && postgresProcesses().length > 0; i++) await new Promise(resolve => setTimeout(resolve, 50))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Resident memory of a process in MB; undefined where there is no /proc. */
export function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/)?.[1]) / 1024
}
