import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Busboy } from '@fastify/busboy'
import type { Context, MiddlewareHandler } from 'hono'
import { sheet_bytes_max } from '../kernel/imports/read.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Env } from './env.ts'
import type { Typed } from './form.ts'
import { limitBody } from './security.ts'

/** A sheet that came in, in a file of its own until the request is answered. */
export type SentFile = { readonly path: string; readonly name: string; readonly hash: Buffer }
export type Sent = { readonly typed: Typed; readonly file: SentFile | undefined }

/** Sheets come to addresses that end so, as bodies in parts; anything else has the limit of a form. */
const isSheet = (c: Context<Env>): boolean =>
  c.req.method === 'POST' &&
  c.req.path.endsWith('/imports') &&
  (c.req.header('content-type') ?? '').toLowerCase().startsWith('multipart/form-data')

/** Forms have their limit; a sheet is limited while it streams. */
export const limitForms: MiddlewareHandler<Env> = (c, next) => (isSheet(c) ? next() : limitBody(c, next))

const limits = { files: 1, fields: 10, parts: 12, fieldNameSize: 100, fieldSize: 5_000, fileSize: sheet_bytes_max }
/** What a form may weigh beside its file. */
const form_bytes_max = 200_000

/**
 * Streams the form's one file (field 'file') into a temporary file, gives it to `work`, and removes it whatever happens.
 * Refusal 'too_large' beyond the limit, 'invalid' for a body that is not such a form.
 */
export async function withSheet<T>(c: Context<Env>, work: (sent: Sent) => Promise<T>): Promise<T> {
  const type = c.req.header('content-type')
  const { body } = c.req.raw
  if (!isSheet(c) || type === undefined || !body) throw broken()
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-sheet-'))
  try {
    return await work(await receive(body as ReadableStream, type, join(folder, 'sheet')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function receive(body: ReadableStream, type: string, path: string): Promise<Sent> {
  const typed: Record<string, string> = {}
  const hash = createHash('sha256')
  let writing: Promise<void> | undefined
  let name = ''
  let bytes = 0
  let cut = false
  const parser = new Busboy({ headers: { 'content-type': type }, limits })
  parser.on('field', (field: string, value: string) => {
    typed[field] = value
  })
  parser.on('file', (field, stream, fileName) => {
    if (field !== 'file' || !fileName || writing) return void stream.resume() // no file was chosen
    name = fileName
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      hash.update(chunk)
    })
    stream.on('limit', () => {
      cut = true
    })
    writing = pipeline(stream, createWriteStream(path, { mode: 0o600 }))
    writing.catch(() => {}) // awaited below; the parser may fail first
  })
  try {
    await pipeline(Readable.fromWeb(body), bounded(sheet_bytes_max + form_bytes_max), parser)
    await writing
  } catch (error) {
    throw error instanceof Refusal ? error : broken()
  }
  if (cut) throw tooLarge()
  return { typed, file: bytes > 0 ? { path, name, hash: hash.digest() } : undefined }
}

function bounded(bytes_max: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > bytes_max ? tooLarge() : null, chunk)
    },
  })
}

const broken = () => new Refusal('invalid', { 'zh-CN': '请通过本站页面的表单提交。', en: 'Please send this through the form on our page.' })
function tooLarge(): Refusal {
  const words = { 'zh-CN': '表格过大：最多 10,000 行、20 MB', en: 'The sheet is too large: 10,000 rows and 20 MB at most' }
  return new Refusal('too_large', words, { file: words })
}
