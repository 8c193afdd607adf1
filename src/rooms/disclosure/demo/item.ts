import type { CityOutlet, CityUnit, DemoCity } from '../../../../demo/city.ts'
import { deliver } from '../../../../demo/deliver.ts'
import type { Random } from '../../../../demo/random.ts'
import type { Piece } from '../../../../demo/text/kinds.ts'
import { type Day, officeTime } from '../../../../demo/times.ts'
import { bodyOf } from '../../../kernel/publications/body.ts'
import { channelGroups } from '../../../kernel/publications/channels.ts'
import type { NewPublication } from '../../../kernel/publications/publish.ts'

/** What a demo item is beside its words. */
type About = Pick<NewPublication, 'genre' | 'theme' | 'category' | 'openness'> &
  Partial<
    Pick<NewPublication, 'key_field' | 'document_number' | 'validity' | 'interprets_id' | 'project_code' | 'formed_on' | 'source'>
  > & {
    readonly unit: CityUnit
    readonly column: string
    readonly day: Day
    readonly site?: CityOutlet
    /** Share of such items that some new-media accounts carry too. */
    readonly spreading?: number
  }

/** A piece of text as an item on the website, perhaps carried by a few accounts of new media as well. */
export function itemOf(city: DemoCity, random: Random, text: Piece, about: About): NewPublication {
  const { unit, column, day, site, spreading, ...metadata } = about
  const time = officeTime(random)
  const accounts = spreading !== undefined && random.chance(spreading) ? random.some(newMedia(city), random.int(1, 3)) : []
  return {
    ...metadata,
    unit_id: unit.id,
    column_id: city.columnId(column),
    title: text.title,
    summary: text.summary,
    body_html: bodyOf(text.paragraphs),
    formed_on: about.formed_on ?? day,
    published_on: day,
    published_time: time,
    keywords: text.keywords,
    source: about.source ?? unit.short,
    deliveries: [site ?? city.outlet('portal'), ...accounts].map(outlet => deliver(outlet, day, time, random)),
  }
}

const newMedia = (city: DemoCity): CityOutlet[] =>
  city.outlets.filter(outlet => (channelGroups.new_media as readonly string[]).includes(outlet.channel))
