import { createApp } from '../src/app.ts'
import { connect } from '../src/db/connect.ts'
import type { Right } from '../src/kernel/org/can.ts'
import { rightOf } from '../src/web/guard.tsx'
import { noFiles } from './files.ts'
import { testKeys } from './keys.ts'
import type { Cast, World } from './world.ts'

/** A person of the cast, or somebody who is not signed in. */
export type Who = { [K in keyof Cast]: Cast[K] extends Cast['li'] ? K : never }[keyof Cast]

/**
 * One request that a route lets pass, by somebody who may. The refusals need no line: they follow from the right that the route names.
 *
 *     'POST /desk/drafts/:id/approvals': { as: 'zhao', at: `/desk/drafts/${submitted}/approvals` },
 */
export type RouteExample = {
  readonly as: Who
  /** The address; needed where the pattern has a parameter. */
  readonly at?: string
  readonly form?: Readonly<Record<string, string>>
  /** The record is nobody's own: whoever has the right anywhere may. Otherwise it does not exist for people of another unit. */
  readonly anywhere?: true
  /** It changes nothing that is anybody else's business, and so leaves no line in the log: why. */
  readonly unlogged?: string
  /** Statuses that are right here, where they are not 200 for GET and 303 or 422 for POST. */
  readonly answers?: readonly number[]
}

/** What `routes.fixture.ts` of a room exports as `examples`: makes the records that its requests need, and tells one request for each route. */
export type RouteExamples = (world: World) => Promise<Readonly<Record<string, RouteExample>>>

export type Route = {
  /** Method and pattern, as in 'GET /desk/drafts/:id'. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly right: Right | 'open' | undefined
  readonly toString: () => string
}

/** All routes of the house, each once, with the right that its first handler names. Nothing is asked of a database. */
export async function allRoutes(): Promise<Route[]> {
  const nowhere = connect({ kind: 'server', url: 'postgresql://127.0.0.1:1/nowhere' })
  const { app } = createApp({
    ...nowhere,
    keys: testKeys,
    enqueue: async () => {},
    clock: () => Temporal.Now.instant(),
    random: bytes => new Uint8Array(bytes),
    asset: name => `/assets/${name}`,
    siteCode: '0000000000',
    demo: false,
    publicOrigin: undefined,
    files: noFiles,
    cachePages: false,
  })
  await nowhere.close()
  const named = Map.groupBy(
    app.routes.filter(({ method }) => method !== 'ALL'),
    ({ method, path }) => `${method} ${path}`,
  )
  return [...named].map(([name, [first]]) => ({
    name,
    method: first?.method ?? '',
    path: first?.path ?? '',
    right: first && rightOf(first.handler),
    toString: () => name,
  }))
}
