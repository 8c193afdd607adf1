import { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { Attachment } from '../kernel/files/attachments.ts'
import { opensInWindow } from '../kernel/files/kinds.ts'
import { type ByteRange, NotStored } from '../kernel/files/store.ts'
import { notFound } from '../kernel/refusal.ts'
import type { Env } from './env.ts'
import { log } from './log.ts'

/** Nothing in a file may run or load anything, wherever it is opened. */
const sandboxed = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
/** Browsers refuse to show a PDF in a sandbox; their viewers run in an origin of their own and ask ours for nothing. */
const forPdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** 'attachment; filename="…"; filename*=UTF-8''…' (RFC 6266, RFC 5987): the first for old programs, the second with every character. */
export function disposition(name: string, inline: boolean): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/**
 * What a Range header asks of a file (RFC 9110 § 14.2): 'all' for none, several, or one that makes no sense, which may all be answered with the whole;
 * 'none' when it lies outside.
 */
export function rangeOf(header: string | undefined, size_bytes: number): ByteRange | 'all' | 'none' {
  const [, first, last] = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'all'
  if (first === '') {
    const length = Number(last)
    return length === 0 ? 'none' : { from: Math.max(0, size_bytes - length), to: size_bytes - 1 }
  }
  const from = Number(first)
  const to = last === '' ? size_bytes - 1 : Math.min(Number(last), size_bytes - 1)
  if (last !== '' && Number(last) < from) return 'all'
  return from >= size_bytes ? 'none' : { from, to }
}

type Served = Pick<Attachment, 'sha256' | 'name' | 'size_bytes' | 'media_type'>

/**
 * Answers with a stored file, streamed: whole, a range (206), nothing new (304), or headers alone (HEAD). `shared`: the same for every reader, so
 * that a proxy may keep it, asking again each time since a withdrawal must count at once.
 */
export async function serveFile(c: Context<Env>, file: Served, shared: boolean): Promise<Response> {
  const etag = `"${file.sha256}"`
  const headers = new Headers({
    'content-type': file.media_type,
    'content-disposition': disposition(file.name, opensInWindow(file.media_type)),
    'content-security-policy': file.media_type === 'application/pdf' ? forPdf : sandboxed,
    'x-content-type-options': 'nosniff',
    'cache-control': shared ? 'public, no-cache' : 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  })
  if (matches(c.req.header('if-none-match'), etag)) return c.body(null, { status: 304, headers })
  const condition = c.req.header('if-range')
  const range = condition === undefined || condition === etag ? rangeOf(c.req.header('range'), file.size_bytes) : 'all'
  if (range === 'none') {
    headers.set('content-range', `bytes */${file.size_bytes}`)
    return c.body(null, { status: 416, headers })
  }
  const part = range === 'all' ? undefined : range
  headers.set('content-length', String(part ? part.to - part.from + 1 : file.size_bytes))
  if (part) headers.set('content-range', `bytes ${part.from}-${part.to}/${file.size_bytes}`)
  const status = part ? 206 : 200
  if (c.req.method === 'HEAD') return c.body(null, { status, headers })
  return c.body(await contentOf(c, file, part), { status, headers })
}

const matches = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some(part => ['*', etag, `W/${etag}`].includes(part.trim())) ?? false

async function contentOf(c: Context<Env>, file: Served, range: ByteRange | undefined): Promise<ReadableStream> {
  try {
    return Readable.toWeb(await c.var.house.files.store.open(file.sha256, range)) as ReadableStream
  } catch (error) {
    if (!(error instanceof NotStored)) throw error
    log.error({ sha256: file.sha256 }, 'a file of the record is not in the store')
    throw notFound()
  }
}
