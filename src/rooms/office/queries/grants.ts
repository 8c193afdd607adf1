import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Slice } from '../../../kernel/lists/list.ts'
import { unitsWhere } from '../../../kernel/org/can.ts'
import { policyHolds } from '../../../kernel/org/policies.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'
import type { GrantQuery } from '../forms/admin-lists.ts'
import { likely, list_size } from './units.ts'

export type GrantRow = Awaited<ReturnType<typeof grantList>>['rows'][number]

const orders = {
  newest: sql`g.id`,
  person: sql`p.name collate "zh-x-icu"`,
  role: sql`g.role`,
  unit: sql`u.lineage`,
  from: sql`g.valid_from`,
} as const satisfies Record<GrantQuery['sort'], RawBuilder<unknown>>

/** Roles granted in the units that the actor guards, as asked; the newest first. */
export async function grantList(look: Look, { query, slice }: { readonly query: GrantQuery; readonly slice: Slice }) {
  const { q, role, state, person } = query.filters
  const mine = unitsWhere(look.actor, 'role.grant')
  const asked = look.db
    .selectFrom('kernel.grants as g')
    .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
    .innerJoin('kernel.people as p', 'p.id', 'g.person_id')
    .leftJoin('kernel.accounts as a', 'a.person_id', 'p.id')
    .where(sql<SqlBool>`u.lineage && ${mine}::integer[]`)
    .$if(state === undefined, some => some.where(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', look.today)])))
    .$if(role !== undefined, some => some.where('g.role', '=', role ?? ''))
    .$if(person !== undefined, some => some.where(sql<SqlBool>`g.person_id::text = ${person ?? ''}`))
    .$if(q !== undefined, some =>
      some.where(eb =>
        eb.or([
          eb(sql<string>`lower(p.name)`, 'like', likely(q ?? '')),
          eb('a.sign_in_name', 'like', likely(q ?? '')),
          eb('u.name', 'like', likely(q ?? '')),
          eb('u.short_name', 'like', likely(q ?? '')),
        ]),
      ),
    )
  const { total } = await asked.select(fn => fn.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await asked
    .leftJoin('kernel.people as by', 'by.id', 'g.recorded_by')
    .leftJoin('kernel.people as until', 'until.id', 'g.ended_by')
    .select([
      'g.id',
      'g.role',
      'g.valid_from',
      'g.valid_to',
      'u.name as unit',
      'p.id as person_id',
      'p.name',
      'a.sign_in_name',
      'by.name as granted_by',
      'until.name as ended_by',
    ])
    .select(sql<boolean>`coalesce(g.valid_to <= ${look.today}::date, false)`.as('ended'))
    .select(sql<boolean>`g.valid_from > ${look.today}::date`.as('to_come'))
    .orderBy(orders[query.sort], query.down ? 'desc' : 'asc')
    .orderBy('g.id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute()
  return { total, rows }
}

export type GrantData = Awaited<ReturnType<typeof grantPage>>

export async function grantPage(look: Look, id: number) {
  const mine = unitsWhere(look.actor, 'role.grant')
  const grant = await look.db
    .selectFrom('kernel.grants as g')
    .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
    .innerJoin('kernel.people as p', 'p.id', 'g.person_id')
    .select(['g.id', 'g.role', 'g.person_id', 'u.name as unit', 'p.name', 'g.valid_from', 'g.valid_to'])
    .where('g.id', '=', id)
    .where(sql<SqlBool>`u.lineage && ${mine}::integer[]`)
    .executeTakeFirst()
  if (!grant) throw notFound()
  return grant
}

export type PolicyData = Awaited<ReturnType<typeof policyPage>>

export async function policyPage(look: Look, _input: null) {
  const rows = await look.db
    .selectFrom('kernel.policies as y')
    .leftJoin('kernel.people as p', 'p.id', 'y.recorded_by')
    .select(['y.key', 'y.value', 'y.valid_from', 'y.reason', 'p.name as by'])
    .where('y.key', '=', 'administrators_second_factor')
    .orderBy('y.valid_from', 'desc')
    .orderBy('y.recorded_at', 'desc')
    .limit(list_size)
    .execute()
  return { rows, value: await policyHolds(look, 'administrators_second_factor') }
}
