import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { type FileKind, kindOfMediaType } from './kinds.ts'
import type { Files } from './place.ts'
import type { Sha256 } from './store.ts'
import type { ReadText, TextLimits } from './text-readers.ts'

export type TextTask = { readonly path: string; readonly kind: FileKind; readonly limits: TextLimits }

/** [D] Half a minute and a quarter of a gigabyte read the largest document that offices make; 2,000,000 characters are a thick book. */
export const text_limits = { characters_max: 2_000_000, pages_max: 2_000, heap_mb_max: 256, read_ms_max: 30_000 }
export type ExtractLimits = typeof text_limits

export type FileText =
  | ({ readonly status: 'extracted' } & ReadText)
  /** `reason` is for the desk and the log: 'time', 'memory', or what the reader said of the file. */
  | { readonly status: 'failed'; readonly reason: string }
  /** This kind of file has no words that we can read. */
  | { readonly status: 'none' }

/** Kinds with a reader; here and not asked of the readers, so that the house need not load them. */
const readable: readonly FileKind[] = ['txt', 'docx', 'xlsx', 'pdf']

/** The words of a stored file. A file that is broken, hangs or fills the memory gives 'failed'; only a store that is away rejects. */
export async function extractText(
  files: Pick<Files, 'store' | 'incoming'>,
  file: { readonly sha256: Sha256; readonly media_type: string },
  limits: ExtractLimits = text_limits,
): Promise<FileText> {
  const kind = kindOfMediaType(file.media_type)
  if (kind === undefined || !readable.includes(kind)) return { status: 'none' }
  const path = join(files.incoming, `text-${randomUUID()}`)
  try {
    await pipeline(await files.store.open(file.sha256), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return await inThread({ path, kind, limits }, limits)
  } finally {
    await rm(path, { force: true })
  }
}

const answer = z.object({ text: z.string(), cut: z.boolean() })
const reason_max = 300

/** One thread for one file. It ends with its answer, its fault, or its time. */
export async function inThread(task: TextTask, limits: ExtractLimits, script: URL = workerScript()): Promise<FileText> {
  const worker = new Worker(script, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heap_mb_max, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    execArgv: [],
    env: {}, // it needs no setting, and a file that takes it over finds no secret
    stdout: true, // readers grumble about files; that is not our log
    stderr: true,
  })
  try {
    return await new Promise<FileText>(resolve => {
      const fail = (reason: string) => resolve({ status: 'failed', reason: reason.replaceAll('\0', '').slice(0, reason_max) || 'fault' })
      const late = setTimeout(() => fail('time'), limits.read_ms_max)
      worker.once('message', (message: unknown) => {
        const read = answer.safeParse(message)
        if (read.success) resolve({ status: 'extracted', ...read.data })
        else fail('no answer')
      })
      worker.once('error', (error: NodeJS.ErrnoException) => fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : error.message))
      worker.once('exit', () => {
        clearTimeout(late)
        fail('no answer') // nothing, when an answer came before
      })
    })
  } finally {
    await worker.terminate()
  }
}

/** The worker's own file: TypeScript in a checkout; beside dist/main.js, or above its chunks, in a build. */
function workerScript(): URL {
  const places = ['./text-worker.ts', './text-worker.js', '../text-worker.js'].map(place => new URL(place, import.meta.url))
  const found = places.find(place => existsSync(place))
  if (!found) throw new Error('text-worker is not built')
  return found
}
