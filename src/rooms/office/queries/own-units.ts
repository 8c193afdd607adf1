import type { Look } from '../../../kernel/work.ts'

/** The units in which this person holds a role. */
export async function ownUnits({ db, actor }: Look, _input: null) {
  const ids = [...new Set(actor.grants.map(({ unit_id }) => unit_id))]
  if (ids.length === 0) return []
  return await db.selectFrom('kernel.units').select(['id', 'short_name']).where('id', 'in', ids).orderBy('lineage').execute()
}
