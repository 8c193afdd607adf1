/** Where government information comes out: sites, gazette, press, broadcast and the new-media accounts that the city really had in kind. */

import type { Channel } from '../src/kernel/publications/channels.ts'

export type Outlet = {
  readonly key: string
  readonly name: string
  readonly channel: Channel
  /** Key of the unit that answers for it (谁开办、谁主管). */
  readonly owner: string
}

const single: readonly Outlet[] = [
  { key: 'portal', name: '中国·金昌门户网站', channel: 'website', owner: 'city.office' },
  { key: 'portal-jinchuan', name: '金川区政府网', channel: 'website', owner: 'jinchuan.office' },
  { key: 'portal-yongchang', name: '永昌县政府网', channel: 'website', owner: 'yongchang.office' },
  { key: 'services', name: '甘肃政务服务网金昌子站', channel: 'website', owner: 'city.service' },
  { key: 'trading', name: '金昌市公共资源交易网', channel: 'website', owner: 'city.trading' },
  { key: 'gazette', name: '金昌市人民政府公报', channel: 'gazette', owner: 'city.office' },
  { key: 'daily', name: '金昌日报', channel: 'newspaper', owner: 'city.office' },
  { key: 'research', name: '金昌发展研究', channel: 'newspaper', owner: 'city.office' },
  { key: 'conference', name: '金昌市政府新闻发布会', channel: 'conference', owner: 'city.office' },
  { key: 'conference-jinchuan', name: '金川区新闻发布会', channel: 'conference', owner: 'jinchuan.office' },
  { key: 'conference-yongchang', name: '永昌县新闻发布会', channel: 'conference', owner: 'yongchang.office' },
  { key: 'tv-news', name: '金昌电视台《金昌新闻》', channel: 'broadcast', owner: 'city.culture' },
  { key: 'tv-focus', name: '金昌电视台《今日聚焦》', channel: 'broadcast', owner: 'city.culture' },
  { key: 'tv-district', name: '金昌电视台《纵横金川》', channel: 'broadcast', owner: 'jinchuan.office' },
  { key: 'tv-yongchang', name: '永昌电视台', channel: 'broadcast', owner: 'yongchang.culture' },
  { key: 'radio', name: '金昌人民广播电台', channel: 'broadcast', owner: 'city.culture' },
  { key: 'app-city', name: '金昌发布客户端', channel: 'app', owner: 'city.office' },
  { key: 'app-services', name: '金昌政务服务客户端', channel: 'app', owner: 'city.service' },
  { key: 'app-yongchang', name: '永昌发布客户端', channel: 'app', owner: 'yongchang.office' },
  { key: 'toutiao-city', name: '金昌发布今日头条号', channel: 'news_client', owner: 'city.office' },
  { key: 'toutiao-police', name: '金昌警方今日头条号', channel: 'news_client', owner: 'city.police' },
  { key: 'toutiao-jinchuan', name: '金川区今日头条号', channel: 'news_client', owner: 'jinchuan.office' },
  { key: 'toutiao-yongchang', name: '永昌县今日头条号', channel: 'news_client', owner: 'yongchang.office' },
  { key: 'toutiao-tourism', name: '金昌旅游今日头条号', channel: 'news_client', owner: 'city.tourism' },
]

/** Account name, owner, and whether it is on the microblog, on WeChat, or on both. */
const accounts: readonly (readonly [name: string, owner: string, on: 'microblog' | 'wechat' | 'both'])[] = [
  ['金昌发布', 'city.office', 'both'],
  ['金川发布', 'jinchuan.office', 'both'],
  ['永昌发布', 'yongchang.office', 'both'],
  ['金昌警方', 'city.police', 'both'],
  ['金昌旅游', 'city.tourism', 'both'],
  ['金昌环保', 'city.environment', 'both'],
  ['金昌教育', 'city.education', 'both'],
  ['健康金昌', 'city.health', 'both'],
  ['金昌气象', 'city.weather', 'both'],
  ['金昌政务服务', 'city.service', 'both'],
  ['金昌人社', 'city.labour', 'wechat'],
  ['金昌民政', 'city.civil', 'wechat'],
  ['金昌城管', 'city.urban', 'both'],
  ['金昌交通', 'city.transport', 'wechat'],
  ['金昌住建', 'city.housing', 'wechat'],
  ['金昌食药监', 'city.food', 'wechat'],
  ['金昌安监', 'city.safety', 'wechat'],
  ['金昌工商', 'city.commerce-registry', 'wechat'],
  ['金昌公积金', 'city.fund', 'wechat'],
  ['金昌农牧', 'city.farming', 'wechat'],
  ['金昌普法', 'city.justice', 'both'],
  ['金昌财政', 'city.finance', 'wechat'],
  ['金昌水务', 'city.water', 'wechat'],
  ['金昌文化', 'city.culture', 'wechat'],
  ['金川教育', 'jinchuan.education', 'wechat'],
  ['永昌教育', 'yongchang.education', 'wechat'],
  ['健康永昌', 'yongchang.health', 'wechat'],
  ['永昌扶贫', 'yongchang.poverty', 'wechat'],
]

const CHANNEL_NAMES = { microblog: '政务微博', wechat: '微信公众号' } as const

function account([name, owner, on]: (typeof accounts)[number]): Outlet[] {
  const channels = on === 'both' ? (['microblog', 'wechat'] as const) : [on]
  return channels.map(channel => ({
    key: `${channel}-${owner.replace('.', '-')}`,
    name: `${name}${CHANNEL_NAMES[channel]}`,
    channel,
    owner,
  }))
}

export const outlets: readonly Outlet[] = [...single, ...accounts.flatMap(account)]
