import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const linux = process.platform === 'linux'
const ticks_per_s = 100 // USER_HZ, the same on every Linux that Node runs on

/** Seconds of processor that a process has used; undefined where that cannot be read. */
export function cpuSeconds(pid: number | undefined): number | undefined {
  if (!linux || pid === undefined) return undefined
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticks_per_s
}

/** Resident memory in MB: now, and the most there ever was (on Linux). */
export function memory(pid: number): { readonly now_mb: number; readonly peak_mb: number } {
  if (!linux) {
    const now_mb = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
    return { now_mb, peak_mb: now_mb }
  }
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024
  return { now_mb: mb('VmRSS'), peak_mb: mb('VmHWM') }
}
