import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { thePublic } from '../kernel/org/actor.ts'
import { deviceOf } from '../kernel/org/device.ts'
import { seeSession } from '../kernel/org/sessions.ts'
import { pending_minutes, seen_minutes, session_hours, sessionOf } from '../kernel/org/sign-in.ts'
import type { Env } from './env.ts'

const cookieName = 'mj_session'

export const sessionToken = (c: Context<Env>): string | undefined => getCookie(c, cookieName)

/** Who is behind the request. Only desk pages ask: portal pages are the same for everybody. Being seen is written every few minutes. */
export const session: MiddlewareHandler<Env> = async (c, next) => {
  const token = sessionToken(c)
  const { house } = c.var
  const now = house.clock()
  const found = token ? await house.read(thePublic, sessionOf, { token, now }) : undefined
  c.set('actor', found?.actor ?? thePublic)
  if (found && Temporal.Instant.compare(Temporal.Instant.from(found.last_seen_at), now.subtract({ minutes: seen_minutes })) < 0) {
    await house.run(found.actor, seeSession, found.id)
  }
  await next()
}

/** Browser and system of the request, by their families. */
export const deviceIn = (c: Context<Env>): string => deviceOf(c.req.header('user-agent') ?? '')

const isSecure = (c: Context<Env>): boolean =>
  new URL(c.req.url).protocol === 'https:' || c.var.house.publicOrigin?.startsWith('https:') === true

export function keepSession(c: Context<Env>, token: string): void {
  setCookie(c, cookieName, token, { path: '/desk', httpOnly: true, sameSite: 'Lax', secure: isSecure(c), maxAge: session_hours * 3600 })
}

export const forgetSession = (c: Context<Env>): void => {
  deleteCookie(c, cookieName, { path: '/desk' })
}

const pendingName = 'mj_pending'
const pendingPath = '/desk/sign-in'

/** The token of a sign-in that is half done: of the password's giver, and nobody's session. */
export const pendingToken = (c: Context<Env>): string | undefined => getCookie(c, pendingName)

export function keepPending(c: Context<Env>, token: string): void {
  setCookie(c, pendingName, token, {
    path: pendingPath,
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: pending_minutes * 60,
  })
}

export const forgetPending = (c: Context<Env>): void => {
  deleteCookie(c, pendingName, { path: pendingPath })
}
