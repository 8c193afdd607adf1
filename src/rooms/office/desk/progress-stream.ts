import type { Context } from 'hono'
import type { Env } from '../../../web/env.ts'

/** A stream ends by itself before a stopping process would have to wait for it; the browser comes again. */
const stream_ms_max = 8_000
const look_every_ms = 500
const retry_ms = 500

export type Progress = { readonly done: number; readonly of: number }

/** Server-sent events that tell how far something is: 'progress' while `look` finds it, 'done' when it finds nothing more. */
export function progressStream(
  c: Context<Env>,
  look: () => Promise<Progress | undefined>,
  words: (done: number, of: number) => string,
): Response {
  const encoder = new TextEncoder()
  let gone = false
  c.req.raw.signal.addEventListener('abort', () => {
    gone = true
  })
  const stream = new ReadableStream<Uint8Array>({
    start: async controller => {
      const tell = (text: string) => controller.enqueue(encoder.encode(text))
      try {
        tell(`retry: ${retry_ms}\n\n`)
        for (let waited = 0; waited < stream_ms_max && !gone; waited += look_every_ms) {
          const far = await look()
          if (far === undefined) {
            tell('event: done\ndata: {}\n\n')
            break
          }
          tell(`event: progress\ndata: ${JSON.stringify({ ...far, words: words(far.done, far.of) })}\n\n`)
          await new Promise(resolve => setTimeout(resolve, look_every_ms))
        }
        if (!gone) controller.close()
      } catch (error) {
        if (!gone) controller.error(error)
      }
    },
    cancel: () => {
      gone = true
    },
  })
  return c.body(stream, 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
}
