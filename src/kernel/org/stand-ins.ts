import { type SqlBool, sql } from 'kysely'
import { type Day, isDay } from '../calendar/day.ts'
import { Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'

// AB岗: each post can name its B, another post or a person. While whoever holds the post is absent, their cases and tasks are the B's: decided by
// the date each time it is asked (kernel.acts_for, kernel.stand_ins_of), so no job has to switch anything. A B of a B does not act: who stands in
// is found at one remove, so two posts may be each other's B (互为AB岗), and so may a ring of them. While both are absent, nobody acts.
// The commands of kernel/org ask no right: the route of the administration has.

export type NewStandIn = {
  readonly post_id: number
  /** One of the two. */
  readonly to_post_id?: number
  readonly to_person_id?: number
  readonly valid_from?: Day
}

/**
 * Names the B of a post, from a day on (today, if none is said); the one before ends with it. Returns its id. Refusal 'invalid' beside
 * `post_id`, `to_post_id` or `valid_from`: an unknown post or person, oneself, or a post that nobody holds on that day.
 */
export async function nameStandIn(work: Work, input: NewStandIn): Promise<number> {
  const valid_from = input.valid_from ?? work.today
  if ((input.to_post_id === undefined) === (input.to_person_id === undefined))
    throw refuse('to_post_id', '请选择B岗：一个岗位或一个人。', 'Choose the stand-in: a post or a person.')
  if (valid_from < work.today) throw refuse('valid_from', '不能从过去的日期起设置。', 'It cannot begin on a day that is past.')
  await checkParties(work, input)
  await refuseNobody(work, input, valid_from)
  const later = await work.tx
    .selectFrom('kernel.stand_ins')
    .select('id')
    .where('post_id', '=', input.post_id)
    .where('valid_from', '>', valid_from)
    .whereRef('valid_from', 'is distinct from', 'valid_to')
    .executeTakeFirst()
  if (later) throw refuse('valid_from', '该岗位已设置以后日期的B岗。', 'A stand-in from a later day is named already.')
  await endStandIn(work, { post_id: input.post_id, from: valid_from })
  const { id } = await work.tx
    .insertInto('kernel.stand_ins')
    .values({
      post_id: input.post_id,
      to_post_id: input.to_post_id ?? null,
      to_person_id: input.to_person_id ?? null,
      valid_from,
      recorded_by: work.actor.person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.log('name_stand_in', `post:${input.post_id}`, { ...input, valid_from })
  return id
}

/** The post has no B from a day on (today, if none is said). */
export async function endStandIn(
  work: Work,
  { post_id, from = work.today }: { readonly post_id: number; readonly from?: Day },
): Promise<void> {
  const ended = await work.tx
    .updateTable('kernel.stand_ins')
    .set({ valid_to: sql<Day>`greatest(valid_from, ${from}::date)` })
    .where('post_id', '=', post_id)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', from)]))
    .returning('id')
    .execute()
  if (ended.length > 0) await work.log('end_stand_in', `post:${post_id}`, { from })
}

async function checkParties(work: Work, { post_id, to_post_id, to_person_id }: NewStandIn): Promise<void> {
  const posts = await work.tx
    .selectFrom('kernel.posts')
    .select('id')
    .where('id', 'in', [post_id, to_post_id ?? post_id])
    .orderBy('id')
    .forNoKeyUpdate() // two who name the B of one post come one after the other
    .execute()
  if (!posts.some(({ id }) => id === post_id)) throw refuse('post_id', '没有这个岗位。', 'There is no such post.')
  if (to_post_id !== undefined && !posts.some(({ id }) => id === to_post_id))
    throw refuse('to_post_id', '没有这个岗位。', 'There is no such post.')
  if (to_person_id === undefined) return
  const person = await work.tx.selectFrom('kernel.people').select('id').where('id', '=', to_person_id).executeTakeFirst()
  if (!person) throw refuse('to_person_id', '没有这个人。', 'There is no such person.')
}

/** A B who is the person themselves, or a post without a holder, would stand in for nobody: a city would learn it when somebody is ill. */
async function refuseNobody(work: Work, { post_id, to_post_id, to_person_id }: NewStandIn, day: Day): Promise<void> {
  const field = to_post_id === undefined ? 'to_person_id' : 'to_post_id'
  const { rows } = await sql<{ person_id: number; self: boolean }>`
    select b.person_id, b.person_id in (select h.person_id from kernel.holdings as h where h.post_id = ${post_id} and ${holds('h', day)}) as self
    from (select ${to_person_id ?? null}::integer as person_id where ${to_person_id ?? null}::integer is not null
      union select h.person_id from kernel.holdings as h where h.post_id = ${to_post_id ?? null}::integer and ${holds('h', day)}) as b`.execute(
    work.tx,
  )
  if (to_post_id === post_id || (rows.length > 0 && rows.every(({ self }) => self)))
    throw refuse(field, '不能由本人担任自己的B岗。', 'Nobody stands in for themselves.')
  if (rows.length === 0) throw refuse(field, '该岗位暂无人员，不能担任B岗。', 'Nobody holds that post, so nobody would stand in.')
}

const holds = (table: string, day: Day) =>
  sql<SqlBool>`${sql.ref(`${table}.valid_from`)} <= ${day}::date and (${sql.ref(`${table}.valid_to`)} is null or ${sql.ref(`${table}.valid_to`)} > ${day}::date)`

export type NewAbsence = { readonly person_id: number; readonly absent_from: Day; readonly absent_until: Day; readonly reason: string }

/**
 * Records that a person is absent from a day to a day, both included. Returns its id. Refusal 'invalid' for days that cannot be or no reason,
 * 'conflict' when it overlaps another absence.
 */
export async function recordAbsence(work: Work, { person_id, absent_from, absent_until, reason }: NewAbsence): Promise<number> {
  if (![absent_from, absent_until].every(isDay)) throw refuse('absent_from', '日期不正确。', 'The day is not right.')
  if (absent_until < absent_from) throw refuse('absent_until', '结束日期不能早于开始日期。', 'The last day cannot be before the first.')
  if (absent_until < work.today) throw refuse('absent_until', '不能登记已经过去的不在岗。', 'An absence that is over cannot be recorded.')
  if (reason.trim() === '') throw refuse('reason', '请填写原因。', 'Say why.')
  const person = await work.tx.selectFrom('kernel.people').select('id').where('id', '=', person_id).forNoKeyUpdate().executeTakeFirst()
  if (!person) throw refuse('person_id', '没有这个人。', 'There is no such person.')
  const other = await work.tx
    .selectFrom('kernel.absences')
    .select(['absent_from', 'absent_until'])
    .where('person_id', '=', person_id)
    .where('absent_from', '<=', absent_until)
    .where('absent_until', '>=', absent_from)
    .where(eb => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', absent_from)]))
    .executeTakeFirst()
  if (other) {
    throw new Refusal('conflict', {
      'zh-CN': `与已登记的不在岗时间（${other.absent_from}至${other.absent_until}）重叠。`,
      en: `It overlaps the absence from ${other.absent_from} to ${other.absent_until}.`,
    })
  }
  const { id } = await work.tx
    .insertInto('kernel.absences')
    .values({ person_id, absent_from, absent_until, reason: reason.trim(), recorded_by: work.actor.person_id })
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.log('record_absence', `person:${person_id}`, { absence: id, absent_from, absent_until })
  return id
}

/** Back today, earlier than said; one that has not begun is called off. Refusal 'not_found', 'conflict' when it is over. */
export async function endAbsence(work: Work, input: { readonly absence_id: number }): Promise<void> {
  const ended = await work.tx
    .updateTable('kernel.absences')
    .set({ ended_on: sql<Day>`greatest(absent_from, ${work.today}::date)` })
    .where('id', '=', input.absence_id)
    .where('ended_on', 'is', null)
    .where('absent_until', '>=', work.today)
    .returning(['person_id', 'ended_on'])
    .executeTakeFirst()
  if (!ended) throw new Refusal('conflict', { 'zh-CN': '这次不在岗已结束。', en: 'That absence is over.' })
  await work.log('end_absence', `person:${ended.person_id}`, { absence: input.absence_id, ended_on: ended.ended_on })
}

/** The absent people for whom the actor acts today. */
export async function actsFor(look: Pick<Look, 'db' | 'actor' | 'today'> | Pick<Work, 'tx' | 'actor' | 'today'>): Promise<number[]> {
  if (look.actor.person_id === null) return []
  const db = 'tx' in look ? look.tx : look.db
  const row = await db
    .selectNoFrom(sql<number[]>`array(select kernel.acts_for(${look.actor.person_id}, ${look.today}))`.as('people'))
    .executeTakeFirstOrThrow()
  return row.people
}

/** How it stands with a person on a day: absent or not, and who of their Bs is there. Absent without any of them: unattended. */
export async function standInFor({ db }: Look, input: { readonly person_id: number; readonly day: Day }) {
  const { absent } = await db
    .selectNoFrom(sql<boolean>`kernel.is_absent(${input.person_id}, ${input.day})`.as('absent'))
    .executeTakeFirstOrThrow()
  const stand_ins = await db
    .selectFrom('kernel.people as p')
    .select(['p.id', 'p.name'])
    .where(sql<SqlBool>`p.id in (select kernel.stand_ins_of(${input.person_id}, ${input.day}))`)
    .where(sql<SqlBool>`not kernel.is_absent(p.id, ${input.day})`)
    .orderBy('p.id')
    .execute()
  return { absent, stand_ins, unattended: absent && stand_ins.length === 0 }
}

const refuse = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
