import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from 'hono'
import { fileField } from '../kernel/files/refusals.ts'
import { sheet_bytes_max } from '../kernel/imports/read.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Env } from './env.ts'
import type { FieldErrors, Typed } from './form.ts'
import { receiveForm, type Take } from './upload.ts'

/** A sheet that came in, in a file of its own until the request is answered. */
export type SentFile = { readonly path: string; readonly name: string; readonly hash: Buffer }
/** `errors`: what is wrong with the file, in the reader's words; none when none was chosen. */
export type Sent = { readonly typed: Typed; readonly file: SentFile | undefined; readonly errors: FieldErrors }

/**
 * Streams the form's one file (field 'file') through the door of uploads into a temporary file, gives it to `work`, and removes it whatever
 * happens. A sheet is read and not kept; an empty one is none.
 */
export async function withSheet<T>(c: Context<Env>, work: (sent: Sent) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-sheet-'))
  try {
    const { typed, file, wrong } = await receiveForm(c, spoolTo(join(folder, 'sheet')))
    return await work({ typed, file, errors: wrong ? { [fileField]: wrong.words[c.var.locale] } : {} })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const spoolTo =
  (path: string): Take<SentFile | undefined> =>
  async (_house, _actor, { name, content }) => {
    const hash = createHash('sha256')
    let bytes = 0
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        if (bytes > sheet_bytes_max) return done(tooLarge())
        hash.update(chunk)
        done(null, chunk)
      },
    })
    await pipeline(content, measure, createWriteStream(path, { mode: 0o600 }))
    return bytes === 0 ? undefined : { path, name, hash: hash.digest() }
  }

function tooLarge(): Refusal {
  const words = { 'zh-CN': '表格过大：最多 10,000 行、20 MB', en: 'The sheet is too large: 10,000 rows and 20 MB at most' }
  return new Refusal('too_large', words, { [fileField]: words })
}
