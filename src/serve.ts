import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import pino from 'pino'
import type { App } from './app.ts'

export type AccessLog = (req: IncomingMessage, res: ServerResponse, started_ms: number) => void

/** One line a request: method, path, status, time. Never the query, cookie or form, which may hold personal data. Written in batches. */
export function accessLog(destination: string): { readonly write: AccessLog; readonly flush: () => void } {
  if (destination === 'off') return { write: () => {}, flush: () => {} }
  let broken = false
  const sink = pino.destination({ dest: destination === 'stdout' ? 1 : destination, sync: false, minLength: 8_192, mkdir: true })
  // A full disk costs lines of the log, never the service.
  sink.on('error', error => {
    if (!broken) process.stderr.write(`The access log cannot be written: ${error.message}\n`)
    broken = true
  })
  const log = pino({ base: null, formatters: { level: () => ({}) } }, sink)
  const timer = setInterval(() => sink.flush(), 1000).unref()
  return {
    write: (req, res, started_ms) => {
      const url = req.url ?? '/'
      const query = url.indexOf('?')
      log.info({
        m: req.method,
        p: query < 0 ? url : url.slice(0, query),
        s: res.statusCode,
        ms: Math.round((performance.now() - started_ms) * 10) / 10,
      })
    },
    flush: () => {
      clearInterval(timer)
      if (!broken) sink.flushSync()
    },
  }
}

/** A whole request may take this long: the largest file over half a megabit a second. Headers alone have a minute (node's own limit). */
const request_ms_max = 900_000

/** The door: the cache answers first, the router the rest. */
export function createDoor({ app, cache }: App, write: AccessLog): Server {
  const listener = getRequestListener(app.fetch)
  return createServer({ requestTimeout: request_ms_max }, (req, res) => {
    const started = performance.now()
    if (cache.answer(req, res)) {
      write(req, res, started)
      return
    }
    res.once('close', () => write(req, res, started))
    void listener(req, res)
  })
}
