import { Readable } from 'node:stream'
import cliProgress from 'cli-progress'
import { z } from 'zod'
import type { Config } from '../src/config.ts'
import type { Contents, Progress } from '../src/db/backup/manifest.ts'
import { openFiles } from '../src/kernel/files/place.ts'

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

const listed = z.array(z.object({ sha256: z.string(), size_bytes: z.coerce.number() }))

/** The contents of files, where this house keeps them: those that something refers to. */
export function contentsOf(config: Config): Contents {
  const store = openFiles(config.files).then(files => files.store)
  store.catch(() => {}) // told by whoever asks first
  return {
    listed: async query =>
      listed.parse(
        await query(`select f.sha256, f.size_bytes from kernel.files f
          where exists (select from kernel.attachments a where a.sha256 = f.sha256) order by f.sha256`),
      ),
    open: async hash => (await store).open(hash),
    put: async (hash, content) => (await store).put(hash, Readable.from(content)),
  }
}
