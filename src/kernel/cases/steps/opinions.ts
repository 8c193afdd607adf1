import { can, type Right } from '../../org/can.ts'
import { notFound } from '../../refusal.ts'
import type { Work } from '../../work.ts'
import { holdCase } from '../hold.ts'
import { isEnded, type Process, tableOf } from '../process.ts'
import type { Recorded } from '../record.ts'
import { notNeeded, record } from '../record.ts'
import { doneAlready, findTask, notYours, type Task, taskFor } from '../tasks.ts'
import { allowedRight, asHolder, conflict, type Held, hold, invalid, notAllowed, refuseSuspended } from './allowed.ts'
import type { CommonInput } from './inputs.ts'
import { type Party, partyWith } from './parties.ts'

type Kind = 'review' | 'countersign'
const stepOf = (kind: Kind) => (kind === 'review' ? 'add_reviewer' : 'countersign')
const rightOf = ({ table }: Held, kind: string): Right | undefined =>
  kind === 'review' ? table.common?.add_reviewer?.reviewer : table.common?.countersign?.signer

/** 加签: somebody else gives an opinion before the next step. Refusal 'forbidden', 'conflict', 'invalid' beside `to`. */
export async function addReviewer(work: Work, process: Process, caseId: number, input: CommonInput<'add_reviewer'>): Promise<Recorded> {
  if (input.to.some(({ person_id }) => person_id !== undefined && person_id === work.actor.person_id))
    throw invalid('to', '不能请自己加签。', 'You cannot ask yourself for a review.')
  return await ask(work, process, caseId, { ...input, kind: 'review', needed: input.to.length })
}

/**
 * 会签: several sign jointly; `needed` of them must agree, without it all. Who does not agree does not count: when not enough are left, the case
 * waits until it is returned or the request withdrawn. Refusal 'forbidden', 'conflict', 'invalid' beside `to` or `needed`.
 */
export async function countersign(work: Work, process: Process, caseId: number, input: CommonInput<'countersign'>): Promise<Recorded> {
  const needed = input.needed ?? input.to.length
  if (needed > input.to.length) throw invalid('needed', '需要同意的数量多于会签的数量。', 'More must agree than are asked.')
  return await ask(work, process, caseId, { ...input, kind: 'countersign', needed })
}

type Asking = CommonInput<'add_reviewer'> & { readonly kind: Kind; readonly needed: number }

async function ask(work: Work, process: Process, caseId: number, input: Asking): Promise<Recorded> {
  const step = stepOf(input.kind)
  const at = await hold(work, process, { case_id: caseId, step, seen: input.seen })
  const { held, table } = at
  const for_person_id = await asHolder(work, at, step)
  refuseSuspended(at)
  const right = rightOf(at, input.kind)
  if (right === undefined || table.states[held.state]?.joins !== undefined) throw notAllowed(at, step)
  if (input.due_on !== undefined && input.due_on < work.today)
    throw invalid('due_on', '期限不能早于今天。', 'The day cannot be before today.')
  const keys = new Set(input.to.map(({ unit_id, person_id }) => `${unit_id} ${person_id ?? ''}`))
  if (keys.size < input.to.length) throw invalid('to', '同一单位或人员只能选择一次。', 'Each unit or person only once.')
  const parties: Party[] = []
  for (const to of input.to) parties.push(await partyWith(work, to, [right])) // at most fifty, each with its own fault
  const recorded = await record(work, table.business, held, {
    step,
    to: held.state,
    legal_day: work.today,
    note: input.what,
    detail: { to: parties.map(({ unit, person }) => person ?? unit), needed: input.needed },
    for_person_id,
  })
  await work.tx
    .insertInto('kernel.case_tasks')
    .values(
      parties.map(({ unit_id, person_id }) => ({
        case_id: caseId,
        group_seq: recorded.seq,
        kind: input.kind,
        needed: input.needed,
        unit_id,
        person_id,
        what: input.what,
        due_on: input.due_on ?? null,
      })),
    )
    .execute()
  return recorded
}

