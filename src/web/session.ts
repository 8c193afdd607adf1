import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { unreadNotices } from '../kernel/notices/notices.ts'
import { thePublic } from '../kernel/org/actor.ts'
import { session_hours, sessionActor } from '../kernel/org/sign-in.ts'
import type { Env } from './env.ts'

const cookieName = 'mj_session'

export const sessionToken = (c: Context<Env>): string | undefined => getCookie(c, cookieName)

/** Who is behind the request. Only desk pages ask: portal pages are the same for everybody. */
export const session: MiddlewareHandler<Env> = async (c, next) => {
  const token = sessionToken(c)
  const now = c.var.house.clock()
  const actor = token ? await c.var.house.read(thePublic, sessionActor, { token, now }) : undefined
  c.set('actor', actor ?? thePublic)
  c.set('unread', actor && c.req.method === 'GET' ? await c.var.house.read(actor, unreadNotices, null) : 0)
  await next()
}

export function keepSession(c: Context<Env>, token: string): void {
  const secure = new URL(c.req.url).protocol === 'https:' || c.var.house.publicOrigin?.startsWith('https:') === true
  setCookie(c, cookieName, token, { path: '/desk', httpOnly: true, sameSite: 'Lax', secure, maxAge: session_hours * 3600 })
}

export const forgetSession = (c: Context<Env>): void => {
  deleteCookie(c, cookieName, { path: '/desk' })
}
