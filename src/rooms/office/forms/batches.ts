import type { Words } from '../../../kernel/words.ts'

/** What can be done to many cases at once, each by the common step of its name. */
export const batchActs = {
  urge: { name: { 'zh-CN': '催办', en: 'Urge' } },
  hand_on: { name: { 'zh-CN': '转办', en: 'Hand on' } },
} as const satisfies Readonly<Record<string, { readonly name: Words }>>
export type BatchAct = keyof typeof batchActs
export const batchActNames = Object.keys(batchActs).filter((name): name is BatchAct => Object.hasOwn(batchActs, name))

/** Cases in one batch: as many as a page of a list shows. */
export const batch_max = 50
