import { sql } from 'kysely'
import { administrators } from '../../../kernel/org/actor.ts'
import { can, unitsWhere } from '../../../kernel/org/can.ts'
import { reachesPerson } from '../../../kernel/org/insist.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'
import { mayAgree } from '../rules.ts'
import { list_size } from './units.ts'

const right = 'administrators.agree'
/** A city has three administrators, and a few more in its counties. */
const administrators_max = 200

/** The administrators of the actor's part of the city, with the state of their accounts. */
async function administratorsHere(look: Look) {
  return await look.db
    .selectFrom('kernel.grants as g')
    .innerJoin('kernel.people as p', 'p.id', 'g.person_id')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'p.id')
    .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
    .select(eb => [
      'p.id',
      'p.name',
      'a.sign_in_name',
      'a.disabled_on',
      'a.one_time_until',
      'g.role',
      'u.short_name as unit',
      eb
        .exists(
          eb
            .selectFrom('kernel.second_factors as f')
            .select('f.account_id')
            .whereRef('f.account_id', '=', 'a.id')
            .where('f.confirmed_at', 'is not', null),
        )
        .as('has_factor'),
      eb.exists(eb.selectFrom('kernel.passkeys as k').select('k.id').whereRef('k.account_id', '=', 'a.id')).as('has_passkey'),
    ])
    .where('g.role', 'in', [...administrators])
    .where(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', look.today)]))
    .where(sql<boolean>`u.lineage && ${unitsWhere(look.actor, right)}::integer[]`)
    .orderBy('g.role')
    .orderBy('a.sign_in_name')
    .limit(administrators_max)
    .execute()
}

const proposals = (look: Look) =>
  look.db
    .selectFrom('kernel.agreements as x')
    .innerJoin('kernel.people as by', 'by.id', 'x.recorded_by')
    .leftJoin('kernel.people as p', 'p.id', 'x.person_id')
    .leftJoin('kernel.people as d', 'd.id', 'x.decided_by')
    .select([
      'x.id',
      'x.act',
      'x.person_id',
      'x.reason',
      'x.recorded_at',
      'x.recorded_by',
      'x.office',
      'x.expires_at',
      'x.decided_at',
      'x.outcome',
      'p.name as person',
      'by.name as proposed_by',
      'd.name as decided_by',
    ])

/** What the page of administrators' accounts shows: who they are, what waits, what was dealt with. */
export async function agreementsPage(look: Look, now: Temporal.Instant) {
  const people = await administratorsHere(look)
  const known = new Set(people.map(({ id }) => id))
  const open = await proposals(look)
    .where('x.decided_at', 'is', null)
    .where('x.expires_at', '>', now.toString())
    .orderBy('x.id')
    .limit(list_size)
    .execute()
  const past = await proposals(look).where('x.decided_at', 'is not', null).orderBy('x.id', 'desc').limit(list_size).execute()
  const mine = ({ person_id }: { readonly person_id: number | null }) => person_id === null || known.has(person_id)
  return { people, open: open.filter(mine), past: past.filter(mine) }
}
export type AgreementsData = Awaited<ReturnType<typeof agreementsPage>>

/** How many proposals wait that the actor may agree to. */
export async function waitingAgreements(look: Look, now: Temporal.Instant): Promise<number> {
  if (!can(look.actor, right)) return 0
  const { open } = await agreementsPage(look, now)
  return open.filter(row => mayAgree(look.actor, row) === undefined).length
}

/** An administrator whose account the actor may propose to change. Refusal 'not_found' for anybody else. */
export async function administratorPage(look: Look, id: number) {
  const found = (await administratorsHere(look)).find(row => row.id === id)
  if (!found || !(await reachesPerson(look, right, id))) throw notFound()
  return found
}
export type AdministratorData = Awaited<ReturnType<typeof administratorPage>>
