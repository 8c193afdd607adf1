import type { Words } from '../words.ts'

/** Through what a publication reaches people. The three groups are those in which the 2018 report adds up its total. */
export const channels = {
  website: { 'zh-CN': '政府网站', en: 'Government website' },
  gazette: { 'zh-CN': '政府公报', en: 'Gazette' },
  newspaper: { 'zh-CN': '报刊', en: 'Newspaper' },
  conference: { 'zh-CN': '新闻发布会', en: 'Press conference' },
  broadcast: { 'zh-CN': '广播电视', en: 'Radio and television' },
  microblog: { 'zh-CN': '政务微博', en: 'Microblog' },
  wechat: { 'zh-CN': '政务微信', en: 'WeChat' },
  app: { 'zh-CN': '手机客户端', en: 'Mobile app' },
  news_client: { 'zh-CN': '新闻客户端号', en: 'News-client account' },
} as const satisfies Record<string, Words>
export type Channel = keyof typeof channels

export const isChannel = (text: string): text is Channel => text in channels

export const channelGroups = {
  website: ['website'],
  press: ['gazette', 'newspaper', 'conference', 'broadcast'],
  new_media: ['microblog', 'wechat', 'app', 'news_client'],
} as const satisfies Record<string, readonly Channel[]>
