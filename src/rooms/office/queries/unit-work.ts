import { type RawBuilder, sql } from 'kysely'
import type { Process } from '../../../kernel/cases/process.ts'
import { seenBy } from '../../../kernel/cases/visible.ts'
import { containing, type ListPage, type Slice } from '../../../kernel/lists/list.ts'
import type { Look } from '../../../kernel/work.ts'
import type { UnitWorkQuery } from '../forms/lists.ts'
import { dueOf } from '../rules.ts'
import { urgencyOf } from './my-work.ts'
import { type OpenWork, supervised, urged } from './open-work.ts'
import { attendance, type UnattendedWhy, unattendedWhy } from './unattended.ts'

type Found = OpenWork & {
  readonly unit: string
  readonly holder: string | null
  readonly urged: boolean
  readonly supervised: boolean
  /** Why nobody attends to it. */
  readonly unattended: UnattendedWhy | null
}
export type UnitWorkRow = Awaited<ReturnType<typeof unitWork>>['rows'][number]

type Part = RawBuilder<unknown>

/**
 * Open cases and tasks of the units where this person holds any right, filtered and sorted as asked; and how many there are in all.
 * By (business, state, due_on) and (unit_id, due_on) of those open: what is over is never read.
 */
export async function unitWork(
  look: Look,
  input: { readonly processes: readonly Process[]; readonly query: UnitWorkQuery; readonly slice: Slice },
) {
  const urgency = await urgencyOf(look)
  const { query, slice } = input
  const found = await look.db
    .selectFrom(
      sql<{ total: number; rows: Found[] }>`(with ${attendance(look, input.processes)},
        named as (
          select s.*, u.short_name as unit, p.name as holder, ${urged(sql`s.case_id`)} as urged, ${supervised(sql`s.case_id`)} as supervised
          from attended as s join kernel.units as u on u.id = s.unit_id left join kernel.people as p on p.id = s.holder_id
          where ${asked(query, look.today)})
        select (select count(*) from named) as total,
          coalesce((select json_agg(page) from (
            select kind, case_id, task_id, business, number, title, state, what, unit_id, holder_id, received_on::text as received_on,
              due_on::text as due_on, unit, holder, urged, supervised, ${unattendedWhy(look.today)} as unattended
            from named as s order by ${order[query.sort]} ${query.down ? sql`desc` : sql`asc`} nulls last, case_id, task_id nulls first
            limit ${slice.limit} offset ${slice.offset}) as page), '[]') as rows)`.as('found'),
    )
    .selectAll()
    .executeTakeFirstOrThrow()
  const rows = found.rows.map(row => ({ ...row, due: row.due_on === null ? null : dueOf(row.due_on, urgency) }))
  return { rows, total: found.total } satisfies ListPage<Found>
}

const order: Readonly<Record<UnitWorkQuery['sort'], Part>> = {
  due: sql`due_on`,
  number: sql`number`,
  title: sql`title`,
  unit: sql`unit`,
  received: sql`received_on`,
}

function asked({ filters }: UnitWorkQuery, today: string): Part {
  const parts: Part[] = [sql`true`]
  const { q, kind, business, state, unit, holder, due_before } = filters
  if (q) parts.push(sql`(s.number = ${q} or s.title like ${containing(q)} or s.what like ${containing(q)})`)
  if (kind) parts.push(sql`s.kind = ${kind}`)
  if (business) parts.push(sql`s.business = ${business}`)
  if (state) parts.push(sql`s.business || '/' || s.state = ${state}`)
  if (unit) parts.push(sql`s.unit_id::text = ${unit}`)
  if (holder) parts.push(sql`p.name like ${containing(holder)}`)
  if (due_before) parts.push(sql`s.due_on < ${due_before}::date`)
  if (filters.overdue) parts.push(sql`s.due_on < ${today}::date`)
  if (filters.supervised) parts.push(supervised(sql`s.case_id`))
  if (filters.urged) parts.push(urged(sql`s.case_id`))
  if (filters.unattended) parts.push(sql`(${unattendedWhy(today)}) is not null`)
  return sql.join(parts, sql` and `)
}

/** More units than this do not fit a list of choices; by then one filters by words. */
const units_max = 500

/** The units that this person can filter by: those where they hold a right of any business. */
export async function seenUnits({ db, actor }: Look, processes: readonly Process[]) {
  const units = [...new Set(seenBy(actor, processes).flatMap(seen => seen.units))]
  return await db
    .selectFrom('kernel.units')
    .select(['id', 'short_name'])
    .where(sql<boolean>`lineage && ${units}::integer[]`)
    .orderBy('lineage')
    .limit(units_max)
    .execute()
}
