import { Hono } from 'hono'
import { house } from './house.ts'
import { actWords } from './kernel/audit/acts.ts'
import { dayOf } from './kernel/calendar/day.ts'
import { rightsIn } from './kernel/cases/visible.ts'
import { figureBook } from './kernel/figures/book.ts'
import { lawBook } from './kernel/law/book.ts'
import { shareCounts, todaysSalt } from './kernel/limits/share.ts'
import { giveBack, spend } from './kernel/limits/spend.ts'
import { thePublic } from './kernel/org/actor.ts'
import { readSite } from './kernel/site/site.ts'
import { type Clock, type HouseParts, type Run, reader, runner } from './kernel/work.ts'
import { arriving } from './web/arriving.ts'
import type { DeskRoute, Env, House } from './web/env.ts'
import { onError, onNotFound } from './web/errors.tsx'
import { deskRoutes } from './web/guard.tsx'
import { type Counts, type LimitSettings, limitsOf } from './web/limits.ts'
import { liveHub } from './web/live.ts'
import { locale } from './web/locale.ts'
import { log } from './web/log.ts'
import { type PageCache, pageCache } from './web/page-cache.ts'
import { headersFor, limitBody, sameOrigin, wellFormed } from './web/security.ts'
import { session } from './web/session.ts'
import { sharedCounts } from './web/shared-counts.ts'
import { siteKeeper } from './web/site-facts.ts'
import { wellKnown } from './web/well-known.ts'

export type AppParts = Omit<HouseParts, 'onPublicChange'> &
  Pick<House, 'asset' | 'siteCode' | 'demo' | 'publicOrigin' | 'files'> & {
    readonly cachePages: boolean
    readonly rateLimits?: LimitSettings
    readonly securityContact?: string | undefined
    readonly hstsSeconds?: number
  }

export type App = { readonly app: Hono<Env>; readonly services: House; readonly cache: PageCache }

/** The whole application as a function from Request to Response: middleware in order, the rooms, one error mapper. */
export function createApp(parts: AppParts): App {
  const pages = pageCache({ enabled: parts.cachePages })
  const read = reader(parts)
  const processes = house.flatMap(room => room.processes ?? [])
  const site = siteKeeper(() => read(thePublic, readSite, null), parts, pages.clear)
  // Whoever clears the pages has heard of a change, perhaps of what is on every page.
  const clear = () => {
    pages.clear()
    void site.refresh()
  }
  const trust = (heard: boolean) => {
    pages.trust(heard)
    if (heard) void site.refresh() // while nobody told us, it may have changed
  }
  const cache: PageCache = { ...pages, clear, trust }
  const run = runner({ ...parts, onPublicChange: clear })
  const routes: DeskRoute[] = []
  const services: House = {
    routes,
    read,
    run,
    clock: parts.clock,
    figures: figureBook(house),
    law: lawBook(house),
    processes,
    acts: actWords({ rooms: house, processes: processes.map(({ process }) => process) }),
    portalMenu: house.flatMap(room => room.portalMenu ?? []),
    deskMenu: house.flatMap(room => room.deskMenu ?? []),
    asset: parts.asset,
    siteCode: parts.siteCode,
    site,
    demo: parts.demo,
    publicOrigin: parts.publicOrigin,
    files: parts.files,
    limits: limitsOf(parts.rateLimits ?? new Map(), { everywhere: countsEverywhere(run), shared: countsShared(run, parts.clock) }),
    securityContact: parts.securityContact,
    live: liveHub({ read, clock: parts.clock, rights: [...new Set(processes.flatMap(({ process }) => rightsIn(process)))] }),
  }
  const app = new Hono<Env>()
  app.onError(onError)
  app.notFound(onNotFound)
  app.use(async (c, next) => {
    c.set('house', services)
    c.set('actor', thePublic)
    c.set('locale', 'zh-CN')
    c.set('unread', 0)
    await next()
  })
  app.use(arriving)
  app.use(cache.store) // outside of headers: what is kept has them all
  app.use(headersFor({ publicOrigin: parts.publicOrigin, hstsSeconds: parts.hstsSeconds ?? 0 }))
  app.use(wellFormed)
  app.use(locale)
  app.use(limitBody)
  app.use(sameOrigin)
  app.use('/desk', session)
  app.use('/desk/*', session)
  app.route('/', wellKnown)
  for (const room of house) {
    if (room.portal) app.route('/', room.portal)
    if (room.desk) app.route('/desk', room.desk)
  }
  routes.push(...deskRoutes(app))
  return { app, services, cache }
}

/** Limits that hold for all processes together: counted by commands. */
const countsEverywhere = (run: Run): Counts => ({
  take: spending => run(thePublic, spend, spending),
  giveBack: spending => run(thePublic, giveBack, spending),
})

/** Limits counted in memory and shared every second. */
function countsShared(run: Run, clock: Clock): Counts {
  let known: { readonly day: string; readonly salt: Uint8Array } | undefined
  return sharedCounts({
    now: () => performance.now(),
    salt: async () => {
      if (known?.day !== dayOf(clock())) known = await run(thePublic, todaysSalt, null)
      return known.salt
    },
    share: told => run(thePublic, shareCounts, told),
    onFault: error => log.warn({ err: error }, 'limits are counted by this process alone'),
  })
}
