import { PassThrough, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Busboy } from '@fastify/busboy'
import type { Context } from 'hono'
import { type Arrived, takeIn } from '../kernel/files/arrive.ts'
import { fileField, no } from '../kernel/files/refusals.ts'
import type { Actor } from '../kernel/org/actor.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Env, House } from './env.ts'
import type { FieldErrors, Typed } from './form.ts'

/** What came through an upload form: the other fields as typed, and the file, checked and stored, or what is wrong, beside its field. */
export type Upload<T = Arrived> = { readonly typed: Typed; readonly file: T | undefined; readonly errors: FieldErrors }

/** What becomes of a file while it streams in: it is stored, or looked into and not kept. */
export type Take<T> = (house: House, actor: Actor, file: { readonly name: string; readonly content: Readable }) => Promise<T>

/** The form as it came. Without `file` and `wrong` no file was chosen. */
type Received<T> = { readonly typed: Typed; readonly file: T | undefined; readonly wrong: Refusal | undefined }

/** Addresses that take files, by convention: papers and sheets. A body in parts sent anywhere else has the limit of a form. */
const uploadPath = /\/(attachments|imports)$/

/** Whether this request is for the door of uploads: only this file may read its body. */
export const isUpload = (c: Context<Env>): boolean =>
  c.req.method === 'POST' &&
  uploadPath.test(c.req.path) &&
  (c.req.header('content-type') ?? '').toLowerCase().startsWith('multipart/form-data')

/** Beside its one file a form has few and short fields. */
const limits = { files: 1, fields: 20, parts: 25, fieldNameSize: 100, fieldSize: 10_000, headerPairs: 50, headerSize: 16_384 }
/**
 * A browser reads no answer before it has sent all: what is beyond a file's limit is read and thrown away so far, so that a person with too large
 * a file sees a page that says so. Who sends still more finds the connection closed.
 */
const thrown_away_bytes_max = 500_000_000
/** A sender that is silent so long has gone. */
const silence_ms_max = 60_000

/**
 * Reads a form with one file, streaming (the file's field is 'file'). The route has asked before whether the person may do this at all.
 * A file that is refused, or did not come whole, leaves nothing behind; the other fields come back in any case.
 */
export const receiveUpload = (c: Context<Env>): Promise<Upload> => receiveWith(c, takeIn)

/** The same, with another fate of the file. */
export async function receiveWith<T>(c: Context<Env>, take: Take<T>): Promise<Upload<T>> {
  const { typed, file, wrong = no.file() } = await receiveForm(c, take)
  return { typed, file, errors: file === undefined ? { [fileField]: wrong.words[c.var.locale] } : {} }
}

/** The same, for forms that may come without a file. Refusal 'invalid' for what is no such form. */
export async function receiveForm<T>(c: Context<Env>, take: Take<T>): Promise<Received<T>> {
  const { house, actor } = c.var
  const { body } = c.req.raw
  const type = c.req.header('content-type')
  if (!isUpload(c) || !body || type === undefined) {
    throw new Refusal('invalid', { 'zh-CN': '请通过本站页面的表单提交。', en: 'Please send this through the form on our page.' })
  }
  const typed: Record<string, string> = {}
  let arriving: Promise<T> | undefined
  let content: PassThrough | undefined
  let fault: unknown
  try {
    const parser = new Busboy({ headers: { 'content-type': type }, limits })
    parser.on('field', (name: string, value: string) => {
      typed[name] = value
    })
    parser.on('file', (field, stream, name) => {
      if (field !== fileField || !name) return void stream.resume() // no file was chosen
      const own = new PassThrough()
      content = own
      arriving = take(house, actor, { name, content: own })
      // Refused or failed: the rest is read and thrown away, else the form would never come to its end.
      arriving.catch(() => {
        stream.unpipe(own)
        stream.resume()
      })
      stream.once('error', error => own.destroy(error))
      stream.pipe(own)
    })
    await pipeline(Readable.fromWeb(body as ReadableStream), bounded(house.files.file_bytes_max + thrown_away_bytes_max), parser)
  } catch (error) {
    fault = error
    content?.destroy(new Error('the upload broke off'))
  }
  const [end] = await Promise.allSettled([arriving])
  if (fault !== undefined) c.header('Connection', 'close') // its rest is not read, so the connection cannot be used again
  if (end.status === 'rejected' && (fault === undefined || end.reason instanceof Refusal)) {
    if (!(end.reason instanceof Refusal)) throw end.reason
    return { typed, file: undefined, wrong: end.reason }
  }
  if (fault !== undefined) return { typed, file: undefined, wrong: no.broken() }
  return { typed, file: end.status === 'fulfilled' ? end.value : undefined, wrong: undefined }
}

/** Lets bytes through until they are too many, or none came for too long. */
function bounded(bytes_max: number): Transform {
  let bytes = 0
  const silence = setTimeout(() => stream.destroy(new Error('the sender is silent')), silence_ms_max)
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      silence.refresh()
      bytes += chunk.length
      done(bytes > bytes_max ? new Error('too much was sent') : null, chunk)
    },
    destroy(error, done) {
      clearTimeout(silence)
      done(error)
    },
  })
  return stream
}
