import type { Look } from '../work.ts'
import type { Setting } from './define.ts'

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
