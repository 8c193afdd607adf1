import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { unreadNotices } from '../kernel/notices/notices.ts'
import { thePublic } from '../kernel/org/actor.ts'
import { session_hours, sessionActor } from '../kernel/org/sign-in.ts'
import type { Env } from './env.ts'
import { schemeOf } from './security.ts'

/**
 * Over https the name binds the cookie to it: browsers take '__Secure-' only from https, so nobody on the way can plant one. Not '__Host-',
 * which would send it with every request for a public page.
 */
const isSecure = (c: Context<Env>): boolean => schemeOf(c) === 'https' || c.var.house.publicOrigin?.startsWith('https:') === true
const cookieName = (c: Context<Env>): string => (isSecure(c) ? '__Secure-mj_session' : 'mj_session')

export const sessionToken = (c: Context<Env>): string | undefined => getCookie(c, cookieName(c))

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
  const secure = isSecure(c)
  setCookie(c, cookieName(c), token, { path: '/desk', httpOnly: true, sameSite: 'Lax', secure, maxAge: session_hours * 3600 })
}

export const forgetSession = (c: Context<Env>): void => {
  deleteCookie(c, cookieName(c), { path: '/desk', secure: isSecure(c) })
}
