import type { Readable } from 'node:stream'
import type { Calendar } from '../src/kernel/calendar/calendar.ts'
import type { FigureBook } from '../src/kernel/figures/book.ts'
import type { Arrived } from '../src/kernel/files/arrive.ts'
import type { Actor } from '../src/kernel/org/actor.ts'
import type { Channel } from '../src/kernel/publications/channels.ts'
import type { NewPublication, Published } from '../src/kernel/publications/publish.ts'
import type { Run } from '../src/kernel/work.ts'
import type { Role } from './people.ts'
import type { Random } from './random.ts'
import type { Day } from './times.ts'
import type { Unit } from './units.ts'

/** A unit of the demo with the id that the database gave it. */
export type CityUnit = Unit & { readonly id: number }
export type CityOutlet = { readonly id: number; readonly code: string; readonly channel: Channel; readonly unit: string }
export type CityPerson = { readonly id: number; readonly name: string; readonly unit_id: number; readonly role: Role }

/** The demo city as a room's demo.ts sees it: records go in through commands; a result is never written. */
export type DemoCity = {
  /** The day on which the city stands: the living quarter ends here. */
  readonly today: Day
  readonly calendar: Calendar
  readonly random: Random
  /** The rooms' commands, run as somebody. */
  readonly run: Run
  /** The loader itself: nobody's person, with no grants; bulk commands ask for none. */
  readonly loader: Actor
  /** A number of the full-size city at this city's scale, at least one. */
  readonly scaled: (full: number) => number
  readonly units: readonly CityUnit[]
  readonly unit: (key: string) => CityUnit
  readonly unitById: (id: number) => CityUnit
  readonly columnId: (code: string) => number
  readonly outlets: readonly CityOutlet[]
  readonly outlet: (code: string) => CityOutlet
  readonly people: readonly CityPerson[]
  /** Who does the chain of review in a unit, with the grants of their posts. */
  readonly actor: (person: CityPerson) => Actor
  /** Who holds a post of the whole city, by the name of their account. */
  readonly officer: (sign_in_name: string) => Actor
  /** All figures of the house: what a report counts. */
  readonly figures: FigureBook
  /** Exactly `total` days in the period, sorted; `free_share` of them may be days off. */
  readonly spread: (total: number, from: Day, to: Day, random: Random, free_share?: number) => Day[]
  /** Takes a file in as a person's upload; undefined where the loader was given no place for files. */
  readonly takeFile?: ((actor: Actor, file: { readonly name: string; readonly content: Readable }) => Promise<Arrived>) | undefined
  /** Publishes through the public bulk command, in batches, each a transaction. */
  readonly publish: (items: readonly NewPublication[]) => Promise<Published[]>
}
