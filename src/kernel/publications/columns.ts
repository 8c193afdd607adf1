import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import { can } from '../org/can.ts'
import { place } from '../org/sign-in.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Words } from '../words.ts'
import type { Work } from '../work.ts'
import { requiredColumns } from './required-columns.ts'

/** What may be changed of a column (栏目). Its code is its address and never changes. */
export type ColumnFacts = {
  readonly name_zh: string
  readonly name_en: string
  /** The page tag ColumnType. */
  readonly column_type: string
  /** 条例 art. 20. */
  readonly category: number | null
  /** Longest time between two items, in calendar days. */
  readonly update_days: number | null
  readonly unit_id: number
}
export type NewColumn = ColumnFacts & { readonly code: string; readonly parent_id: number | null }

/** Refusal 'invalid' beside a field; 'not_found' for a unit or column outside of the actor's units. */
export async function createColumn(work: Work, column: NewColumn): Promise<number> {
  await mayManage(work, column.unit_id)
  if (column.parent_id !== null) await parentFor(work, column.parent_id)
  const row = await work.tx
    .insertInto('kernel.columns')
    .values({ ...column, position: await nextPosition(work), valid_from: work.today })
    .onConflict(conflict => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw refuse('code', { 'zh-CN': '此代码已被使用', en: 'This code is taken' })
  await work.log('create_column', `column:${row.id}`, { code: column.code })
  work.publicChanged()
  return row.id
}

export async function changeColumn(work: Work, input: { readonly id: number; readonly facts: ColumnFacts }): Promise<void> {
  const before = await openColumn(work, input.id)
  await mayManage(work, input.facts.unit_id)
  await work.tx.updateTable('kernel.columns').set(input.facts).where('id', '=', input.id).execute()
  const { lineage: _lineage, ...was } = before
  await work.log('change_column', `column:${input.id}`, { before: was, after: input.facts })
  work.publicChanged()
}

/** Puts a column under another, or at the top. Its address stays, and so do those of its items. Refusal 'invalid' beside `parent_id`. */
export async function moveColumn(work: Work, input: { readonly id: number; readonly parent_id: number | null }): Promise<void> {
  await lockColumns(work)
  await openColumn(work, input.id)
  if (input.parent_id !== null) {
    await parentFor(work, input.parent_id)
    const within = await sql<{ id: number }>`
      with recursive below as (
        select id from kernel.columns where id = ${input.id}
        union all select c.id from kernel.columns c join below b on c.parent_id = b.id)
      select id from below where id = ${input.parent_id}`.execute(work.tx)
    if (within.rows.length > 0)
      throw refuse('parent_id', { 'zh-CN': '栏目不能移到自己或自己的下级之下', en: 'A column cannot be moved below itself' })
  }
  await work.tx
    .updateTable('kernel.columns')
    .set({ parent_id: input.parent_id, position: await nextPosition(work) })
    .where('id', '=', input.id)
    .execute()
  await work.log('move_column', `column:${input.id}`, { parent_id: input.parent_id })
  work.publicChanged()
}

/** One place up or down among its open siblings; at the end it stays where it is. */
export async function reorderColumn(work: Work, input: { readonly id: number; readonly direction: 'up' | 'down' }): Promise<void> {
  await lockColumns(work)
  const column = await openColumn(work, input.id)
  const siblings = await work.tx
    .selectFrom('kernel.columns')
    .select(['id', 'position'])
    .where('parent_id', 'is not distinct from', column.parent_id)
    .where('valid_to', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const at = siblings.findIndex(({ id }) => id === input.id)
  const to = input.direction === 'up' ? at - 1 : at + 1
  const [one, other] = [siblings[at], siblings[to]]
  if (!one || !other) return
  const ids = siblings.map(({ id }) => id)
  ids[at] = other.id
  ids[to] = one.id
  // The siblings share out the positions that they had: those of others do not move.
  const positions = siblings.map(({ position }) => position).toSorted((a, b) => a - b)
  const pairs = ids.map((id, index) => ({ id, position: (positions[index] ?? 0) + 0 }))
  await sql`update kernel.columns c set position = r.position
    from json_to_recordset(${JSON.stringify(pairs)}::json) as r(id int, position int) where c.id = r.id`.execute(work.tx)
  await work.log('reorder_column', `column:${input.id}`, { direction: input.direction })
  work.publicChanged()
}

/** Closes a column: nothing new is written into it; its address stays, keeps its items and says that it is closed. */
export async function closeColumn(work: Work, id: number): Promise<void> {
  await lockColumns(work)
  const column = await openColumn(work, id)
  const below = await work.tx
    .selectFrom('kernel.columns')
    .select('id')
    .where('parent_id', '=', id)
    .where('valid_to', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (below) throw new Refusal('conflict', { 'zh-CN': '请先关闭或移走下级栏目。', en: 'Close or move the columns below it first.' })
  await work.tx
    .updateTable('kernel.columns')
    .set({ valid_to: endOf(column.valid_from, work.today) })
    .where('id', '=', id)
    .execute()
  await work.log('close_column', `column:${id}`)
  work.publicChanged()
}

/** The columns that every government site has (国办发〔2017〕47号), those that are not there yet. Returns how many were made. */
export async function setUpColumns(work: Work, input: { readonly unit_id: number }): Promise<number> {
  await lockColumns(work)
  await mayManage(work, input.unit_id)
  const first = await nextPosition(work)
  const known = new Set((await work.tx.selectFrom('kernel.columns').select('code').execute()).map(({ code }) => code))
  const missing = requiredColumns.filter(({ code }) => !known.has(code))
  if (missing.length > 0) {
    await work.tx
      .insertInto('kernel.columns')
      .values(
        missing.map((column, index) => ({
          ...column,
          unit_id: input.unit_id,
          position: first + index,
          valid_from: work.today,
          parent_id: null,
        })),
      )
      .execute()
  }
  await work.log('set_up_columns', 'column:many', { created: missing.map(({ code }) => code) })
  work.publicChanged()
  return missing.length
}

/** Columns that move at once could end up below each other: one command at a time. */
const lockColumns = (work: Work) => sql`select pg_advisory_xact_lock(hashtext('mingjing columns'))`.execute(work.tx)

async function mayManage(work: Work, unit_id: number): Promise<void> {
  if (!can(work.actor, 'column.manage', await place({ db: work.tx }, unit_id))) throw notFound()
}

/** An open column of the actor's units, locked. */
async function openColumn(work: Work, id: number) {
  const row = await work.tx
    .selectFrom('kernel.columns as c')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select('u.lineage')
    .where('c.id', '=', id)
    .forUpdate('c')
    .executeTakeFirst()
  if (!row || !can(work.actor, 'column.manage', row)) throw notFound()
  if (row.valid_to !== null) throw new Refusal('conflict', { 'zh-CN': '此栏目已关闭。', en: 'This column is closed.' })
  return row
}

async function parentFor(work: Work, id: number): Promise<void> {
  const parent = await work.tx
    .selectFrom('kernel.columns')
    .select('id')
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (!parent) throw refuse('parent_id', { 'zh-CN': '没有此上级栏目', en: 'There is no such column' })
}

async function nextPosition(work: Work): Promise<number> {
  const { last } = await work.tx
    .selectFrom('kernel.columns')
    .select(eb => eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('last'))
    .executeTakeFirstOrThrow()
  return last + 10
}

/** The first day on which it is no longer: what was opened today ends tomorrow at the earliest, as the table demands. */
export function endOf(valid_from: Day, today: Day): Day {
  return today > valid_from ? today : Temporal.PlainDate.from(valid_from).add({ days: 1 }).toString()
}

const refuse = (field: string, words: Words) => new Refusal('invalid', words, { [field]: words })
