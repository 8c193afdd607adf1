import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'

/**
 * Who reads the log leaves a line in it, at most one an hour: the log's own reading is part of the log. Runs on a GET, which so stays
 * repeatable; two pages opened at the same moment leave one line.
 */
export async function noteReading(work: Work): Promise<void> {
  const { person_id } = work.actor
  if (person_id === null) return
  await work.tx.selectFrom('kernel.people').select('id').where('id', '=', person_id).forNoKeyUpdate().execute()
  const lately = await work.tx
    .selectFrom('kernel.log')
    .select('id')
    .where('person_id', '=', person_id)
    .where('act', '=', 'read_log')
    .where('recorded_at', '>', sql<string>`now() - interval '1 hour'`)
    .limit(1)
    .executeTakeFirst()
  if (!lately) await work.log('read_log', 'log:all')
}
