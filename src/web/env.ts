import type { ActWords } from '../kernel/audit/acts.ts'
import type { FigureBook } from '../kernel/figures/book.ts'
import type { Files } from '../kernel/files/place.ts'
import type { Law } from '../kernel/law/define.ts'
import type { Actor } from '../kernel/org/actor.ts'
import type { Right } from '../kernel/org/can.ts'
import type { MenuLine, RoomProcess } from '../kernel/room.ts'
import type { Locale } from '../kernel/words.ts'
import type { Clock, Read, Run } from '../kernel/work.ts'
import type { Arrival } from './arrival.ts'
import type { Limits } from './limits.ts'
import type { LiveHub } from './live.ts'
import type { SiteKeeper } from './site-facts.ts'

/** A route of the desk and the right that it names. */
export type DeskRoute = { readonly method: string; readonly path: string; readonly right: Right | 'open' }

/** What every route can reach; set once per process. */
export type House = {
  readonly read: Read
  readonly run: Run
  readonly clock: Clock
  readonly figures: FigureBook
  /** Every dated number of the house. */
  readonly law: Law
  /** Every route of the desk with its right, read from the routes themselves. */
  readonly routes: readonly DeskRoute[]
  readonly processes: readonly RoomProcess[]
  /** What acts of the log are called. */
  readonly acts: ActWords
  readonly portalMenu: readonly MenuLine[]
  readonly deskMenu: readonly MenuLine[]
  /** Logical asset name → path with its content hash ('portal.css' → '/assets/portal-1a2b.css'). */
  readonly asset: (name: string) => string
  readonly siteCode: string
  /** What header, footer and page tags say of the site; read again when it changes. */
  readonly site: SiteKeeper
  /** The city's records are generated: every page says so. */
  readonly demo: boolean
  readonly publicOrigin: string | undefined
  readonly files: Files
  /** How often somebody may do something. */
  readonly limits: Limits
  /** Where a finder of a weakness writes to (security.txt); undefined: no such file. */
  readonly securityContact: string | undefined
  /** Tells open pages of the desk that something changed. */
  readonly live: LiveHub
}

export type Env = {
  Variables: {
    house: House
    locale: Locale
    actor: Actor
    /** The request as the door saw it. */
    arrival: Arrival
    /** The page is the same for every reader of one language and may be cached until the next public change. */
    cacheable: boolean
    /** How many notices the person has not read. */
    unread: number
  }
}

/** What every page gets beside its data: who reads, in which language, where. */
export type View = {
  readonly locale: Locale
  /** Path and query of the page itself: for the language switch and for coming back after sign-in. */
  readonly url: string
  /** The page answers a form: it has no address of its own, so it offers no switch of language, which would lose what was typed. */
  readonly answersForm: boolean
  readonly actor: Actor
  readonly today: string
  /** How many notices the person has not read; above 99 there are more. */
  readonly unread: number
  readonly house: Pick<House, 'portalMenu' | 'deskMenu' | 'asset' | 'siteCode' | 'site' | 'demo'>
}
