import { type RawBuilder, sql } from 'kysely'
import { zone } from '../../../kernel/calendar/day.ts'
import { containing, type ListPage, type Slice } from '../../../kernel/lists/list.ts'
import type { Actor } from '../../../kernel/org/actor.ts'
import { unitsWhere } from '../../../kernel/org/can.ts'
import type { Look } from '../../../kernel/work.ts'
import type { LogQuery } from '../forms/log.ts'

export type LogRow = {
  readonly id: number
  readonly recorded_at: string
  readonly act: string
  readonly subject: string
  readonly person: string | null
  readonly sign_in_name: string | null
  readonly detail: string
}

/** Counted exactly up to here: by then one filters. */
const counted_max = 100_000

/** Lines of the log, as asked. By the indexes on id, act, person, subject and recorded_at. */
export async function logLines(look: Look, input: { readonly query: LogQuery; readonly slice: Slice }): Promise<ListPage<LogRow>> {
  const { query, slice } = input
  const wanted = sql`kernel.log as l where ${seen(look.actor)} and ${asked(query)}`
  const [rows, { total }] = await Promise.all([
    look.db
      .selectFrom(
        sql<LogRow>`(select l.id, l.recorded_at, l.act, l.subject, l.detail::text as detail, p.name as person, a.sign_in_name
          from (select l.* from ${wanted} order by l.id ${query.down ? sql`desc` : sql`asc`} limit ${slice.limit} offset ${slice.offset}) as l
          left join kernel.people as p on p.id = l.person_id left join kernel.accounts as a on a.person_id = l.person_id)`.as('line'),
      )
      .selectAll()
      .orderBy('id', query.down ? 'desc' : 'asc')
      .execute(),
    look.db
      .selectFrom(
        sql<{ total: number }>`(select count(*) as total from (select from ${wanted} limit ${counted_max}) as first_ones)`.as('counted'),
      )
      .selectAll()
      .executeTakeFirstOrThrow(),
  ])
  return { rows, total }
}

function asked({ filters }: LogQuery): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`]
  const { act, person, subject, from, to } = filters
  if (act) parts.push(sql`l.act = ${act}`)
  if (person)
    parts.push(sql`l.person_id in (select p.id from kernel.people as p left join kernel.accounts as a on a.person_id = p.id
      where p.name like ${containing(person)} or a.sign_in_name = ${person})`)
  // 'publication:12' is one subject; 'publication:' or 'publication' all of its kind.
  if (subject) parts.push(/:./.test(subject) ? sql`l.subject = ${subject}` : sql`l.subject like ${containing(subject).slice(1)}`)
  if (from) parts.push(sql`l.recorded_at >= (${from}::timestamp at time zone ${zone})`)
  if (to) parts.push(sql`l.recorded_at < ((${to}::date + 1)::timestamp at time zone ${zone})`)
  return sql.join(parts, sql` and `)
}

/** Whoever reads the log of a part of the city sees what its people did; of the whole city, everything, the system's own acts too. */
function seen(actor: Actor): RawBuilder<unknown> {
  const units = unitsWhere(actor, 'log.read')
  return sql`(exists (select from kernel.units as root where root.id = any(${units}::integer[]) and root.parent_id is null)
    or l.person_id in (select g.person_id from kernel.grants as g join kernel.units as u on u.id = g.unit_id
      where u.lineage && ${units}::integer[]))`
}

/** The acts that stand in the log, each once: jumps from one to the next in the index. */
export async function knownActs(look: Look): Promise<string[]> {
  const rows = await look.db
    .selectFrom(
      sql<{ act: string }>`(with recursive acts as (
        (select act from kernel.log order by act limit 1)
        union all select (select l.act from kernel.log as l where l.act > acts.act order by l.act limit 1) from acts where acts.act is not null)
        select act from acts where act is not null limit 500)`.as('known'),
    )
    .select('act')
    .execute()
  return rows.map(({ act }) => act)
}
