import { Refusal } from '../../kernel/refusal.ts'

/**
 * Lets a few through at once, some wait, and turns the rest away ('too_many'): each sign-in hashes a password for 30 ms while it
 * holds a connection, and a flood of them must not take all connections from the people at work.
 */
export function gate(limits: { readonly at_once: number; readonly waiting_max: number }) {
  let inside = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= limits.at_once) {
      if (waiting.length >= limits.waiting_max)
        throw new Refusal('too_many', { 'zh-CN': '登录人数过多，请稍后再试。', en: 'Too many people are signing in. Try again shortly.' })
      await new Promise<void>(resolve => waiting.push(resolve)) // the place is handed over, so `inside` stays
    } else inside += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
