import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { deskChannel } from './kernel/changes.ts'
import { publicChangeChannel } from './kernel/work.ts'
import type { LiveHub } from './web/live.ts'
import { log } from './web/log.ts'
import type { PageCache } from './web/page-cache.ts'

/** After a line is lost: when the next is tried. */
const retry_ms = 2_000
/** How often the line is tried while nothing is heard, and how long its echo may take. A dead line is noticed after both together. */
const beat_ms = 4_000
const echo_ms = 3_000

type Pace = { readonly beat_ms: number; readonly echo_ms: number; readonly retry_ms: number }

/**
 * Hears from every process on this database that something public, or on the desk, changed: one connection for all readers. While the line
 * is down nothing is cached, since a stale page is worse than a slow one. A line can die without a word (a firewall that forgets it, a pool
 * between us that does not pass notifications on): so the process calls itself every few seconds and listens for the echo.
 */
export function hearPublicChanges(
  connection: pg.ClientConfig,
  cache: Pick<PageCache, 'trust' | 'clear'>,
  live?: Pick<LiveHub, 'hear' | 'missed'>,
  pace: Pace = { beat_ms, echo_ms, retry_ms },
): { readonly stop: () => Promise<void> } {
  let stopped = false
  let line: Line | undefined
  let timer: NodeJS.Timeout | undefined

  const listen = (): void => {
    line = openLine(connection, pace, {
      up: () => {
        cache.trust(true)
        live?.missed()
      },
      changed: cache.clear,
      told: words => live?.hear(words),
      down: error => {
        cache.trust(false)
        if (stopped) return
        log.warn({ err: error }, 'cannot hear public changes; pages are not cached')
        timer = setTimeout(listen, pace.retry_ms)
      },
    })
  }

  cache.trust(false)
  listen()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await line?.close()
    },
  }
}

type Line = { readonly close: () => Promise<void> }
/** `down` is called once, and nothing after it. */
type Hearer = {
  readonly up: () => void
  readonly changed: () => void
  readonly told: (words: string) => void
  readonly down: (error: unknown) => void
}

function openLine(connection: pg.ClientConfig, pace: Pace, hearer: Hearer): Line {
  const client = new pg.Client({ ...connection, keepAlive: true })
  const own = `mingjing_echo_${randomUUID().replaceAll('-', '')}`
  let over = false
  let beat: NodeJS.Timeout | undefined
  let missing: NodeJS.Timeout | undefined
  const end = (): Promise<void> => {
    over = true
    clearTimeout(beat)
    clearTimeout(missing)
    return client.end().catch(() => {}) // a line that owes an answer is cut, not said goodbye to
  }
  const fail = (error: unknown): void => {
    if (over) return
    void end()
    hearer.down(error)
  }
  const call = (): void => {
    missing = setTimeout(() => fail(new Error('no echo')), pace.echo_ms)
    client.query('select pg_notify($1, $2)', [own, '']).catch(fail)
  }
  const heard = ({ channel, payload }: pg.Notification): void => {
    if (over) return
    if (channel === deskChannel) {
      hearer.told(payload ?? '')
      return
    }
    if (channel !== own) {
      hearer.changed()
      return
    }
    clearTimeout(missing)
    beat = setTimeout(call, pace.beat_ms)
  }
  client.on('error', fail)
  client.on('end', () => fail(new Error('the database closed the connection')))
  client.on('notification', heard)
  const open = async (): Promise<void> => {
    await client.connect()
    for (const channel of [publicChangeChannel, deskChannel, own]) await client.query(`listen ${channel}`)
    if (over) return
    hearer.up()
    call()
  }
  open().catch(fail)
  return { close: end }
}
