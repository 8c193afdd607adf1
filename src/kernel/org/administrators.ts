import { sql } from 'kysely'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { administrators } from './actor.ts'

/**
 * Refusal 'conflict' when without this grant, or without this person, nobody would be left in one of the three administrators' offices: somebody
 * whose account is open and whose grant has no end. Of two such changes at once the second waits, and sees the first.
 */
export async function keepAdministrators(
  work: Work,
  without: { readonly person_id: number } | { readonly grant_id: number },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('mingjing administrators'))`.execute(work.tx)
  const holders = await work.tx
    .selectFrom('kernel.grants as g')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'g.person_id')
    .select(['g.id', 'g.role', 'g.person_id', 'g.valid_to'])
    .where('g.role', 'in', [...administrators])
    .where('g.valid_from', '<=', work.today)
    .where(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', work.today)]))
    .where('a.disabled_on', 'is', null)
    .execute()
  const goes = (row: (typeof holders)[number]) =>
    'person_id' in without ? row.person_id === without.person_id : row.id === without.grant_id
  for (const { role } of holders.filter(goes)) {
    if (holders.some(row => row.role === role && row.valid_to === null && !goes(row))) continue
    throw new Refusal('conflict', {
      'zh-CN': '此人是该管理员职务的最后一位在任者。请先授予另一人，再停用或撤销。',
      en: 'This person is the last who holds that administrator’s office. Grant it to somebody else first.',
    })
  }
}
