import cliProgress from 'cli-progress'
import type { Config } from '../src/config.ts'
import type { Contents, Progress } from '../src/db/backup/manifest.ts'

/** A bar of what is done, on standard error where nobody pipes it. */
export function barOf(): { readonly progress: Progress; readonly stop: () => void } {
  const bar = new cliProgress.SingleBar({
    format: '  {what} [{bar}] {value}/{total}',
    noTTYOutput: true,
    notTTYSchedule: 2000,
    hideCursor: true,
  })
  let running = false
  return {
    progress: (what, done, total) => {
      if (!running) bar.start(total, 0, { what })
      running = true
      bar.setTotal(total)
      bar.update(done, { what: what.padEnd(32) })
    },
    stop: () => {
      if (running) bar.stop()
    },
  }
}

/** The contents of files, where this house keeps them. */
export function contentsOf(_config: Config): Contents {
  return {
    listed: async () => [],
    open: async hash => Promise.reject(new Error(`no file ${hash}`)),
    put: async () => {},
  }
}
