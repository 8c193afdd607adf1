import type { Context, Hono, MiddlewareHandler } from 'hono'
import { can, type Right } from '../kernel/org/can.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { DeskRoute, Env } from './env.ts'
import { type Typed, typedForm } from './form.ts'
import { noteIncident } from './incidents.ts'
import { isUpload } from './upload.ts'

/** Rights named on routes, read by the architecture test: a desk route without one fails it. */
const namedRights = new WeakMap<object, Right | 'open'>()
export const rightOf = (handler: object): Right | 'open' | undefined => namedRights.get(handler)

/** The desk's routes with the rights that they name, each once, in the order of their addresses. */
export function deskRoutes(app: Pick<Hono<Env>, 'routes'>): DeskRoute[] {
  const named = app.routes.flatMap(({ method, path, handler }) => {
    const right = path === '/desk' || path.startsWith('/desk/') ? rightOf(handler) : undefined // forms of the portal name theirs too
    return right === undefined ? [] : [{ method, path, right }]
  })
  return named.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1))
}

/** How a person who is not signed in is asked to; the office sets it, since the page is its own. */
export type AskToSignIn = (c: Context<Env>, typed: Typed | undefined) => Response | Promise<Response>

/**
 * Names the right that a desk route needs. Whoever is not signed in is asked to, and what was typed is carried along;
 * whoever lacks the right everywhere is told so. Where the right is bound to a unit, the command or query checks again.
 */
export function may(right: Right, askToSignIn: AskToSignIn = redirectToSignIn): MiddlewareHandler<Env> {
  const guard: MiddlewareHandler<Env> = async (c, next) => {
    if (c.var.actor.person_id === null) return askToSignIn(c, c.req.method === 'POST' && !isUpload(c) ? await typedForm(c) : undefined)
    if (!can(c.var.actor, right)) {
      noteIncident('right missing', { id: c.var.arrival.id, path: c.req.path, person_id: c.var.actor.person_id, right })
      throw new Refusal('forbidden', {
        'zh-CN': '您的岗位没有此项权限。如有需要，请联系安全管理员。',
        en: 'Your post does not carry this right. If you need it, ask the security administrator.',
      })
    }
    await next()
  }
  namedRights.set(guard, right)
  return guard
}

/** Marks a desk route that is open to everybody on purpose: sign-in, set-up. */
export function open(): MiddlewareHandler<Env> {
  const guard: MiddlewareHandler<Env> = async (_c, next) => next()
  namedRights.set(guard, 'open')
  return guard
}

function redirectToSignIn(c: Context<Env>, typed: Typed | undefined): Response | Promise<Response> {
  const url = new URL(c.req.url)
  const to = url.pathname + url.search
  if (!typed) return c.redirect(`/desk/sign-in?to=${encodeURIComponent(to)}`, 303)
  return signInWith(c, to, typed)
}

let signInWith: (c: Context<Env>, to: string, typed: Typed) => Response | Promise<Response> = c => c.redirect('/desk/sign-in', 303)

/** The office tells how to show the sign-in page over a form that was being sent. */
export const onSessionEnded = (show: typeof signInWith): void => {
  signInWith = show
}
