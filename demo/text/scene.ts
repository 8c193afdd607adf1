/** One item's circumstances: drawn once, so that title and body speak of the same work at the same place. */
import { counties, type Division, isVillage, towns, villages } from '../divisions.ts'
import type { Random } from '../random.ts'
import type { Unit } from '../units.ts'
import type { Base } from './kinds.ts'
import { type Topic, topics } from './topics.ts'
import type { Seasonal } from './words.ts'

export type Scene = {
  readonly random: Random
  readonly unit: Unit
  readonly topic: Topic
  readonly year: number
  readonly month: number
  readonly date: number
  readonly subject: string
  readonly thing: string
  readonly site: string
  readonly people: string
  readonly matter: string
  readonly policy: string
  /** 永昌县. */
  readonly county: string
  /** 东寨镇. */
  readonly town: string
  /** 头坝村 or 龙集里社区. */
  readonly village: string
  /** Words that a kind adds: the title of the policy explained, the project's name. */
  readonly given: Readonly<Record<string, string>>
}

type Place = { readonly county: string; readonly town: string; readonly village: string }
type Places = { readonly rural: readonly Place[]; readonly urban: readonly Place[]; readonly any: readonly Place[] }

const short = (list: readonly Division[], code: string) => list.find(division => division.code === code)?.short ?? ''

const everywhere = villages.map(village => ({
  code: village.code,
  rural: isVillage(village),
  place: { county: short(counties, village.code.slice(0, 6)), town: short(towns, village.code.slice(0, 9)), village: village.short },
}))

/** A unit works in its own division: the county's water office repairs no canal of the district. */
function placesOf(division: string): Places {
  const stem = division.endsWith('00') && division.length === 6 ? division.slice(0, 4) : division
  const within = everywhere.filter(({ code }) => code.startsWith(stem))
  const any = within.map(({ place }) => place)
  const rural = within.filter(entry => entry.rural).map(({ place }) => place)
  const urban = within.filter(entry => !entry.rural).map(({ place }) => place)
  // A town of farmers has no streets, a street no farmers: then any place will do.
  return { any, rural: rural.length > 0 ? rural : any, urban: urban.length > 0 ? urban : any }
}

const placesByDivision = new Map<string, Places>()

function places(division: string): Places {
  const known = placesByDivision.get(division)
  if (known !== undefined) return known
  const found = placesOf(division)
  placesByDivision.set(division, found)
  return found
}

/** The month's words; a list that has none in this month is a fault of the list. */
export function ofMonth(list: Seasonal, month: number): readonly string[] {
  const found = list[month - 1]
  if (found === undefined || found.length === 0) throw new RangeError(`no words for month ${month}`)
  return found
}

export function createScene(
  random: Random,
  { unit, day }: Base,
  given: Readonly<Record<string, string>> = {},
  topic = topics[unit.field],
): Scene {
  const month = Number(day.slice(5, 7))
  const from = places(unit.division)
  const where = random.chance(0.8) ? topic.where : 'any'
  const draw = (list: Seasonal) => random.pick(ofMonth(list, month))
  return {
    random,
    unit,
    topic,
    year: Number(day.slice(0, 4)),
    month,
    date: Number(day.slice(8, 10)),
    subject: draw(topic.subjects),
    thing: draw(topic.things),
    site: draw(topic.sites),
    people: draw(topic.people),
    matter: draw(topic.matters),
    policy: draw(topic.policies),
    ...random.pick(from[where]),
    given,
  }
}
