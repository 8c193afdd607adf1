import { completeTask } from '../../../kernel/cases/tasks.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import type { Work } from '../../../kernel/work.ts'
import type { BatchAct } from '../forms/batches.ts'
import type { BatchResults } from '../queries/batch.ts'

/** Completes a task of a case. */
export async function complete(
  work: Work,
  input: { readonly known: RoomProcess; readonly task: number; readonly outcome: string },
): Promise<void> {
  await completeTask(work, input.known.process, input.task, input.outcome)
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
