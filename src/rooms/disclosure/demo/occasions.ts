import type { DemoCity } from '../../../../demo/city.ts'
import { deliver } from '../../../../demo/deliver.ts'
import type { Random } from '../../../../demo/random.ts'
import { compose } from '../../../../demo/text/compose.ts'
import { conferenceTopic } from '../../../../demo/text/occasions.ts'
import { themeOf } from '../../../../demo/themes.ts'
import { deliverMany, publishMany } from '../../../kernel/publications/publish.ts'
import type { Work } from '../../../kernel/work.ts'
import { holdConference, issueGazette } from '../commands.ts'
import { itemOf } from './item.ts'
import type { Policy } from './policies.ts'

/** Press conferences of the city government: 20 in 2018 as its report counts them, those of 2017 are ours. */
const conferences: Readonly<Record<number, number>> = { 2017: 14, 2018: 20 }

/** Each conference with its transcript, which reached people there and on the portal. */
export async function holdConferences(city: DemoCity, random: Random, year: 2017 | 2018): Promise<void> {
  const hosts = city.units.filter(unit => unit.level === 'city' && unit.type === 'department')
  const days = city.spread(city.scaled(conferences[year] ?? 0), `${year}-01-15`, `${year}-12-20`, random)
  for (const [i, day] of days.entries()) {
    const unit = random.pick(hosts)
    const topic = conferenceTopic(random, { unit, day })
    const text = compose('conference', random, { unit: city.unit('city.office'), day, topic, number: i + 1 })
    const transcript = itemOf(city, random, text, {
      unit,
      column: 'conferences',
      day,
      genre: '其他',
      theme: themeOf[unit.field],
      category: 15,
      openness: 'decision',
      spreading: 1,
    })
    const withConference = {
      ...transcript,
      deliveries: [...(transcript.deliveries ?? []), deliver(city.outlet('conference'), day, '10:00', random)],
    }
    await city.run(
      city.loader,
      async (work: Work) => {
        const [published] = await publishMany(work, [withConference])
        await holdConference(work, {
          held_on: day,
          topic,
          unit_id: unit.id,
          main_leader_present: random.chance(0.3),
          transcript_id: published?.id ?? null,
        })
      },
      null,
    )
  }
}

const issueDays: Readonly<Record<number, readonly string[]>> = {
  2017: ['2017-04-27', '2017-08-30', '2017-12-22'],
  2018: ['2018-04-26', '2018-08-30', '2018-12-21'],
}
const articles_max = 14
/** Issues before 2017, for the running number. [D] */
const earlier_issues = 42

/** Three issues a year, each from the documents since the last one, with a report and the chronicle. */
export async function issueGazettes(city: DemoCity, random: Random, year: 2017 | 2018, policies: readonly Policy[]): Promise<void> {
  const unit = city.unit('city.office')
  const gazette = city.outlet('gazette')
  let since = `${year}-01-01`
  for (const [i, day] of (issueDays[year] ?? []).entries()) {
    const issue = i + 1
    const documents = (column: string, n: number) =>
      policies.filter(policy => policy.column === column && policy.day > since && policy.day < day).slice(0, n)
    const fresh = (['report', 'chronicle'] as const).map(section =>
      itemOf(city, random, compose('gazette', random, { unit, day, section, issue }), {
        unit,
        column: 'gazette',
        day,
        genre: '公报',
        theme: '02',
        category: 1,
        openness: 'decision',
      }),
    )
    await city.run(
      city.loader,
      async (work: Work) => {
        const [report, chronicle] = await publishMany(work, fresh)
        const contents = [
          ...(report ? [{ section: 'speech' as const, publication_id: report.id }] : []),
          ...documents('policy-documents/city', 5).map(({ id }) => ({ section: 'government_document' as const, publication_id: id })),
          ...documents('policy-documents/office', articles_max - 7).map(({ id }) => ({
            section: 'office_document' as const,
            publication_id: id,
          })),
          ...(chronicle ? [{ section: 'chronicle' as const, publication_id: chronicle.id }] : []),
        ]
        await issueGazette(work, {
          year,
          issue,
          total_issue: earlier_issues + (year - 2017) * 3 + issue,
          issued_on: day,
          unit_id: unit.id,
          articles: contents,
        })
        await deliverMany(
          work,
          contents.map(({ publication_id }) => ({ publication_id, ...deliver(gazette, day, '09:00', random) })),
        )
      },
      null,
    )
    since = day
  }
}
