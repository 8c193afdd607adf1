import { can } from '../../org/can.ts'
import { place } from '../../org/sign-in.ts'
import type { Work } from '../../work.ts'
import type { Process } from '../process.ts'
import { type Recorded, record } from '../record.ts'
import { asOnlooker, conflict, hold, invalid } from './allowed.ts'
import type { CommonInput } from './inputs.ts'
import { personToday } from './parties.ts'

// What is done to a case from beside: it changes neither state nor holder nor clock.

/** 催办: reminds whoever has the case; by one person once a day [D]. Refusal 'forbidden', 'conflict' (urged today already). */
export async function urge(
  work: Work,
  process: Process,
  caseId: number,
  input: CommonInput<'urge'>,
): Promise<Recorded & { count: number }> {
  const at = await hold(work, process, { case_id: caseId, step: 'urge' })
  const { held, table } = at
  const for_person_id = await asOnlooker(work, at, 'urge')
  const { count, mine } = await work.tx
    .selectFrom('kernel.case_events')
    .select(eb => [
      eb.fn.countAll<number>().as('count'),
      eb.fn
        .countAll<number>()
        .filterWhere('person_id', 'is not distinct from', work.actor.person_id)
        .filterWhere('legal_day', '=', work.today)
        .as('mine'),
    ])
    .where('case_id', '=', caseId)
    .where('step', '=', 'urge')
    .executeTakeFirstOrThrow()
  if (mine > 0) throw conflict('您今天已经催办过，每人每日只能催办一次。', 'You have urged this case today already; once a day is enough.')
  const recorded = await record(work, table.business, held, {
    step: 'urge',
    to: held.state,
    legal_day: work.today,
    for_person_id,
    note: input.note,
    detail: { count: count + 1, to_unit: held.unit, to_person: held.holder?.name ?? null },
  })
  return { ...recorded, count: count + 1 }
}

/** 督办: an answer is demanded by a day; one supervision at a time. Refusal 'forbidden', 'conflict', 'invalid' beside `answer_by`. */
export async function supervise(work: Work, process: Process, caseId: number, input: CommonInput<'supervise'>): Promise<Recorded> {
  const at = await hold(work, process, { case_id: caseId, step: 'supervise' })
  const { held, table } = at
  const for_person_id = await asOnlooker(work, at, 'supervise')
  if (input.answer_by < work.today) throw invalid('answer_by', '答复日期不能早于今天。', 'The day of the answer cannot be before today.')
  if (await openSupervision(work, caseId)) throw conflict('本事项已在督办中。', 'The case is under supervision already.')
  const recorded = await record(work, table.business, held, {
    step: 'supervise',
    to: held.state,
    legal_day: work.today,
    for_person_id,
    note: input.demand,
    detail: { answer_by: input.answer_by },
  })
  await work.tx
    .insertInto('kernel.case_supervisions')
    .values({ case_id: caseId, seq: recorded.seq, answer_by: input.answer_by, demand: input.demand, person_id: work.actor.person_id })
    .execute()
  return recorded
}

/** 办结督办: with its result. Refusal 'forbidden', 'conflict' when there is none. */
export async function endSupervision(
  work: Work,
  process: Process,
  caseId: number,
  input: CommonInput<'end_supervision'>,
): Promise<Recorded> {
  const at = await hold(work, process, { case_id: caseId, step: 'end_supervision' })
  const { held, table } = at
  const for_person_id = await asOnlooker(work, at, 'end_supervision')
  const open = await openSupervision(work, caseId)
  if (!open) throw conflict('本事项没有在督办中。', 'The case is not under supervision.')
  const recorded = await record(work, table.business, held, {
    step: 'end_supervision',
    to: held.state,
    legal_day: work.today,
    for_person_id,
    note: input.result,
    detail: { supervision: open.seq, answer_by: open.answer_by },
  })
  await work.tx
    .updateTable('kernel.case_supervisions')
    .set({ ended_seq: recorded.seq, ended_on: work.today, result: input.result })
    .where('case_id', '=', caseId)
    .where('seq', '=', open.seq)
    .execute()
  return recorded
}

const openSupervision = (work: Work, caseId: number) =>
  work.tx
    .selectFrom('kernel.case_supervisions')
    .select(['seq', 'answer_by'])
    .where('case_id', '=', caseId)
    .where('ended_seq', 'is', null)
    .executeTakeFirst()

/** 抄送: units and people who may read the case; who reads it has that already. Refusal 'forbidden', 'conflict', 'invalid' beside `to`. */
export async function copyTo(work: Work, process: Process, caseId: number, input: CommonInput<'copy_to'>): Promise<Recorded> {
  const at = await hold(work, process, { case_id: caseId, step: 'copy_to' })
  const { held, table } = at
  const for_person_id = await asOnlooker(work, at, 'copy_to')
  const to = await Promise.all(input.to.map(one => ('unit_id' in one ? unitNamed(work, one.unit_id) : personNamed(work, one.person_id))))
  const known = await work.tx.selectFrom('kernel.case_copies').select(['unit_id', 'person_id']).where('case_id', '=', caseId).execute()
  const keyOf = (one: { unit_id: number | null; person_id: number | null }) => `${one.unit_id ?? ''} ${one.person_id ?? ''}`
  const fresh = [...new Map(to.map(one => [keyOf(one), one])).values()].filter(one => !known.some(other => keyOf(other) === keyOf(one)))
  if (fresh.length === 0) throw conflict('所选单位或人员均已抄送。', 'They all have a copy already.')
  const recorded = await record(work, table.business, held, {
    step: 'copy_to',
    to: held.state,
    legal_day: work.today,
    for_person_id,
    note: input.note,
    detail: { to: fresh.map(({ name }) => name) },
  })
  await work.tx
    .insertInto('kernel.case_copies')
    .values(fresh.map(({ unit_id, person_id }) => ({ case_id: caseId, seq: recorded.seq, unit_id, person_id })))
    .execute()
  return recorded
}

async function unitNamed(work: Work, unit_id: number) {
  const unit = await work.tx.selectFrom('kernel.units').select('short_name').where('id', '=', unit_id).executeTakeFirst()
  if (!unit) throw invalid('to', '没有这个单位。', 'There is no such unit.')
  return { unit_id, person_id: null, name: unit.short_name }
}

async function personNamed(work: Work, person_id: number) {
  const person = await personToday(work, person_id)
  if (!person) throw invalid('to', '没有这个人。', 'There is no such person.')
  return { unit_id: null, person_id, name: person.name }
}

/**
 * The reading receipt: marks the actor's own copies of a case, and those of units at whose desk they sit, as read now. Whoever reads first is
 * recorded. Returns how many were marked; a case that was not copied to them gives 0.
 */
export async function readCopy(work: Work, caseId: number): Promise<number> {
  const { person_id } = work.actor
  if (person_id === null) return 0
  const copies = await work.tx
    .selectFrom('kernel.case_copies')
    .select(['id', 'unit_id', 'person_id'])
    .where('case_id', '=', caseId)
    .where('read_at', 'is', null)
    .forUpdate()
    .execute()
  const mine: number[] = []
  for (const copy of copies) {
    const own =
      copy.unit_id === null ? copy.person_id === person_id : can(work.actor, 'desk.open', await place({ db: work.tx }, copy.unit_id))
    if (own) mine.push(copy.id)
  }
  if (mine.length === 0) return 0
  await work.tx
    .updateTable('kernel.case_copies')
    .set({ read_at: work.now.toString(), read_by: person_id })
    .where('id', 'in', mine)
    .execute()
  await work.log('read_copy', `case:${caseId}`, { copies: mine })
  return mine.length
}
