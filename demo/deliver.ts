import type { Channel } from '../src/kernel/publications/channels.ts'
import type { FirstDelivery } from '../src/kernel/publications/publish.ts'
import type { CityOutlet } from './city.ts'
import type { Random } from './random.ts'
import type { Day } from './times.ts'

/** How each channel proves that it carried an item. */
const proofs: Readonly<Record<Channel, (random: Random) => string>> = {
  website: random => `网站页面编号 ${random.int(100_000, 999_999)}`,
  gazette: random => `公报第${random.int(1, 60)}页`,
  newspaper: random => `第${random.int(1, 8)}版`,
  conference: () => '发布会实录',
  broadcast: random => `播出单 ${random.int(1000, 9999)}`,
  microblog: random => `微博编号 ${random.int(1_000_000, 9_999_999)}`,
  wechat: random => `推文编号 ${random.int(1_000_000, 9_999_999)}`,
  app: random => `推送编号 ${random.int(100_000, 999_999)}`,
  news_client: random => `文章编号 ${random.int(1_000_000, 9_999_999)}`,
}

/** One delivery of the demo, with a proof of the channel's kind. */
export const deliver = (outlet: CityOutlet, delivered_on: Day, delivered_time: string, random: Random): FirstDelivery => ({
  outlet_id: outlet.id,
  delivered_on,
  delivered_time,
  proof: proofs[outlet.channel](random),
})
