import { sql } from 'kysely'
import type { Actor } from '../org/actor.ts'
import type { Look } from '../work.ts'

/** A unit's ids from the root down; empty for an unknown one. */
export async function lineageOf({ db }: Look, unit_id: number): Promise<readonly number[]> {
  const row = await db.selectFrom('kernel.units').select('lineage').where('id', '=', unit_id).executeTakeFirst()
  return row?.lineage ?? []
}

/**
 * Which of these sessions still stand, by the hash of their token, with the grants that hold now: asked of all live readers at once, so that
 * a session that ended or a role that was taken away ends what is told.
 */
export async function standing(
  { db, today }: Look,
  input: { readonly token_hashes: readonly Uint8Array[]; readonly now: Temporal.Instant },
): Promise<ReadonlyMap<string, Actor['grants']>> {
  const rows = await db
    .selectFrom('kernel.sessions as s')
    .innerJoin('kernel.accounts as a', 'a.id', 's.account_id')
    .select(sql<string>`encode(s.token_hash, 'hex')`.as('hash'))
    .select(
      sql<Actor['grants']>`coalesce((select json_agg(json_build_object('role', g.role, 'unit_id', g.unit_id)) from kernel.grants as g
        where g.person_id = a.person_id and g.valid_from <= ${today}::date and (g.valid_to is null or g.valid_to > ${today}::date)), '[]')`.as(
        'grants',
      ),
    )
    .where(sql<boolean>`s.token_hash = any(${[...input.token_hashes]}::bytea[])`)
    .where('s.expires_at', '>', input.now.toString())
    .where(eb => eb.or([eb('a.disabled_on', 'is', null), eb('a.disabled_on', '>', today)]))
    .execute()
  return new Map(rows.map(({ hash, grants }) => [hash, grants]))
}
