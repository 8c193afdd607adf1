import type { FigureBook } from '../kernel/figures/book.ts'
import type { Files } from '../kernel/files/place.ts'
import type { Actor } from '../kernel/org/actor.ts'
import type { MenuLine, RoomProcess } from '../kernel/room.ts'
import type { Locale } from '../kernel/words.ts'
import type { Clock, Read, Run } from '../kernel/work.ts'

/** What every route can reach; set once per process. */
export type House = {
  readonly read: Read
  readonly run: Run
  readonly clock: Clock
  readonly figures: FigureBook
  readonly processes: readonly RoomProcess[]
  readonly portalMenu: readonly MenuLine[]
  readonly deskMenu: readonly MenuLine[]
  /** Logical asset name → path with its content hash ('portal.css' → '/assets/portal-1a2b.css'). */
  readonly asset: (name: string) => string
  readonly siteCode: string
  /** The city's records are generated: every page says so. */
  readonly demo: boolean
  readonly publicOrigin: string | undefined
  readonly files: Files
}

export type Env = {
  Variables: {
    house: House
    locale: Locale
    actor: Actor
    /** The page is the same for every reader of one language and may be cached until the next public change. */
    cacheable: boolean
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
  readonly house: Pick<House, 'portalMenu' | 'deskMenu' | 'asset' | 'siteCode' | 'demo'>
}
