import type { Day } from '../calendar/day.ts'
import type { Look } from '../work.ts'
import { type Actor, type Grant, isRole, thePublic } from './actor.ts'

/**
 * The person as they may act today, for work that they began and that goes on without them: with the grants that hold now, and with none once
 * their account is closed.
 */
export async function actingPerson(look: Pick<Look, 'db'> & { readonly today: Day }, person_id: number): Promise<Actor> {
  const rows = await look.db
    .selectFrom('kernel.people as p')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'p.id')
    .leftJoin('kernel.grants as g', join =>
      join
        .onRef('g.person_id', '=', 'p.id')
        .on('g.valid_from', '<=', look.today)
        .on(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', look.today)])),
    )
    .select(['p.id', 'p.name', 'g.role', 'g.unit_id'])
    .where('p.id', '=', person_id)
    .where('a.disabled_on', 'is', null)
    .execute()
  const [first] = rows
  if (!first) return thePublic
  const grants = rows.flatMap((row): Grant[] =>
    row.role !== null && row.unit_id !== null && isRole(row.role) ? [{ role: row.role, unit_id: row.unit_id }] : [],
  )
  return { person_id: first.id, name: first.name, grants }
}
