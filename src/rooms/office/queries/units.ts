import { type RawBuilder, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Slice } from '../../../kernel/lists/list.ts'
import { can, type Right, unitsWhere } from '../../../kernel/org/can.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'
import type { UnitQuery } from '../forms/admin-lists.ts'

/** Lines on a page of any list of the administration. */
export const list_size = 50

export type UnitRow = Awaited<ReturnType<typeof unitList>>['rows'][number]

const orders = {
  tree: sql`u.lineage`,
  name: sql`u.name collate "zh-x-icu"`,
  code: sql`u.code`,
  since: sql`u.valid_from`,
} as const satisfies Record<UnitQuery['sort'], RawBuilder<unknown>>

/** Units of the subtrees that the actor keeps, as asked; first in the order of the tree. */
export async function unitList(look: Look, { query, slice }: { readonly query: UnitQuery; readonly slice: Slice }) {
  const { q, state, level, parent } = query.filters
  const mine = unitsWhere(look.actor, 'organisation.manage')
  const asked = look.db
    .selectFrom('kernel.units as u')
    .where(sql<boolean>`u.lineage && ${mine}::integer[]`)
    .$if(state === undefined, some => some.where('u.valid_to', 'is', null))
    .$if(state === 'closed', some => some.where('u.valid_to', 'is not', null))
    .$if(level !== undefined, some => some.where('u.level', '=', level ?? ''))
    .$if(parent !== undefined, some => some.where(sql<boolean>`u.parent_id::text = ${parent ?? ''}`))
    .$if(q !== undefined, some =>
      some.where(eb =>
        eb.or([
          eb(sql<string>`lower(u.name)`, 'like', likely(q ?? '')),
          eb('u.short_name', 'like', likely(q ?? '')),
          eb('u.code', 'like', likely(q ?? '')),
        ]),
      ),
    )
  const { total } = await asked.select(fn => fn.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await asked
    .select(eb => [
      'u.id',
      'u.code',
      'u.name',
      'u.level',
      'u.kind',
      'u.phone',
      'u.valid_from',
      'u.valid_to',
      eb
        .selectFrom('kernel.units as b')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .whereRef('b.parent_id', '=', 'u.id')
        .as('below'),
      eb.selectFrom('kernel.units as a').select('a.short_name').whereRef('a.id', '=', 'u.parent_id').as('above'),
    ])
    .orderBy(orders[query.sort], query.down ? 'desc' : 'asc')
    .orderBy('u.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute()
  return { total, rows }
}

/** The unit above those of a list, by the id in its address; undefined for none that the actor keeps. */
export async function unitAbove(look: Look, id: string | undefined) {
  if (id === undefined) return undefined
  return await look.db
    .selectFrom('kernel.units as u')
    .select(['u.id', 'u.name'])
    .where(sql<boolean>`u.id::text = ${id}`)
    .where(sql<boolean>`u.lineage && ${unitsWhere(look.actor, 'organisation.manage')}::integer[]`)
    .executeTakeFirst()
}

/** A text as a pattern that finds it anywhere; its own wildcards mean themselves. */
export const likely = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`

export type UnitData = Awaited<ReturnType<typeof unitPage>>

/** A unit with what it was called, what is below it, and its posts with who holds them. Refusal 'not_found' outside the actor's subtrees. */
export async function unitPage(look: Look, id: number) {
  const unit = await look.db
    .selectFrom('kernel.units as u')
    .where('u.id', '=', id)
    .selectAll('u')
    .select(eb => [
      jsonObjectFrom(eb.selectFrom('kernel.units as a').whereRef('a.id', '=', 'u.parent_id').select(['a.id', 'a.name', 'a.code'])).as(
        'above',
      ),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.unit_names as n')
          .whereRef('n.unit_id', '=', 'u.id')
          .select(['n.name', 'n.short_name', 'n.valid_from', 'n.valid_to'])
          .orderBy('n.valid_from', 'desc')
          .limit(50),
      ).as('former'),
      eb
        .selectFrom('kernel.units as b')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .whereRef('b.parent_id', '=', 'u.id')
        .where('b.valid_to', 'is', null)
        .as('below'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.posts as o')
          .whereRef('o.unit_id', '=', 'u.id')
          .where('o.valid_to', 'is', null)
          .select(post => [
            'o.id',
            'o.name',
            jsonArrayFrom(
              post
                .selectFrom('kernel.holdings as h')
                .innerJoin('kernel.people as p', 'p.id', 'h.person_id')
                .whereRef('h.post_id', '=', 'o.id')
                .where('h.valid_to', 'is', null)
                .select(['p.id as person_id', 'p.name', 'h.valid_from', 'h.post_id'])
                .orderBy('h.valid_from')
                .limit(50),
            ).as('holders'),
          ])
          .orderBy('o.id')
          .limit(200),
      ).as('posts'),
    ])
    .executeTakeFirst()
  if (!unit || !can(look.actor, 'organisation.manage', unit)) throw notFound()
  return unit
}

/** A unit by its code, or by a name that only one open unit has; undefined for none or several. */
export async function unitByText(look: Look, text: string): Promise<{ id: number; name: string } | undefined> {
  const found = await look.db
    .selectFrom('kernel.units')
    .select(['id', 'name', 'code'])
    .where('valid_to', 'is', null)
    .where(eb => eb.or([eb('code', '=', text), eb('name', '=', text), eb('short_name', '=', text)]))
    .limit(3)
    .execute()
  return found.find(({ code }) => code === text) ?? (found.length === 1 ? found[0] : undefined)
}

export type PostData = Awaited<ReturnType<typeof postPage>>

/** A post with its unit, for who has the right there. */
export async function postPage(look: Look, { id, right }: { readonly id: number; readonly right: Right }) {
  const post = await look.db
    .selectFrom('kernel.posts as o')
    .innerJoin('kernel.units as u', 'u.id', 'o.unit_id')
    .select(['o.id', 'o.name', 'o.valid_to', 'o.unit_id', 'u.name as unit', 'u.lineage'])
    .where('o.id', '=', id)
    .executeTakeFirst()
  if (!post || !can(look.actor, right, post)) throw notFound()
  return post
}

export type PostChoices = Awaited<ReturnType<typeof postChoices>>

/** Open posts of units whose name or code has the text, for adding a person. */
export async function postChoices(look: Look, q: string) {
  const mine = unitsWhere(look.actor, 'account.manage')
  return await look.db
    .selectFrom('kernel.posts as o')
    .innerJoin('kernel.units as u', 'u.id', 'o.unit_id')
    .select(['o.id', 'o.name', 'u.name as unit'])
    .where(sql<boolean>`u.lineage && ${mine}::integer[]`)
    .where('o.valid_to', 'is', null)
    .where('u.valid_to', 'is', null)
    .$if(q.trim() !== '', some => some.where(eb => eb.or([eb('u.name', 'like', likely(q.trim())), eb('u.code', 'like', likely(q.trim()))])))
    .orderBy('u.lineage')
    .orderBy('o.id')
    .limit(list_size)
    .execute()
}

/** Names for the list that a field of units suggests; whoever types something else is told. */
export async function unitSuggestions(look: Look, right: Right): Promise<{ code: string; name: string }[]> {
  const mine = unitsWhere(look.actor, right)
  return await look.db
    .selectFrom('kernel.units')
    .select(['code', 'name'])
    .where(sql<boolean>`lineage && ${mine}::integer[]`)
    .where('valid_to', 'is', null)
    .orderBy('lineage')
    .limit(1000)
    .execute()
}
