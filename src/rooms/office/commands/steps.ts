import { type CommonAsked, takeCommon } from '../../../kernel/cases/steps/index.ts'
import { completeTask } from '../../../kernel/cases/tasks.ts'
import { tellOfStep, tellOfTask } from '../../../kernel/notices/cases.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import type { Work } from '../../../kernel/work.ts'
import type { BatchAct } from '../forms/batches.ts'
import type { BatchResults } from '../queries/batch.ts'

/** A common step, and word of it to those whom it concerns: in one transaction. */
export async function takeAndTell(work: Work, asked: CommonAsked): Promise<void> {
  await takeCommon(work, asked)
  await tellOfStep(work, asked)
}

/** Completes a task; when the case goes on by that, whoever is next is told. */
export async function completeAndTell(
  work: Work,
  input: { readonly known: RoomProcess; readonly task: number; readonly outcome: string },
): Promise<void> {
  const { process } = input.known
  const { case_id, joined } = await completeTask(work, process, input.task, input.outcome)
  await tellOfTask(work, { process, case_id, joined: joined !== null })
}

/** Keeps what became of each case of a batch, for the page that says so. */
export async function keepBatch(work: Work, input: { readonly act: BatchAct; readonly results: BatchResults }): Promise<number> {
  const person_id = work.actor.person_id
  if (person_id === null) throw notFound()
  const { id } = await work.tx
    .insertInto('kernel.batches')
    .values({ person_id, act: input.act, results: JSON.stringify(input.results) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.log('batch', `batch:${id}`, { act: input.act, cases: input.results.length })
  return id
}
