import { renameSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import pino, { type DestinationStream } from 'pino'

export type WriteAccess = (req: IncomingMessage, res: ServerResponse, started_ms: number, id: string) => void

export type AccessLog = {
  readonly write: WriteAccess
  /** Opens the file anew: for SIGHUP and SIGUSR2, once a rotation has moved the old one away. */
  readonly reopen: () => void
  readonly flush: () => void
}

/** Lines that wait for a disk that does not take them; beyond this they are lost. */
const waiting_bytes_max = 8_000_000
const path_length_max = 300
const look_ms = 10_000

/**
 * One line a request: number, method, path, status, time. Never the query, cookie, form or address, which may hold personal data.
 * Written in batches. A file that outgrows `bytes_max` is moved to `<file>.1`, so that a log that nobody rotates takes twice that at most.
 */
export function accessLog(destination: string, bytes_max: number): AccessLog {
  if (destination === 'off') return { write: () => {}, reopen: () => {}, flush: () => {} }
  let broken = false
  const dest = destination === 'stdout' ? 1 : destination
  const sink = pino.destination({ dest, sync: false, minLength: 8_192, maxLength: waiting_bytes_max, mkdir: true })
  // A full disk costs lines of the log, never the service.
  sink.on('error', error => {
    if (!broken) process.stderr.write(`The access log cannot be written: ${error.message}\n`)
    broken = true
  })
  const reopen = (): void => {
    if (destination === 'stdout') return
    broken = false
    sink.reopen()
  }
  const file = destination === 'stdout' ? undefined : guarded(destination, bytes_max, reopen)
  const flushing = setInterval(() => sink.flush(), 1000).unref()
  const looking = setInterval(() => file?.look(), look_ms).unref()
  sink.on('ready', () => file?.opened())
  return {
    write: accessLines(sink),
    reopen,
    flush: () => {
      clearInterval(flushing)
      clearInterval(looking)
      if (!broken) sink.flushSync()
    },
  }
}

/** What is written about a request, to any destination. */
export function accessLines(sink: DestinationStream): WriteAccess {
  return (req, res, started_ms, id) => {
    const ms = Math.round((performance.now() - started_ms) * 10) / 10
    sink.write(`${JSON.stringify({ time: Date.now(), id, m: req.method, p: pathOf(req.url ?? '/'), s: res.statusCode, ms })}\n`)
  }
}

const pathOf = (url: string): string => {
  const end = url.search(/[?#]/)
  return (end < 0 ? url : url.slice(0, end)).slice(0, path_length_max)
}

/** Watches the file that is open: moved away by somebody (or by another process on it), or grown too large. */
export function guarded(file: string, bytes_max: number, reopen: () => void) {
  let inode = inodeOf(file)
  return {
    opened: () => {
      inode = inodeOf(file)
    },
    look: () => {
      const found = statSync(file, { throwIfNoEntry: false })
      if (found === undefined || found.ino !== inode) return reopen()
      if (found.size <= bytes_max) return
      renameSync(file, `${file}.1`)
      reopen()
    },
  }
}

const inodeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino
