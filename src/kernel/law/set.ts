import { Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { checkSetting, type Law } from './define.ts'

/** `law`: every rule of the house (lawBook). */
export type NewSetting = {
  readonly law: Law
  readonly key: string
  readonly valid_from: string
  readonly value: number | string
  readonly reason: string
}

/**
 * The city sets a number that the law leaves open, from today or a later day: what was decided under the old number stays as it was.
 * Refusal 'invalid' beside `valid_from` or `value`, and for a number that the law itself fixes; 'conflict' when one was set from that day.
 */
export async function setLaw(work: Work, { law, ...setting }: NewSetting): Promise<void> {
  if (setting.valid_from < work.today) {
    const words = { 'zh-CN': '生效日期不能早于今天', en: 'It cannot hold from a day before today' }
    throw new Refusal('invalid', words, { valid_from: words })
  }
  try {
    checkSetting(law, setting)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal('invalid', error.words, { value: error.words })
  }
  const written = await work.tx
    .insertInto('kernel.law_settings')
    .values({ ...setting, value: JSON.stringify(setting.value), recorded_by: work.actor.person_id })
    .onConflict(conflict => conflict.doNothing())
    .returning('key')
    .execute()
  if (written.length === 0) {
    const words = { 'zh-CN': '从这一天起已有设定，请另选日期', en: 'Something has been set from this day already. Choose another day' }
    throw new Refusal('conflict', words, { valid_from: words })
  }
  await work.log('set_law', `law:${setting.key}`, { valid_from: setting.valid_from, value: setting.value, reason: setting.reason })
  work.publicChanged() // limits stand in public figures
}

/** Everything the city has set, newest first, with who did it: the history behind each number. */
export async function lawHistory(look: Look, _input: null) {
  return await look.db
    .selectFrom('kernel.law_settings as s')
    .leftJoin('kernel.people as p', 'p.id', 's.recorded_by')
    .select(['s.key', 's.valid_from', 's.value', 's.reason', 's.recorded_at', 'p.name as person'])
    .orderBy('s.key')
    .orderBy('s.valid_from', 'desc')
    .limit(1000)
    .execute()
}
export type LawHistory = Awaited<ReturnType<typeof lawHistory>>
