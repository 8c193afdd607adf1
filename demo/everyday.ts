import { bodyOf } from '../src/kernel/publications/body.ts'
import type { NewPublication } from '../src/kernel/publications/publish.ts'
import type { Genre, Openness } from '../src/kernel/publications/schemes.ts'
import type { CityUnit, DemoCity } from './city.ts'
import type { Random } from './random.ts'
import { compose } from './text/compose.ts'
import type { ItemKind } from './text/kinds.ts'
import { themeOf } from './themes.ts'
import { addDays, type Day, officeTime } from './times.ts'
import type { Field } from './units.ts'

type Plain = ItemKind | 'news' | 'notice' | 'policy' | 'tip'

/** The own column of a department's field beside news and notices, with what is composed for it. */
const columnOf: Partial<Readonly<Record<Field, readonly [code: string, kind: ItemKind, category: number]>>> = {
  labour: ['employment', 'insurance', 11],
  economy: ['plans', 'planning', 3],
  statistics: ['statistics', 'statistics', 4],
  safety: ['emergency', 'emergency', 12],
  disaster: ['emergency', 'emergency', 12],
  weather: ['emergency', 'emergency', 12],
  environment: ['environment', 'environment', 13],
  food: ['food', 'food', 13],
  civil: ['assistance', 'assistance', 11],
  education: ['education', 'education', 11],
  health: ['health', 'health', 11],
  poverty: ['poverty-relief', 'poverty', 11],
}

const plainGenre: Readonly<Partial<Record<Plain, Genre>>> = {
  news: '动态',
  notice: '公告',
  policy: '通知',
  tip: '动态',
  statistics: '数据',
}
const tags: readonly (readonly [Openness, number])[] = [
  ['service', 34],
  ['execution', 24],
  ['management', 20],
  ['result', 14],
  ['decision', 8],
]

/** An item that a website carries on an ordinary day: news, a notice, or something of the unit's own field. */
export function everydayItem(city: DemoCity, random: Random, day: Day): Omit<NewPublication, 'deliveries'> {
  const unit = pickUnit(city, random)
  const own = columnOf[unit.field]
  const kind = random.weighted<'news' | 'notice' | 'own'>([
    ['news', own ? 50 : 68],
    ['notice', own ? 22 : 32],
    ['own', own ? 28 : 0],
  ])
  if (kind === 'own' && own) return item(city, random, { unit, day, kind: own[1], column: own[0], category: own[2] })
  if (kind === 'notice') return item(city, random, { unit, day, kind: 'notice', column: 'notices', category: 15 })
  const column =
    unit.level === 'city' ? (unit.type === 'department' || unit.type === 'institution' ? 'news/departments' : 'news/city') : 'news/counties'
  return item(city, random, { unit, day, kind: 'news', column, category: 15 })
}

/** A short item of new media, or a report in a paper, that no website carries. */
export function shortItem(city: DemoCity, random: Random, day: Day, group: 'press' | 'new_media'): Omit<NewPublication, 'deliveries'> {
  const unit = pickUnit(city, random)
  return item(city, random, { unit, day, kind: group === 'new_media' ? 'tip' : 'news', column: 'news', category: 15 })
}

type Made = { readonly unit: CityUnit; readonly day: Day; readonly kind: Plain; readonly column: string; readonly category: number }

function item(city: DemoCity, random: Random, { unit, day, kind, column, category }: Made): Omit<NewPublication, 'deliveries'> {
  const text = compose(kind, random, { unit, day })
  return {
    unit_id: unit.id,
    column_id: city.columnId(column),
    title: text.title,
    summary: text.summary,
    body_html: bodyOf(text.paragraphs),
    genre: plainGenre[kind] ?? '其他',
    theme: themeOf[unit.field],
    category,
    openness: random.weighted(tags),
    formed_on: kind === 'notice' || kind === 'policy' ? addDays(day, -random.int(0, 6)) : day,
    published_on: day,
    published_time: officeTime(random, kind === 'tip' ? 0.2 : 0.02),
    keywords: text.keywords,
    source: unit.short,
  }
}

/** The city's bodies publish two fifths, the counties' as much, the towns the rest. Governments act through their offices. */
function pickUnit(city: DemoCity, random: Random): CityUnit {
  const level = random.weighted<CityUnit['level']>([
    ['city', 42],
    ['county', 43],
    ['town', 15],
  ])
  return random.pick(publishers(city)[level])
}

const cache = new WeakMap<DemoCity, Record<CityUnit['level'], CityUnit[]>>()
function publishers(city: DemoCity): Record<CityUnit['level'], CityUnit[]> {
  const known = cache.get(city)
  if (known) return known
  const of = (level: CityUnit['level']) => city.units.filter(unit => unit.level === level && unit.type !== 'government')
  const made = { city: of('city'), county: of('county'), town: of('town') }
  cache.set(city, made)
  return made
}
