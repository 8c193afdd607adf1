import { notFound } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import type { Actor } from './actor.ts'
import { can, type Right, unitsWhere } from './can.ts'
import { place } from './sign-in.ts'

// Rights bound to a unit, asked again where the unit is known. What one may not touch is not there.

/** The unit, when the actor has the right there; refusal 'not_found' otherwise. */
export async function insistOnUnit(work: Work, right: Right, unit_id: number) {
  const unit = await place({ db: work.tx }, unit_id)
  if (!can(work.actor, right, unit)) throw notFound()
  return unit
}

/** Refusal 'not_found' where the right reaches less than the whole city. */
export async function insistOnCity(work: Work, right: Right): Promise<void> {
  const held = unitsWhere(work.actor, right)
  const root = await work.tx
    .selectFrom('kernel.units')
    .select('id')
    .where('id', 'in', held.length > 0 ? held : [-1])
    .where('parent_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!root) throw notFound()
}

type Reader = Pick<Look, 'db'> | { readonly db: Work['tx'] }

/** The units that a person belongs to: where they hold a post, now or later, and where they hold a role. */
async function unitsOf({ db }: Reader, person_id: number, today: string): Promise<{ lineage: number[] }[]> {
  return await db
    .selectFrom('kernel.units as u')
    .select('u.lineage')
    .where(eb =>
      eb.or([
        eb(
          'u.id',
          'in',
          eb
            .selectFrom('kernel.holdings as h')
            .innerJoin('kernel.posts as o', 'o.id', 'h.post_id')
            .select('o.unit_id')
            .where('h.person_id', '=', person_id)
            .where(sub => sub.or([sub('h.valid_to', 'is', null), sub('h.valid_to', '>', today)])),
        ),
        eb(
          'u.id',
          'in',
          eb
            .selectFrom('kernel.grants as g')
            .select('g.unit_id')
            .where('g.person_id', '=', person_id)
            .where(sub => sub.or([sub('g.valid_to', 'is', null), sub('g.valid_to', '>', today)])),
        ),
      ]),
    )
    .limit(1000)
    .execute()
}

/**
 * Whether the right reaches this person: in every unit that they belong to, so that nobody gets hold of a colleague's account further up.
 * Who belongs to no unit is everybody's who has the right at all.
 */
export async function reachesPerson(
  look: Reader & { readonly actor: Actor; readonly today: string },
  right: Right,
  person_id: number,
): Promise<boolean> {
  const units = await unitsOf(look, person_id, look.today)
  return can(look.actor, right) && units.every(unit => can(look.actor, right, unit))
}

export async function insistOnPerson(work: Work, right: Right, person_id: number): Promise<void> {
  if (!(await reachesPerson({ db: work.tx, actor: work.actor, today: work.today }, right, person_id))) throw notFound()
}
