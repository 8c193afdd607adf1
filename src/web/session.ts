import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { houseRules } from '../kernel/law/house-rules.ts'
import { unreadNotices } from '../kernel/notices/notices.ts'
import { thePublic } from '../kernel/org/actor.ts'
import { deviceOf } from '../kernel/org/device.ts'
import { seeSession } from '../kernel/org/sessions.ts'
import { pending_minutes, seen_minutes, sessionOf } from '../kernel/org/sign-in.ts'
import type { Env } from './env.ts'
import { schemeOf } from './security.ts'

/** The browser forgets the cookie when no session can live any more; when it ends is the table's to say. */
const [, session_hours_max] = houseRules['account.session'].between

/**
 * Over https the name binds the cookie to it: browsers take '__Secure-' only from https, so nobody on the way can plant one. Not '__Host-',
 * which would send it with every request for a public page.
 */
const isSecure = (c: Context<Env>): boolean => schemeOf(c) === 'https' || c.var.house.publicOrigin?.startsWith('https:') === true
const cookieName = (c: Context<Env>): string => (isSecure(c) ? '__Secure-mj_session' : 'mj_session')

export const sessionToken = (c: Context<Env>): string | undefined => getCookie(c, cookieName(c))

/** Who is behind the request. Only desk pages ask: portal pages are the same for everybody. Being seen is written every few minutes. */
export const session: MiddlewareHandler<Env> = async (c, next) => {
  const token = sessionToken(c)
  const { house } = c.var
  const now = house.clock()
  const found = token ? await house.read(thePublic, sessionOf, { token, now }) : undefined
  c.set('actor', found?.actor ?? thePublic)
  // An open page that listens for news is nobody at work.
  if (
    found &&
    c.req.path !== '/desk/live' &&
    Temporal.Instant.compare(Temporal.Instant.from(found.last_seen_at), now.subtract({ minutes: seen_minutes })) < 0
  ) {
    await house.run(found.actor, seeSession, found.id)
  }
  c.set('unread', found && c.req.method === 'GET' ? await house.read(found.actor, unreadNotices, null) : 0)
  await next()
}

/** Browser and system of the request, by their families. */
export const deviceIn = (c: Context<Env>): string => deviceOf(c.req.header('user-agent') ?? '')

export function keepSession(c: Context<Env>, token: string): void {
  const secure = isSecure(c)
  setCookie(c, cookieName(c), token, { path: '/desk', httpOnly: true, sameSite: 'Lax', secure, maxAge: session_hours_max * 3600 })
}

export const forgetSession = (c: Context<Env>): void => {
  deleteCookie(c, cookieName(c), { path: '/desk', secure: isSecure(c) })
}

const pendingName = (c: Context<Env>): string => (isSecure(c) ? '__Secure-mj_pending' : 'mj_pending')
const pendingPath = '/desk/sign-in'

/** The token of a sign-in that is half done: of the password's giver, and nobody's session. */
export const pendingToken = (c: Context<Env>): string | undefined => getCookie(c, pendingName(c))

export function keepPending(c: Context<Env>, token: string): void {
  setCookie(c, pendingName(c), token, {
    path: pendingPath,
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: pending_minutes * 60,
  })
}

export const forgetPending = (c: Context<Env>): void => {
  deleteCookie(c, pendingName(c), { path: pendingPath, secure: isSecure(c) })
}
