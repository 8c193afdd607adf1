import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { checked, checkHash, isSha256, NotStored, type Sha256, type Store, type Stored } from './store.ts'

/** Contents as files `ab/cd/abcd…` of a local folder: two levels keep every folder listable at a million files. */
export function folderStore(folder: string): Store {
  const pathOf = (sha256: Sha256): string => join(folder, checked(sha256).slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    put: async (sha256, content) => {
      const path = pathOf(sha256)
      await mkdir(dirname(path), { recursive: true })
      // A name of its own beside the goal: a rename within one folder is atomic, and two that store the same do not meet.
      const coming = `${path}.${randomUUID()}.coming`
      try {
        await pipeline(content, checkHash(sha256), createWriteStream(coming, { flags: 'wx', mode: 0o640, flush: true }))
        await rename(coming, path)
        await flushFolder(dirname(path))
      } catch (error) {
        await rm(coming, { force: true })
        throw error
      }
    },
    open: async (sha256, range) => {
      const path = pathOf(sha256)
      // Opened before the stream is made: a content that is missing is told now, not in the middle of an answer.
      const handle = await open(path, 'r').catch(absent(sha256))
      return createReadStream(path, { fd: handle, ...(range && { start: range.from, end: range.to }) })
    },
    has: async sha256 => (await statOf(pathOf(sha256))) !== undefined,
    size: async sha256 => {
      const found = await statOf(pathOf(sha256))
      if (!found) throw new NotStored(sha256)
      return found.size
    },
    remove: async sha256 => rm(pathOf(sha256), { force: true }),
    list: () => listed(folder),
  }
}

async function* listed(folder: string): AsyncGenerator<Stored> {
  for (const first of await names(folder)) {
    for (const second of await names(join(folder, first))) {
      for (const sha256 of await names(join(folder, first, second))) {
        if (!isSha256(sha256)) continue
        const found = await statOf(join(folder, first, second, sha256))
        if (found) yield { sha256, size_bytes: found.size, stored_at: Temporal.Instant.fromEpochMilliseconds(Math.trunc(found.mtimeMs)) }
      }
    }
  }
}

const names = async (folder: string): Promise<string[]> => await readdir(folder).catch(whenMissing([], 'ENOTDIR'))

const statOf = async (path: string) => await stat(path).catch(whenMissing(undefined))

const whenMissing =
  <T>(instead: T, ...alsoCodes: string[]) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT' || alsoCodes.includes(error.code ?? '')) return instead
    throw error
  }

const absent =
  (sha256: Sha256) =>
  (error: NodeJS.ErrnoException): never => {
    throw error.code === 'ENOENT' ? new NotStored(sha256) : error
  }

/** A rename is on disk only when its folder is: a power cut must not lose what a committed row refers to. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
