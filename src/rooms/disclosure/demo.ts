import type { DemoCity } from '../../../demo/city.ts'
import type { DemoRecords } from '../../kernel/room.ts'
import { publishWithAttachments } from './demo/attachments.ts'
import { keyFieldItems, keyFields } from './demo/key-fields.ts'
import { livingDrafts, livingItems } from './demo/living.ts'
import { holdConferences, issueGazettes } from './demo/occasions.ts'
import { publishInterpretations, publishPolicies, reprintHigherPolicies } from './demo/policies.ts'

/** This room's own records of 2017, 2018 and the last quarter. Everyday items are the filler's. */
export async function* demo(city: DemoCity): AsyncGenerator<DemoRecords> {
  const random = city.random.fork('disclosure')
  for (const year of [2017, 2018] as const) {
    const what = `disclosure ${year}`
    const own = random.fork(String(year))
    const total = Object.values(keyFieldItems[year]).reduce((sum, n) => sum + (n > 0 ? city.scaled(n) : 0), 0)
    let done = 0
    yield { what, done, total }
    const policies = await publishPolicies(city, own.fork('policies'), year)
    if (year === 2018) {
      const higher = await reprintHigherPolicies(city, own.fork('higher'), year)
      await publishInterpretations(city, own.fork('interpretations'), { ...higher, municipal: policies, picture: policies })
    }
    for (const items of keyFields(city, own, year)) {
      await city.publish(items)
      done += items.length
      yield { what, done, total }
    }
    await holdConferences(city, own.fork('conferences'), year)
    await issueGazettes(city, own.fork('gazette'), year, policies)
  }
  const what = 'living quarter'
  const living = livingItems(city, random.fork('living'))
  yield { what, done: 0, total: living.length }
  await city.publish(living)
  yield { what, done: living.length, total: living.length }
  await livingDrafts(city, random.fork('drafts'), () => {})
  await publishWithAttachments(city, random.fork('attachments'))
}
