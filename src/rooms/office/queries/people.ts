import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { DB as Tables } from '../../../db/tables.ts'
import type { Slice } from '../../../kernel/lists/list.ts'
import { type Right, unitsWhere } from '../../../kernel/org/can.ts'
import { contactsOf } from '../../../kernel/org/contacts.ts'
import { reachesPerson } from '../../../kernel/org/insist.ts'
import { tokenHash } from '../../../kernel/org/tokens.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'
import type { PeopleQuery } from '../forms/admin-lists.ts'
import { likely, list_size } from './units.ts'

/**
 * People whom the right reaches: none of the units that they belong to lies outside the actor's subtrees (as `reachesPerson` says of one).
 */
function reached(look: Look, right: Right) {
  const mine = unitsWhere(look.actor, right)
  return sql<SqlBool>`not exists (
    select from kernel.units v
    where not (v.lineage && ${mine}::integer[])
      and (v.id in (select o.unit_id from kernel.holdings h join kernel.posts o on o.id = h.post_id
                    where h.person_id = p.id and (h.valid_to is null or h.valid_to > ${look.today}::date))
        or v.id in (select g.unit_id from kernel.grants g
                    where g.person_id = p.id and (g.valid_to is null or g.valid_to > ${look.today}::date))))`
}

/** Name, user name, or a unit where they hold a post. */
const named =
  (q: string) =>
  (eb: ExpressionBuilder<Tables & { p: Tables['kernel.people']; a: Tables['kernel.accounts'] }, 'p' | 'a'>): Expression<SqlBool> =>
    eb.or([
      eb(sql<string>`lower(p.name)`, 'like', likely(q)),
      eb('a.sign_in_name', 'like', likely(q)),
      eb.exists(
        eb
          .selectFrom('kernel.holdings as hq')
          .innerJoin('kernel.posts as oq', 'oq.id', 'hq.post_id')
          .innerJoin('kernel.units as uq', 'uq.id', 'oq.unit_id')
          .select('uq.id')
          .whereRef('hq.person_id', '=', 'p.id')
          .where('hq.valid_to', 'is', null)
          .where(sub => sub.or([sub('uq.name', 'like', likely(q)), sub('uq.short_name', 'like', likely(q))])),
      ),
    ])

export type PeopleRow = Awaited<ReturnType<typeof peopleList>>['rows'][number]

/** People with accounts whom the actor keeps, as asked. */
export async function peopleList(look: Look, { query, slice }: { readonly query: PeopleQuery; readonly slice: Slice }) {
  const { q, state } = query.filters
  const asked = look.db
    .selectFrom('kernel.people as p')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'p.id')
    .where(reached(look, 'account.manage'))
    .$if(state === undefined, some => some.where('a.disabled_on', 'is', null))
    .$if(state === 'disabled', some => some.where('a.disabled_on', 'is not', null))
    .$if(q !== undefined, some => some.where(named(q ?? '')))
  const { total } = await asked.select(fn => fn.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await asked
    .select(eb => [
      'p.id',
      'p.name',
      'a.sign_in_name',
      'a.disabled_on',
      'a.one_time_until',
      jsonArrayFrom(
        eb
          .selectFrom('kernel.holdings as h')
          .innerJoin('kernel.posts as o', 'o.id', 'h.post_id')
          .innerJoin('kernel.units as u', 'u.id', 'o.unit_id')
          .select(['o.name', 'u.short_name as unit'])
          .whereRef('h.person_id', '=', 'p.id')
          .where('h.valid_to', 'is', null)
          .orderBy('h.valid_from')
          .limit(5),
      ).as('posts'),
    ])
    .orderBy(query.sort === 'name' ? sql`p.name collate "zh-x-icu"` : sql`a.sign_in_name`, query.down ? 'desc' : 'asc')
    .orderBy('p.id')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute()
  return { total, rows }
}

export type PersonData = Awaited<ReturnType<typeof personPage>>

