import { sql } from 'kysely'
import { notFound, Refusal } from '../refusal.ts'
import type { Words } from '../words.ts'
import type { Look, Work } from '../work.ts'

/** A list as somebody wants to see it again. `list` is its address below /desk; `mine`: whether this person made it. */
export type SavedView = {
  readonly id: number
  readonly list: string
  readonly name: string
  readonly query: string
  readonly mine: boolean
  readonly by: string
  readonly unit_id: number | null
  readonly unit: string | null
}

/** One person keeps so many views; by then one looks for them longer than one filters. */
const views_max = 100
export const view_shape = /^[a-z][a-z/-]{0,60}$/
const query_length_max = 2_000

/** The views that this person sees, their own first: of one list, or of all. Shared ones are those of the units they work in, and of all above. */
export async function viewsFor({ db, actor }: Look, list: string | null): Promise<SavedView[]> {
  const person = actor.person_id ?? -1
  const units = [...new Set(actor.grants.map(({ unit_id }) => unit_id))]
  return await db
    .selectFrom('kernel.saved_views as v')
    .innerJoin('kernel.people as p', 'p.id', 'v.person_id')
    .leftJoin('kernel.units as u', 'u.id', 'v.unit_id')
    .select(['v.id', 'v.list', 'v.name', 'v.query', 'p.name as by', 'v.unit_id', 'u.short_name as unit'])
    .select(eb => eb('v.person_id', '=', person).$castTo<boolean>().as('mine'))
    .where(eb =>
      eb.or([
        eb('v.person_id', '=', person),
        sql<boolean>`v.unit_id = any(array(select unnest(lineage) from kernel.units where id = any(${units}::integer[])))`,
      ]),
    )
    .$if(list !== null, query => query.where('v.list', '=', list ?? ''))
    .orderBy(eb => eb('v.person_id', '=', person), 'desc')
    .orderBy('v.list')
    .orderBy('v.name')
    .limit(2 * views_max)
    .execute()
}

/** Keeps a view. Refusal 'invalid' beside `name` for a name that this person uses already in this list, or when there are too many. */
export async function saveView(
  work: Work,
  input: { readonly list: string; readonly name: string; readonly query: string },
): Promise<number> {
  const person_id = work.actor.person_id
  if (person_id === null || !view_shape.test(input.list)) throw notFound()
  await work.tx.selectFrom('kernel.people').select('id').where('id', '=', person_id).forNoKeyUpdate().execute()
  const { n } = await work.tx
    .selectFrom('kernel.saved_views')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('person_id', '=', person_id)
    .executeTakeFirstOrThrow()
  if (n >= views_max)
    throw refuse({ 'zh-CN': `最多保存 ${views_max} 个视图，请先删除不用的`, en: `At most ${views_max} views: delete some first` })
  const row = await work.tx
    .insertInto('kernel.saved_views')
    .values({ person_id, list: input.list, name: input.name, query: plainQuery(input.query) })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw taken()
  await work.log('save_view', `view:${row.id}`, { list: input.list })
  return row.id
}

/** Gives one's own view another name. */
export async function renameView(work: Work, input: { readonly id: number; readonly name: string }): Promise<void> {
  const view = await own(work, input.id)
  const other = await work.tx
    .selectFrom('kernel.saved_views')
    .select('id')
    .where('person_id', '=', view.person_id)
    .where('list', '=', view.list)
    .where('name', '=', input.name)
    .where('id', '!=', input.id)
    .executeTakeFirst()
  if (other) throw taken()
  await work.tx.updateTable('kernel.saved_views').set({ name: input.name }).where('id', '=', input.id).execute()
  await work.log('rename_view', `view:${input.id}`)
}

export async function removeView(work: Work, id: number): Promise<void> {
  await own(work, id)
  await work.tx.deleteFrom('kernel.saved_views').where('id', '=', id).execute()
  await work.log('remove_view', `view:${id}`)
}

/** Shares one's own view with a unit in which one holds a role, or (null) with nobody any more. */
export async function shareView(work: Work, input: { readonly id: number; readonly unit_id: number | null }): Promise<void> {
  await own(work, input.id)
  if (input.unit_id !== null && !work.actor.grants.some(({ unit_id }) => unit_id === input.unit_id)) throw notFound()
  await work.tx.updateTable('kernel.saved_views').set({ unit_id: input.unit_id }).where('id', '=', input.id).execute()
  await work.log('share_view', `view:${input.id}`, { unit_id: input.unit_id })
}

/** The view, locked; another's does not exist. */
async function own(work: Work, id: number) {
  const row = await work.tx
    .selectFrom('kernel.saved_views')
    .select(['person_id', 'list'])
    .where('id', '=', id)
    .where('person_id', '=', work.actor.person_id ?? -1)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Only what was asked: no page, no language. Every list reads it again as it reads an address. */
function plainQuery(text: string): string {
  const params = new URLSearchParams(text)
  for (const name of ['page', 'lang']) params.delete(name)
  const query = params.toString()
  if (query.length > query_length_max) throw refuse({ 'zh-CN': '筛选条件过长', en: 'The filters are too long' })
  return query
}

const refuse = (words: Words) => new Refusal('invalid', words, { name: words })
const taken = () => refuse({ 'zh-CN': '您已有同名的视图', en: 'You have a view with this name' })
