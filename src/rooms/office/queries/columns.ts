import { sql } from 'kysely'
import { type Right, unitsWhere } from '../../../kernel/org/can.ts'
import { portal_code } from '../../../kernel/publications/outlets.ts'
import { requiredColumns } from '../../../kernel/publications/required-columns.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'

/** Columns and outlets that are listed; a city has some sixty of each. */
const rows_max = 1000
/** Units that a list offers. */
const units_max = 500

/** The open units below those for which the actor has the right, for a list to choose from. */
export async function unitChoices(look: Look, right: Right) {
  const roots = unitsWhere(look.actor, right)
  if (roots.length === 0) return []
  return await look.db
    .selectFrom('kernel.units')
    .select(['id', 'code', 'name'])
    .where('lineage', '&&', sql<number[]>`${roots}::integer[]`)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', look.today)]))
    .orderBy(sql`cardinality(lineage)`)
    .orderBy('id')
    .limit(units_max)
    .execute()
}
export type UnitChoices = Awaited<ReturnType<typeof unitChoices>>

const manages = (look: Look, right: Right) => sql<boolean>`u.lineage && ${unitsWhere(look.actor, right)}::integer[]`

/** All columns as a tree in order, with what one may do with each; and the required ones that are not there. */
export async function columnList(look: Look, _input: null) {
  const rows = await look.db
    .selectFrom('kernel.columns as c')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select(['u.name as unit', manages(look, 'column.manage').as('mine')])
    .orderBy('c.position')
    .orderBy('c.id')
    .limit(rows_max)
    .execute()
  const known = new Set(rows.map(({ code }) => code))
  return { rows: inTree(rows), missing: requiredColumns.filter(({ code }) => !known.has(code)) }
}
export type ColumnList = Awaited<ReturnType<typeof columnList>>

type InTree<T> = T & { readonly depth: number }

/** Parents before children, siblings as they came. */
function inTree<T extends { readonly id: number; readonly parent_id: number | null }>(rows: readonly T[]): InTree<T>[] {
  const children = Map.groupBy(rows, row => row.parent_id)
  const below = (parent: number | null, depth: number): InTree<T>[] =>
    (children.get(parent) ?? []).flatMap(row => [{ ...row, depth }, ...below(row.id, depth + 1)])
  return below(null, 0)
}

/** One column of the actor's units; others do not exist. */
export async function columnToManage(look: Look, id: number) {
  const row = await look.db
    .selectFrom('kernel.columns as c')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select(['u.name as unit', manages(look, 'column.manage').as('mine')])
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (!row?.mine) throw notFound()
  return row
}
export type ManagedColumn = Awaited<ReturnType<typeof columnToManage>>

export async function outletList(look: Look, _input: null) {
  const rows = await look.db
    .selectFrom('kernel.outlets as o')
    .innerJoin('kernel.units as u', 'u.id', 'o.unit_id')
    .select([
      'o.id',
      'o.code',
      'o.name',
      'o.channel',
      'o.valid_from',
      'o.valid_to',
      'u.name as unit',
      manages(look, 'outlet.manage').as('mine'),
    ])
    .orderBy(sql`o.code <> ${portal_code}`)
    .orderBy('o.channel')
    .orderBy('o.id')
    .limit(rows_max)
    .execute()
  return { rows, portal: rows.some(({ code }) => code === portal_code) }
}
export type OutletList = Awaited<ReturnType<typeof outletList>>
