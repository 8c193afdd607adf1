import type { Process } from './cases/process.ts'
import type { Figure } from './figures/figure.ts'
import type { Job } from './jobs/job.ts'
import type { Law } from './law/define.ts'
import type { Words } from './words.ts'

/** 办理 what one works on, 信息 what one looks up, 管理 what keeps the city's data in order. */
export const menuGroups = ['work', 'information', 'administration'] as const
export type MenuGroup = (typeof menuGroups)[number]

/** A line of the portal's or desk's menu. `right` hides it from those who may not open it; `group`: where it stands on the desk, 'work' if none is said. */
export type MenuLine = { readonly name: Words; readonly href: string; readonly right?: string; readonly group?: MenuGroup }

export type RoomProcess = { readonly process: Process; readonly href: (caseId: number) => string }

/** How far the loading of demo records is: shown as a bar. */
export type DemoRecords = { readonly what: string; readonly done: number; readonly total: number }

/**
 * What a room hands to the house. `Routes` is the web's type and `City` the demo generator's: the kernel has no pages and no
 * demo, and does not know them.
 */
export type Room<Routes = unknown, City = unknown> = {
  readonly name: string
  readonly title: Words
  /** Its processes, and where a case of each is worked on. */
  readonly processes?: readonly RoomProcess[]
  readonly figures?: readonly Figure[]
  /** Its dated numbers: what no source fixes is set on the desk. */
  readonly law?: Law
  /** Public pages: the same for every reader, cached by version. */
  readonly portal?: Routes
  /** Staff pages under /desk: every route names its right. */
  readonly desk?: Routes
  readonly portalMenu?: readonly MenuLine[]
  readonly deskMenu?: readonly MenuLine[]
  /** Tables of its own that are no facts, and why ('foi.queue': 'a queue'); all others are covered by the log. */
  readonly notFacts?: Readonly<Record<string, string>>
  /** 中文 and English of the acts that its commands write into the log, beside the steps of its processes. */
  readonly acts?: Readonly<Record<string, Words>>
  /** What runs by the clock or after commits. */
  readonly jobs?: readonly Job[]
  /** This room's records in the demo city. */
  readonly demo?: (city: City) => AsyncGenerator<DemoRecords>
  /** What follows from all records together (a released report), once every room has given its own. */
  readonly epilogue?: (city: City) => AsyncGenerator<DemoRecords>
}
