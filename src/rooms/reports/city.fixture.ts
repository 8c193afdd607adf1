import { someItem, type World } from '../../../test/world.ts'
import { publishMany } from '../../kernel/publications/publish.ts'

export type Item = { readonly day: string; readonly outlets: readonly ('portal' | 'wechat' | 'newspaper')[] }

/** Publishes items of given days through given outlets; returns their ids. */
export async function publishItems(world: World, items: readonly Item[]): Promise<number[]> {
  const { cast } = world
  const made = items.map(({ day, outlets }, i) =>
    someItem(cast, {
      title: `第${i}号通知`,
      formed_on: day,
      published_on: day,
      deliveries: outlets.map(outlet => ({ outlet_id: cast[outlet].id, delivered_on: day, proof: `${outlet} ${i}` })),
    }),
  )
  const published = await world.run(cast.li, publishMany, made)
  return published.map(item => item.id)
}

/** Two years: 2017 with 3 deliveries, 2018 with 12 of 7 items (website 7, WeChat 4, newspaper 1). */
export const twoYears: readonly Item[] = [
  { day: '2017-05-02', outlets: ['portal', 'wechat'] },
  { day: '2017-11-06', outlets: ['portal'] },
  { day: '2018-01-05', outlets: ['portal', 'wechat', 'newspaper'] },
  { day: '2018-03-12', outlets: ['portal', 'wechat'] },
  { day: '2018-03-13', outlets: ['portal', 'wechat'] },
  { day: '2018-08-20', outlets: ['portal', 'wechat'] },
  { day: '2018-08-21', outlets: ['portal'] },
  { day: '2018-12-28', outlets: ['portal'] },
  { day: '2018-12-31', outlets: ['portal'] },
]
