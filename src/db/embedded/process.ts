import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { z } from 'zod'

/** A process beyond doubt: its number, and when it started – numbers are given again, and in containers soon. */
export const processId = z.object({ pid: z.int().positive(), process_start: z.string() })
export type ProcessId = Readonly<z.infer<typeof processId>>

const linux = process.platform === 'linux'

export const thisProcess = (): ProcessId => ({ pid: process.pid, process_start: processStart(process.pid) ?? '' })

/** A zombie is dead: it holds no file and serves no one, though kill(pid, 0) says otherwise. */
export const isAlive = ({ pid, process_start }: ProcessId): boolean => processStart(pid) === process_start

/** When the process started, in words that differ for another process of the same number; undefined when there is none (or a zombie). */
function processStart(pid: number): string | undefined {
  try {
    if (!linux) return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
    // The name of the program, in brackets, may itself hold spaces and brackets: the fields count from the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined // no such process
  }
}

/**
 * The processes that work in this folder. Every process of PostgreSQL has the data folder as its working directory, a zombie has none:
 * so this answers "is the database alive?" where its lock file cannot. Elsewhere than on Linux, the number in the lock file must do.
 */
export function processesIn(folder: string, lockedBy: number | undefined): number[] {
  if (!linux) return lockedBy !== undefined && processStart(lockedBy) !== undefined ? [lockedBy] : []
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => worksIn(pid, folder))
    .map(Number)
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false // gone meanwhile, or of another user, who could not work in our private folder
  }
}

/** Reads a JSON file that we wrote; undefined when it is missing, cut short or of another shape. */
export function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}
