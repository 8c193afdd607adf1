import pg from 'pg'
import { deskChannel } from './kernel/notices/live.ts'
import { publicChangeChannel } from './kernel/work.ts'
import type { LiveHub } from './web/live.ts'
import { log } from './web/log.ts'
import type { PageCache } from './web/page-cache.ts'

const retry_ms = 2_000

/**
 * Hears from every process on this database that something public, or on the desk, changed: one connection for all readers. While the line is down nothing is cached,
 * since a stale page is worse than a slow one.
 */
export function hearPublicChanges(
  connection: pg.ClientConfig,
  cache: PageCache,
  live?: Pick<LiveHub, 'hear' | 'missed'>,
): { readonly stop: () => Promise<void> } {
  let stopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined

  const again = (): void => {
    cache.trust(false)
    if (!stopped) timer = setTimeout(() => void listen(), retry_ms)
  }

  async function listen(): Promise<void> {
    const fresh = new pg.Client({ ...connection, keepAlive: true })
    client = fresh
    let failed = false
    const fail = () => {
      if (failed) return
      failed = true
      again()
    }
    fresh.on('error', fail)
    fresh.on('end', fail)
    fresh.on('notification', ({ channel, payload }) => (channel === deskChannel ? live?.hear(payload ?? '') : cache.clear()))
    try {
      await fresh.connect()
      await fresh.query(`listen ${publicChangeChannel}`)
      await fresh.query(`listen ${deskChannel}`)
      cache.trust(true)
      live?.missed()
    } catch (error) {
      log.warn({ err: error }, 'cannot hear public changes; pages are not cached')
      fail()
    }
  }

  cache.trust(false)
  void listen()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      client?.removeAllListeners('end')
      await client?.end().catch(() => {})
    },
  }
}
