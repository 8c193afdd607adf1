import { sql } from 'kysely'
import type { Actor } from '../org/actor.ts'
import type { Look } from '../work.ts'

/** The channel on which PostgreSQL says what changed on the desk; the triggers of the migration write it. */
export const deskChannel = 'mingjing_desk'

/** What changed: a case, for a unit; or the notices of a person. */
export type DeskChange =
  | { readonly kind: 'case'; readonly unit_id: number; readonly case_id: number }
  | { readonly kind: 'notice'; readonly person_id: number }

/** Reads one payload; another text is none of ours. */
export function readChange(payload: string): DeskChange | undefined {
  const [, unit_id, case_id] = /^c(\d+)\/(\d+)$/.exec(payload) ?? []
  if (unit_id !== undefined) return { kind: 'case', unit_id: Number(unit_id), case_id: Number(case_id) }
  const [, person_id] = /^n(\d+)$/.exec(payload) ?? []
  return person_id === undefined ? undefined : { kind: 'notice', person_id: Number(person_id) }
}

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
