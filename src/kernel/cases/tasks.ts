import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import { tellOfTask } from '../notices/cases.ts'
import { can } from '../org/can.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { advance, legalDayOf, type Said, type Taken } from './advance.ts'
import { type HeldCase, happenedMeanwhile, holdCase, refuseHeldUp } from './hold.ts'
import { type Process, tableOf } from './process.ts'
import { notNeeded } from './record.ts'

/** Tasks for several units at once. `needed`: how many must be done before the case goes on; 1 is any, without it all. */
export type HandOut = {
  readonly needed?: number
  readonly to: readonly { readonly unit_id: number; readonly person_id?: number; readonly what: string; readonly due_on?: Day }[]
}

/** More units than the city has is a mistake. */
const tasksMax = 500

/** Writes one task row per unit, under the event that handed them out. Refusal 'invalid' without any, or for a number that cannot be met. */
export async function handOut(work: Work, taken: Taken, tasks: HandOut | undefined): Promise<void> {
  const to = tasks?.to ?? []
  const needed = tasks?.needed ?? to.length
  if (to.length === 0 || to.length > tasksMax) throw new Refusal('invalid', { 'zh-CN': '请选择单位。', en: 'Choose the units.' })
  if (!Number.isInteger(needed) || needed < 1 || needed > to.length) {
    throw new Refusal('invalid', { 'zh-CN': '需要完成的数量不正确。', en: 'The number that must be done is not right.' })
  }
  await work.tx
    .insertInto('kernel.case_tasks')
    .values(
      to.map(({ unit_id, person_id, what, due_on }) => ({
        case_id: taken.case_id,
        group_seq: taken.seq,
        needed,
        unit_id,
        person_id: person_id ?? null,
        what,
        due_on: due_on ?? null,
      })),
    )
    .execute()
}

/** `joined`: the step that the last task needed took, or null while others are awaited. */
export type Completed = { readonly case_id: number; readonly joined: Taken | null }

/**
 * Completes a task. The last one needed takes the state's `joins` step in the same transaction; of a group that has enough,
 * the others are closed as not needed; whoever is next is told. Refusal 'not_found', 'forbidden' (another unit's, or another person's),
 * 'conflict' (done already, or no longer needed).
 */
export async function completeTask(work: Work, process: Process, taskId: number, outcome: string, said: Said = {}): Promise<Completed> {
  if (outcome.trim() === '' || outcome === notNeeded) throw new Refusal('invalid', { 'zh-CN': '请填写结果。', en: 'Say the outcome.' })
  const { case_id } = await findTask(work, taskId)
  const held = await holdCase(work, process, case_id)
  const task = await findTask(work, taskId) // again, now that nobody else can close it
  const table = tableOf(process, held.process_version)
  const right = table.steps[task.step]?.hands_out?.by
  const forPerson = right && taskFor(work, task)
  if (right === undefined || forPerson === undefined || !can(work.actor, right, task)) throw notYours()
  if (task.done_on !== null) throw doneAlready(task)
  refuseHeldUp(held)
  const legalDay = legalDayOf(work, held, said)
  await work.tx
    .updateTable('kernel.case_tasks')
    .set({ done_on: legalDay, outcome, done_by: work.actor.person_id, for_person_id: forPerson })
    .where('id', '=', taskId)
    .where('done_on', 'is', null)
    .execute()
  await work.log(`${process.business}.task`, `case:${case_id}`, { task: taskId, outcome })
  const joined = await join(work, table, held, { task, legalDay, said })
  await tellOfTask(work, { process, case_id, joined: joined !== null })
  return { case_id, joined }
}

export type Task = Awaited<ReturnType<typeof findTask>>

/** For whom the actor completes a task: null for themself or the unit, the absent person for whom they stand in, undefined: not theirs. */
export function taskFor(work: Work, task: Task): number | null | undefined {
  if (task.person_id === null || task.person_id === work.actor.person_id) return null
  return task.stand_ins.includes(work.actor.person_id ?? 0) ? task.person_id : undefined
}

export const notYours = () => new Refusal('forbidden', { 'zh-CN': '这项任务不由您办理。', en: 'This task is not yours to complete.' })

export async function findTask(work: Work, taskId: number) {
  const task = await work.tx
    .selectFrom('kernel.case_tasks as task')
    .innerJoin('kernel.units as unit', 'unit.id', 'task.unit_id')
    .innerJoin('kernel.case_events as event', join =>
      join.onRef('event.case_id', '=', 'task.case_id').onRef('event.seq', '=', 'task.group_seq'),
    )
    .leftJoin('kernel.people as person', 'person.id', 'task.done_by')
    .select(['task.id', 'task.case_id', 'task.group_seq', 'task.needed', 'task.person_id', 'task.done_on', 'task.outcome'])
    .select(['task.kind', 'task.agrees', 'unit.lineage', 'event.step', 'person.name as done_by_name'])
    .select(standingIn(work.today).as('stand_ins'))
    .where('task.id', '=', taskId)
    .executeTakeFirst()
  if (!task) throw notFound()
  return task
}

/** While the task's person is absent: those of the B posts who are not. */
const standingIn = (day: Day) => sql<number[]>`array(select b from kernel.stand_ins_of(task.person_id, ${day}) as b
  where kernel.is_absent(task.person_id, ${day}) and not kernel.is_absent(b, ${day}))`

type Done = { readonly task: Task; readonly legalDay: Day; readonly said: Said }

/** When this was the last task needed of its group, and no other group of the case still waits: takes the join. */
async function join(work: Work, process: Process, held: HeldCase, { task, legalDay, said }: Done): Promise<Taken | null> {
  const open = await countTasks(work, task, 'open')
  if (open > 0 && (await countTasks(work, task, 'done')) < task.needed) return null
  await work.tx
    .updateTable('kernel.case_tasks')
    .set({ done_on: legalDay, outcome: notNeeded })
    .where('case_id', '=', task.case_id)
    .where('group_seq', '=', task.group_seq)
    .where('done_on', 'is', null)
    .execute()
  const waiting = await work.tx
    .selectFrom('kernel.case_tasks')
    .select('id')
    .where('case_id', '=', task.case_id)
    .where('done_on', 'is', null)
    .limit(1)
    .executeTakeFirst()
  const step = process.states[held.state]?.joins
  if (waiting || step === undefined) return null
  if (!process.steps[step]?.from.includes(held.state)) throw happenedMeanwhile(process, held, step)
  return await advance(work, process, { ...held, tasks_open: false }, step, {
    ...said,
    legal_day: legalDay,
    detail: { ...said.detail, task: task.id },
  })
}

async function countTasks(work: Work, { case_id, group_seq }: Task, which: 'open' | 'done'): Promise<number> {
  const query = work.tx
    .selectFrom('kernel.case_tasks')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', case_id)
    .where('group_seq', '=', group_seq)
  const counted = which === 'open' ? query.where('done_on', 'is', null) : query.where('outcome', '!=', notNeeded)
  return (await counted.executeTakeFirstOrThrow()).count
}

export function doneAlready({ done_on, outcome, done_by_name }: Task): Refusal {
  if (outcome === notNeeded) return new Refusal('conflict', { 'zh-CN': '这项任务已不需要办理。', en: 'This task is no longer needed.' })
  return new Refusal('conflict', {
    'zh-CN': `${done_by_name ?? '系统'}已于${done_on}办结这项任务。`,
    en: `${done_by_name ?? 'The system'} completed this task on ${done_on}.`,
  })
}
