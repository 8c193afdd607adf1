import { type Context, Hono } from 'hono'
import { tokenHash } from '../../../kernel/org/tokens.ts'
import { notFound, Refusal } from '../../../kernel/refusal.ts'
import type { Env } from '../../../web/env.ts'
import { may } from '../../../web/guard.tsx'
import { sessionToken } from '../../../web/session.ts'

export const liveDesk = new Hono<Env>()

/** A browser that lost the line comes again after this. */
const retry_ms = 10_000
/** A reader that does not take what is sent is let go: its line is dead, and words for it would pile up. */
const unread_bytes_max = 64_000

liveDesk.get('/live', may('desk.open'), c => {
  // A page that never ends is none for people, nor for what reads a page to its end.
  if (!(c.req.header('accept') ?? '').includes('text/event-stream')) throw notFound()
  return eventStream(c)
})

function eventStream(c: Context<Env>): Response {
  const { actor, house } = c.var
  const encoder = new TextEncoder()
  let leave: (() => void) | undefined
  const stream = new ReadableStream<Uint8Array>(
    {
      start: controller => {
        let open = true
        const end = () => {
          if (!open) return
          open = false
          controller.close()
        }
        const tell = (text: string) => {
          if (!open) return
          controller.enqueue(encoder.encode(text))
          if ((controller.desiredSize ?? 0) < 0) leave?.()
        }
        leave = house.live.join({ actor, token_hash: tokenHash(sessionToken(c) ?? ''), tell, end })
        if (leave === undefined) throw tooMany()
        tell(`retry: ${retry_ms}\n: welcome\n\n`)
      },
      cancel: () => leave?.(),
    },
    { highWaterMark: unread_bytes_max, size: chunk => chunk.byteLength },
  )
  c.req.raw.signal.addEventListener('abort', () => leave?.())
  return c.body(stream, 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no', // a proxy that gathers would tell everything too late
  })
}

const tooMany = () => new Refusal('too_many', { 'zh-CN': '实时连接过多，请稍后再试。', en: 'Too many live readers; try again later.' })
