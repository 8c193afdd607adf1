import { sql } from 'kysely'
import { type Right, rights } from '../org/can.ts'
import type { Words } from '../words.ts'
import type { Work } from '../work.ts'
import { sendJob } from './jobs.ts'
import { kinds, type NoticeKind } from './kinds.ts'

/**
 * Who is told: people by name, all who hold one of some rights in a unit, or all who hold a role of that very unit. Who acts is never told of
 * their own act.
 */
export type NoticeTo =
  | { readonly people: readonly (number | null)[] }
  | { readonly rights: readonly Right[]; readonly unit_id: number }
  | { readonly staff_of: number }

export type NewNotice = {
  readonly to: NoticeTo
  readonly kind: NoticeKind
  /** At most 500 characters; longer ones are cut. */
  readonly words: Words
  /** Where on the desk it leads. */
  readonly href: string
  readonly case_id?: number
  /** People who are not told although they hold the right: whoever may not take the step themselves. */
  readonly except?: readonly (number | null)[]
}

/** More people than this hold no right in one unit; the others find the case in their lists. */
const told_max = 500
const words_max = 500

/**
 * Tells people, in the command's own transaction: one statement writes a notice for each and, by their preferences, how else it is to reach
 * them. Returns the notices that are to be sent by mail or message.
 */
export async function notify(work: Work, notice: NewNotice): Promise<readonly number[]> {
  const { kind, words } = notice
  const not = [...(notice.except ?? []), work.actor.person_id].filter(id => id !== null)
  const { sent } = kinds[kind]
  const { rows } = await sql<{ told: number[]; waiting: number[] }>`
    with told as (
      select person_id from (${peopleOf(work, notice.to)}) as wanted
      where not (person_id = any(${not}::integer[]))
      order by person_id limit ${told_max}),
    fresh as (
      insert into kernel.notices (person_id, kind, words_zh, words_en, href, case_id)
      select person_id, ${kind}, ${cut(words['zh-CN'])}, ${cut(words.en)}, ${notice.href}, ${notice.case_id ?? null}::bigint from told
      returning id, person_id),
    ways as (
      insert into kernel.notice_deliveries (notice_id, channel)
      select fresh.id, way.channel from fresh
      cross join (values ('mail', ${sent.mail}::boolean), ('sms', ${sent.sms}::boolean)) as way (channel, by_default)
      left join kernel.notice_preferences as chosen
        on chosen.person_id = fresh.person_id and chosen.kind = ${kind} and chosen.channel = way.channel
      where coalesce(chosen.wanted, way.by_default)
      returning notice_id)
    select array(select person_id from fresh) as told, array(select distinct notice_id from ways order by notice_id) as waiting`.execute(
    work.tx,
  )
  for (const person_id of rows[0]?.told ?? []) work.deskChanged({ kind: 'notice', person_id })
  const notice_ids = (rows[0]?.waiting ?? []).map(Number)
  if (notice_ids.length > 0) await work.enqueue(sendJob, { notice_ids })
  return notice_ids
}

/** Only people who can sign in: a notice to a closed account is read by nobody. By (unit_id, role) of grants. */
function peopleOf(work: Work, to: NoticeTo) {
  if ('people' in to) {
    const ids = to.people.filter(id => id !== null)
    return sql`
      select account.person_id from kernel.accounts as account
      where account.person_id = any(${ids}::integer[]) and (account.disabled_on is null or account.disabled_on > ${work.today}::date)`
  }
  const where =
    'staff_of' in to
      ? sql`held.unit_id = ${to.staff_of}::integer`
      : sql`held.unit_id = any(array(select unnest(lineage) from kernel.units where id = ${to.unit_id}::integer))
          and held.role = any(${[...new Set(to.rights.flatMap((right): readonly string[] => rights[right]))]}::text[])`
  return sql`
    select distinct held.person_id from kernel.grants as held
    join kernel.accounts as account on account.person_id = held.person_id
    where ${where}
      and held.valid_from <= ${work.today}::date and (held.valid_to is null or held.valid_to > ${work.today}::date)
      and (account.disabled_on is null or account.disabled_on > ${work.today}::date)`
}

const cut = (text: string): string => {
  const letters = Array.from(text)
  return letters.length <= words_max ? text : `${letters.slice(0, words_max - 1).join('')}…`
}
