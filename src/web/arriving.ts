import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { arrivalOf, incomingOf, routeOf } from './arrival.ts'
import type { Env } from './env.ts'

/** Hono middleware, the first of all: finds the request's arrival, and tells it afterwards how it was answered. */
export const arriving: MiddlewareHandler<Env> = async (c, next) => {
  const here = arrivalOf(incomingOf(c))
  c.set('arrival', here)
  await next() // what a route throws has become an answer by then
  here.route = routeOf(matchedRoutes(c))
  here.cacheable = c.get('cacheable') === true
  here.streaming = c.res.headers.get('content-type')?.startsWith('text/event-stream') === true
}