/**
 * 签署意见: whoever was asked says whether they agree. A review is settled when all have spoken, a countersignature when enough agree.
 * Refusal 'not_found', 'forbidden' (another's, or without the right), 'conflict' (given already, or not awaited any more), 'invalid'.
 */
export async function giveOpinion(
  work: Work,
  process: Process,
  case_id: number,
  input: CommonInput<'give_opinion'>,
): Promise<{ readonly settled: boolean }> {
  const held = await holdCase(work, process, case_id)
  const at = { held, table: tableOf(process, held.process_version) }
  const task = await findTask(work, input.task_id)
  const right = rightOf(at, task.kind)
  if (task.kind === 'step' || task.case_id !== case_id) throw notFound()
  const for_person_id = taskFor(work, task)
  if (right === undefined || for_person_id === undefined || !can(work.actor, right, task)) throw notYours()
  if (task.done_on !== null || isEnded(at.table, held.state)) throw doneAlready(task)
  refuseSuspended(at)
  if (!input.agrees && input.opinion === '') throw invalid('opinion', '不同意时请说明意见。', 'Say why you do not agree.')
  await record(work, process.business, held, {
    step: 'give_opinion',
    to: held.state,
    legal_day: work.today,
    note: input.opinion,
    detail: { agrees: input.agrees, group: task.group_seq },
    for_person_id,
    log: { task: task.id, agrees: input.agrees },
  })
  const outcome = input.opinion === '' ? '同意' : input.opinion
  await work.tx
    .updateTable('kernel.case_tasks')
    .set({ done_on: work.today, done_by: work.actor.person_id, for_person_id, agrees: input.agrees, outcome })
    .where('id', '=', task.id)
    .execute()
  const settled = await isSettled(work, task)
  if (settled) await closeGroup(work, task)
  return { settled }
}

async function isSettled(work: Work, { case_id, group_seq, kind, needed }: Task): Promise<boolean> {
  const tasks = await work.tx
    .selectFrom('kernel.case_tasks')
    .select(['done_on', 'agrees'])
    .where('case_id', '=', case_id)
    .where('group_seq', '=', group_seq)
    .execute()
  if (kind === 'review') return tasks.every(({ done_on }) => done_on !== null)
  return tasks.filter(({ agrees }) => agrees === true).length >= needed
}

/** The group holds nothing up any more; who has not spoken need not. */
async function closeGroup(work: Work, { case_id, group_seq }: Pick<Task, 'case_id' | 'group_seq'>): Promise<void> {
  const group = work.tx.updateTable('kernel.case_tasks').where('case_id', '=', case_id).where('group_seq', '=', group_seq)
  await group.where('done_on', 'is', null).set({ done_on: work.today, outcome: notNeeded }).execute()
  await group.set({ closed_on: work.today }).execute()
}

/** 撤销加签、会签: the opinions that are still out are not waited for. Refusal 'forbidden', 'conflict', 'invalid' beside `group`. */
export async function withdrawRequest(
  work: Work,
  process: Process,
  caseId: number,
  input: CommonInput<'withdraw_request'>,
): Promise<Recorded> {
  const at = await hold(work, process, { case_id: caseId, step: 'withdraw_request' })
  const { held, table } = at
  const asked = await work.tx
    .selectFrom('kernel.case_tasks')
    .select(['kind', 'closed_on'])
    .where('case_id', '=', caseId)
    .where('group_seq', '=', input.group)
    .where('kind', '!=', 'step')
    .limit(1)
    .executeTakeFirst()
  if (!asked) throw invalid('group', '没有这项加签或会签。', 'Nothing was asked for there.')
  const step = stepOf(asked.kind === 'review' ? 'review' : 'countersign')
  allowedRight(at, step)
  const for_person_id = await asHolder(work, at, step)
  if (asked.closed_on !== null) throw conflict('这项加签或会签已办结。', 'That request is settled already.')
  const recorded = await record(work, table.business, held, {
    step: 'withdraw_request',
    to: held.state,
    legal_day: work.today,
    note: input.why,
    detail: { group: input.group },
    for_person_id,
  })
  await closeGroup(work, { case_id: caseId, group_seq: input.group })
  return recorded
}
