import { Hono } from 'hono'
import { house } from './house.ts'
import { figureBook } from './kernel/figures/book.ts'
import { thePublic } from './kernel/org/actor.ts'
import { type HouseParts, reader, runner } from './kernel/work.ts'
import type { Env, House } from './web/env.ts'
import { onError, onNotFound } from './web/errors.tsx'
import { locale } from './web/locale.ts'
import { type PageCache, pageCache } from './web/page-cache.ts'
import { headers, limitBody, sameOrigin } from './web/security.ts'
import { session } from './web/session.ts'

export type AppParts = Omit<HouseParts, 'onPublicChange'> &
  Pick<House, 'asset' | 'siteCode' | 'demo' | 'publicOrigin' | 'files'> & { readonly cachePages: boolean }

export type App = { readonly app: Hono<Env>; readonly services: House; readonly cache: PageCache }

/** The whole application as a function from Request to Response: middleware in order, the rooms, one error mapper. */
export function createApp(parts: AppParts): App {
  const cache = pageCache({ enabled: parts.cachePages })
  const services: House = {
    read: reader(parts),
    run: runner({ ...parts, onPublicChange: cache.clear }),
    clock: parts.clock,
    figures: figureBook(house),
    processes: house.flatMap(room => room.processes ?? []),
    portalMenu: house.flatMap(room => room.portalMenu ?? []),
    deskMenu: house.flatMap(room => room.deskMenu ?? []),
    asset: parts.asset,
    siteCode: parts.siteCode,
    demo: parts.demo,
    publicOrigin: parts.publicOrigin,
    files: parts.files,
  }
  const app = new Hono<Env>()
  app.onError(onError)
  app.notFound(onNotFound)
  app.use(async (c, next) => {
    c.set('house', services)
    c.set('actor', thePublic)
    c.set('locale', 'zh-CN')
    await next()
  })
  app.use(cache.store) // outside of headers: what is kept has them all
  app.use(headers)
  app.use(locale)
  app.use(limitBody)
  app.use(sameOrigin)
  app.use('/desk', session)
  app.use('/desk/*', session)
  for (const room of house) {
    if (room.portal) app.route('/', room.portal)
    if (room.desk) app.route('/desk', room.desk)
  }
  return { app, services, cache }
}
