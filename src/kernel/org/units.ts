import type { Day } from '../calendar/day.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { drawIds, only, slices } from './rows.ts'

// The commands of kernel/org ask no right: the route of the administration, the one-time link or the demo's loader has.

export type NewDivision = {
  readonly code: string
  readonly name: string
  readonly level: 1 | 2 | 3 | 4 | 5
  readonly parent_code: string | null
  readonly valid_from: Day
  readonly valid_to?: Day | null
  readonly source: string
  readonly demo?: boolean
}

/** Adds divisions, parents before children; those whose code is known already stay as they are. Returns how many are new. */
export async function createDivisions(work: Work, divisions: readonly NewDivision[]): Promise<number> {
  let created = 0
  for (const rows of slices(divisions)) {
    const result = await work.tx
      .insertInto('kernel.divisions')
      .values(rows.map(row => ({ ...row, valid_to: row.valid_to ?? null, demo: row.demo ?? false })))
      .onConflict(conflict => conflict.column('code').doNothing())
      .executeTakeFirstOrThrow()
    created += Number(result.numInsertedOrUpdatedRows ?? 0)
  }
  await work.log('create_divisions', 'division:all', { created })
  return created
}

export type UnitLevel = 'city' | 'county' | 'township' | 'village'

export type NewUnit = {
  /** Lower-case letters, digits and hyphens; stands in addresses and never changes. */
  readonly code: string
  readonly name: string
  readonly short_name: string
  readonly level: UnitLevel
  readonly kind: string
  /** Code of the unit above it; null for the root of a city. */
  readonly parent: string | null
  readonly division_code?: string | null
  readonly document_prefix?: string | null
  readonly uscc?: string | null
  readonly organisation_code?: string | null
  readonly phone?: string | null
  readonly valid_from: Day
}
export type CreatedUnit = { readonly id: number; readonly code: string; readonly lineage: readonly number[] }

export const createUnit = async (work: Work, unit: NewUnit): Promise<CreatedUnit> => only(await createUnits(work, [unit]))

/**
 * Creates units, each after its parent (one of them, or one that exists); results in the same order.
 * Refusal 'invalid' beside `code`, `parent` or `division_code`.
 */
export async function createUnits(work: Work, units: readonly NewUnit[]): Promise<CreatedUnit[]> {
  const created = await withLineage(work, units)
  await knownDivisions(work, units)
  for (const rows of slices(created)) {
    const written = await work.tx
      .insertInto('kernel.units')
      .values(
        rows.map(({ unit: { parent: _parent, ...unit }, id, lineage }) => ({ ...unit, id, lineage, parent_id: lineage.at(-2) ?? null })),
      )
      .onConflict(conflict => conflict.column('code').doNothing())
      .returning('id')
      .execute()
    if (written.length < rows.length) throw refuse('code', '此单位代码已被使用', 'This unit code is taken')
  }
  const results = created.map(({ unit: { code }, id, lineage }) => ({ id, code, lineage }))
  const [first] = results
  if (results.length === 1 && first) await work.log('create_unit', `unit:${first.id}`, { code: first.code })
  else await work.log('create_units', 'unit:many', { ids: results.map(({ id }) => id) })
  return results
}

/** Ids, and for each unit the ids from the root down to itself. */
async function withLineage(work: Work, units: readonly NewUnit[]) {
  const wanted = [...new Set(units.flatMap(({ parent }) => (parent === null ? [] : [parent])))]
  const present =
    wanted.length === 0
      ? []
      : await work.tx.selectFrom('kernel.units').select(['code', 'lineage']).where('code', 'in', wanted).forShare().execute()
  const lineages = new Map<string, number[]>(present.map(({ code, lineage }) => [code, lineage]))
  const ids = await drawIds(work, 'units', units.length)
  return ids.flatMap((id, index) => {
    const unit = units[index]
    if (!unit) return []
    const above = unit.parent === null ? [] : lineages.get(unit.parent)
    if (!above) throw refuse('parent', `没有代码为“${unit.parent}”的上级单位`, `There is no unit with the code '${unit.parent}'`)
    const lineage = [...above, id]
    lineages.set(unit.code, lineage)
    return [{ unit, id, lineage }]
  })
}

async function knownDivisions(work: Work, units: readonly NewUnit[]): Promise<void> {
  const codes = [...new Set(units.flatMap(({ division_code }) => (division_code ? [division_code] : [])))]
  if (codes.length === 0) return
  const known = await work.tx.selectFrom('kernel.divisions').select('code').where('code', 'in', codes).execute()
  if (known.length < codes.length) throw refuse('division_code', '没有此行政区划代码', 'There is no division with this code')
}

export type NewPost = { readonly unit_id: number; readonly name: string }

export const createPost = async (work: Work, post: NewPost): Promise<number> => only(await createPosts(work, [post]))

/** Creates posts; ids in the same order. */
export async function createPosts(work: Work, posts: readonly NewPost[]): Promise<number[]> {
  const ids = await drawIds(work, 'posts', posts.length)
  const rows = ids.flatMap((id, index) => {
    const post = posts[index]
    return post ? [{ ...post, id }] : []
  })
  for (const some of slices(rows)) await work.tx.insertInto('kernel.posts').values(some).execute()
  const [first] = ids
  if (ids.length === 1 && first !== undefined) await work.log('create_post', `post:${first}`)
  else await work.log('create_posts', 'post:many', { ids })
  return ids
}

const refuse = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
