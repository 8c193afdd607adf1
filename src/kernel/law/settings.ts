import type { Look, Work } from '../work.ts'
import { ruleOn, type Setting } from './define.ts'
import { type HouseRule, houseRules } from './house-rules.ts'

/** The city's own settings, for the overlay of ruleOn: a few dozen rows at most. */
export async function lawSettings(db: Pick<Look['db'], 'selectFrom'>): Promise<Setting[]> {
  return await db
    .selectFrom('kernel.law_settings')
    .select(['key', 'valid_from', 'value', 'reason'])
    .orderBy('key')
    .orderBy('valid_from')
    .limit(1000)
    .execute()
}

type Reader = Pick<Look, 'db' | 'today'> | { readonly db: Work['tx']; readonly today: string }

/** A number of the house as it holds today: its default, or what the city has set. */
export async function houseNumber({ db, today }: Reader, key: HouseRule): Promise<number> {
  const set = await db
    .selectFrom('kernel.law_settings')
    .select(['key', 'valid_from', 'value', 'reason'])
    .where('key', '=', key)
    .where('valid_from', '<=', today)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .execute()
  return ruleOn(houseRules, key, today, set).value
}