/** A person with account, posts held and roles now. Refusal 'not_found' when the right does not reach them. */
export async function personPage(look: Look, { id, right }: { readonly id: number; readonly right: Right }) {
  const person = await look.db
    .selectFrom('kernel.people as p')
    .where('p.id', '=', id)
    .select(eb => [
      'p.id',
      'p.name',
      jsonObjectFrom(
        eb
          .selectFrom('kernel.accounts as a')
          .whereRef('a.person_id', '=', 'p.id')
          .select(['a.id', 'a.sign_in_name', 'a.disabled_on', 'a.one_time_until']),
      ).as('account'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.holdings as h')
          .innerJoin('kernel.posts as o', 'o.id', 'h.post_id')
          .innerJoin('kernel.units as u', 'u.id', 'o.unit_id')
          .select(['h.post_id', 'h.person_id', 'h.valid_from', 'h.valid_to', 'o.name', 'u.name as unit', 'u.id as unit_id'])
          .whereRef('h.person_id', '=', 'p.id')
          .orderBy('h.valid_from', 'desc')
          .limit(100),
      ).as('holdings'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.grants as g')
          .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
          .select(['g.id', 'g.role', 'u.name as unit', 'g.valid_from', 'g.valid_to'])
          .whereRef('g.person_id', '=', 'p.id')
          .where(sub => sub.or([sub('g.valid_to', 'is', null), sub('g.valid_to', '>', look.today)]))
          .orderBy('g.id')
          .limit(100),
      ).as('grants'),
    ])
    .executeTakeFirst()
  if (!person || !(await reachesPerson(look, right, id))) throw notFound()
  return { ...person, contacts: await contactsOf(look, id) }
}

/** Who has this user name, whomever may ask; undefined for nobody. */
export const personByName = (look: Look, sign_in_name: string): Promise<{ id: number; name: string } | undefined> =>
  look.db
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .select(['p.id', 'p.name'])
    .where('a.sign_in_name', '=', sign_in_name)
    .executeTakeFirst()

export type SessionList = Awaited<ReturnType<typeof sessionList>>
export type SessionQuestion = { readonly q: string; readonly page: number; readonly now: Temporal.Instant }

/** Who is signed in now among the people whom the actor guards, and which names are locked. */
export async function sessionList(look: Look, { q: typed, page, now }: SessionQuestion) {
  const q = typed.trim()
  const query = look.db
    .selectFrom('kernel.people as p')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'p.id')
    .innerJoin('kernel.sessions as s', 's.account_id', 'a.id')
    .where('s.expires_at', '>', now.toString())
    .where(reached(look, 'session.end'))
    .$if(q !== '', some =>
      some.where(eb => eb.or([eb(sql<string>`lower(p.name)`, 'like', likely(q)), eb('a.sign_in_name', 'like', likely(q))])),
    )
  const { total } = await query.select(fn => fn.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .select(['s.id', 'p.id as person_id', 'p.name', 'a.sign_in_name', 's.agent', 's.recorded_at', 's.last_seen_at'])
    .orderBy('s.last_seen_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(list_size)
    .offset((page - 1) * list_size)
    .execute()
  return { q, page, total, rows, locks: await locks(look, now) }
}

/** Names are kept as hashes: those of accounts are found by hashing the accounts' names; of others only the number is known. */
async function locks(look: Look, now: Temporal.Instant) {
  const locked = await look.db
    .selectFrom('kernel.sign_in_failures')
    .select(['name_hash', 'locked_until'])
    .where('locked_until', '>', now.toString())
    .orderBy('locked_until', 'desc')
    .limit(200)
    .execute()
  if (locked.length === 0) return { known: [], unknown: 0 }
  const accounts = await look.db
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.sign_in_name', 'p.name', 'p.id as person_id'])
    .where(
      sql<Buffer>`sha256(convert_to(a.sign_in_name, 'UTF8'))`,
      'in',
      locked.map(({ name_hash }) => name_hash),
    )
    .where(reached(look, 'session.end'))
    .execute()
  const known = accounts.map(account => {
    const hash = tokenHash(account.sign_in_name)
    return { ...account, locked_until: locked.find(({ name_hash }) => name_hash.equals(hash))?.locked_until ?? null }
  })
  return { known, unknown: locked.length - known.length }
}
