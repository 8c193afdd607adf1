import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Actor, isRole } from '../../org/actor.ts'
import { rights as allRights, can, type Right } from '../../org/can.ts'
import type { Work } from '../../work.ts'
import { invalid } from './allowed.ts'

/** A unit to which something goes, and the person in it, if one is named. */
export type Party = { readonly unit_id: number; readonly unit: string; readonly person_id: number | null; readonly person: string | null }

/** A unit as it is today, with whether anybody there has one of the rights. */
async function unitToday(work: Work, unit_id: number, rights: readonly Right[]) {
  const roles = [...new Set(rights.flatMap(right => [...allRights[right]]))]
  return await work.tx
    .selectFrom('kernel.units as u')
    .select(['u.id', 'u.short_name', 'u.lineage'])
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('kernel.grants as g')
            .select('g.id')
            .where(sql<SqlBool>`g.role = any(${roles}::text[])`)
            .where('g.valid_from', '<=', work.today)
            .where(or => or.or([or('g.valid_to', 'is', null), or('g.valid_to', '>', work.today)]))
            .where(sql<SqlBool>`g.unit_id = any(u.lineage)`),
        )
        .as('has_hands'),
    )
    .where('u.id', '=', unit_id)
    .where('u.valid_from', '<=', work.today)
    .where(or => or.or([or('u.valid_to', 'is', null), or('u.valid_to', '>', work.today)]))
    .executeTakeFirst()
}

/**
 * A unit, and a person, who can do what they are asked: somebody in the unit has one of the rights, or the person has it there.
 * Refusal 'invalid' beside `unit_id` or `person_id`.
 */
export async function partyWith(
  work: Work,
  to: { readonly unit_id: number; readonly person_id?: number },
  rights: readonly Right[],
): Promise<Party> {
  const unit = await unitToday(work, to.unit_id, rights)
  if (!unit) throw invalid('unit_id', '没有这个单位，或该单位已撤销。', 'There is no such unit, or not any more.')
  if (to.person_id === undefined) {
    if (!unit.has_hands)
      throw invalid('unit_id', `${unit.short_name}没有人有办理权限。`, `Nobody in ${unit.short_name} has the right to go on with it.`)
    return { unit_id: unit.id, unit: unit.short_name, person_id: null, person: null }
  }
  const person = await personToday(work, to.person_id)
  if (!person) throw invalid('person_id', '没有这个人。', 'There is no such person.')
  if (!rights.some(right => can(person, right, unit))) {
    throw invalid(
      'person_id',
      `${person.name}在${unit.short_name}没有办理权限。`,
      `${person.name} does not have the right for it in ${unit.short_name}.`,
    )
  }
  return { unit_id: unit.id, unit: unit.short_name, person_id: person.person_id, person: person.name }
}

/** A person with the grants that hold today. */
export async function personToday(work: Work, id: number): Promise<(Actor & { readonly person_id: number }) | undefined> {
  const person = await work.tx
    .selectFrom('kernel.people as p')
    .select(['p.id', 'p.name'])
    .select(eb =>
      jsonArrayFrom(
        eb
          .selectFrom('kernel.grants as g')
          .select(['g.role', 'g.unit_id'])
          .whereRef('g.person_id', '=', 'p.id')
          .where('g.valid_from', '<=', work.today)
          .where(or => or.or([or('g.valid_to', 'is', null), or('g.valid_to', '>', work.today)])),
      ).as('grants'),
    )
    .where('p.id', '=', id)
    .executeTakeFirst()
  if (!person) return undefined
  const grants = person.grants.flatMap(({ role, unit_id }) => (isRole(role) ? [{ role, unit_id }] : []))
  return { person_id: person.id, name: person.name, grants }
}
