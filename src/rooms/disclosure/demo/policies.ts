import type { DemoCity } from '../../../../demo/city.ts'
import type { Random } from '../../../../demo/random.ts'
import { compose } from '../../../../demo/text/compose.ts'
import type { InterpretationColumn } from '../../../../demo/text/kinds.ts'
import { centralPolicies, provincialPolicies } from '../../../../demo/text/policy.ts'
import { themeOf } from '../../../../demo/themes.ts'
import { addDays, type Day } from '../../../../demo/times.ts'
import { documentNumber } from '../../../../demo/units.ts'
import { rollForward } from '../../../kernel/calendar/calendar.ts'
import type { NewPublication } from '../../../kernel/publications/publish.ts'
import { itemOf } from './item.ts'

export type Policy = { readonly id: number; readonly title: string; readonly day: Day; readonly column: string }

/** How many policies of each column a year of the full-size city has. [D] */
const policiesAYear = { 'policy-documents/city': 86, 'policy-documents/office': 128, 'policy-documents/departments': 214 } as const
/** Interpretations of 2018 by sub-column: 122 in all. */
export const interpretations2018 = { central: 31, provincial: 34, municipal: 38, picture: 19 } as const satisfies Record<
  InterpretationColumn,
  number
>

/** A year's policy documents, numbered one after the other by each body's 机关代字. */
export async function publishPolicies(city: DemoCity, random: Random, year: number): Promise<Policy[]> {
  const serials = new Map<string, number>()
  const items: NewPublication[] = []
  for (const [column, full] of Object.entries(policiesAYear)) {
    for (const day of city.spread(city.scaled(full), `${year}-01-04`, `${year}-12-26`, random.fork(column))) {
      const unit = column.endsWith('/city')
        ? city.unit('city')
        : column.endsWith('/office')
          ? city.unit('city.office')
          : random.pick(city.units.filter(one => one.level === 'city' && one.type === 'department'))
      const serial = (serials.get(unit.key) ?? 0) + random.int(1, 2)
      serials.set(unit.key, serial)
      const number = documentNumber(unit, year, serial)
      const text = compose('policy', random, { unit, day, number })
      items.push(
        itemOf(city, random, text, {
          unit,
          column,
          day,
          formed_on: addDays(day, -random.int(0, 9)),
          genre: random.pick(['通知', '意见', '规范性文件', '通知']),
          theme: themeOf[unit.field],
          category: 1,
          openness: 'decision',
          document_number: number,
          validity: 'in_force',
          spreading: 0.3,
        }),
      )
    }
  }
  return await published(
    city,
    items,
    items.map((_, i) => columnOf(items, i, city)),
  )
}

const columnOf = (items: readonly NewPublication[], i: number, city: DemoCity): string =>
  Object.keys(policiesAYear).find(code => city.columnId(code) === items[i]?.column_id) ?? 'policy-documents/departments'

/** Documents of higher levels that the portal reprints, so that their interpretations have what they interpret. */
export async function reprintHigherPolicies(
  city: DemoCity,
  random: Random,
  year: number,
): Promise<{ central: Policy[]; provincial: Policy[] }> {
  const unit = city.unit('city.office')
  const reprint = async (titles: readonly string[], source: string) => {
    const days = city.spread(titles.length, `${year}-01-04`, `${year}-10-31`, random.fork(source))
    const items = titles.map((title, i) => {
      const day = days[i] ?? `${year}-01-04`
      const text = { ...compose('policy', random, { unit, day }), title }
      return itemOf(city, random, text, {
        unit,
        column: 'policy-documents/higher',
        day,
        genre: '意见',
        theme: '02',
        category: 1,
        openness: 'decision',
        source,
        validity: 'in_force',
      })
    })
    return await published(
      city,
      items,
      items.map(() => 'policy-documents/higher'),
    )
  }
  return { central: await reprint(centralPolicies, '国务院及办公厅'), provincial: await reprint(provincialPolicies, '甘肃省') }
}

async function published(city: DemoCity, items: readonly NewPublication[], columns: readonly string[]): Promise<Policy[]> {
  const rows = await city.publish(items)
  return rows.map((row, i) => ({ id: row.id, title: items[i]?.title ?? '', day: items[i]?.published_on ?? '', column: columns[i] ?? '' }))
}

/** Interpretations of 2018, each tied to its policy and published with it or within days after. */
export async function publishInterpretations(
  city: DemoCity,
  random: Random,
  of: Readonly<Record<InterpretationColumn, readonly Policy[]>>,
): Promise<void> {
  const items: NewPublication[] = []
  for (const [column, full] of Object.entries(interpretations2018) as [InterpretationColumn, number][]) {
    const policies = random.shuffle(of[column].filter(policy => policy.day < '2018-12-20'))
    for (let i = 0; i < city.scaled(full); i++) {
      const policy = policies[i % policies.length]
      if (!policy) throw new Error(`no policy for an interpretation in ${column}`)
      const unit =
        column === 'municipal' || column === 'picture'
          ? random.pick(city.units.filter(one => one.level === 'city' && one.type !== 'government'))
          : city.unit('city.office')
      const day = rollForward(city.calendar, addDays(policy.day, random.int(0, 3))).day
      const text = compose('interpretation', random, { unit, day, policy: policy.title, column })
      items.push(
        itemOf(city, random, text, {
          unit,
          column: `interpretation/${column}`,
          day,
          genre: '解读',
          theme: themeOf[unit.field],
          category: 1,
          openness: 'decision',
          interprets_id: policy.id,
          spreading: 0.7,
        }),
      )
    }
  }
  await city.publish(items)
}
