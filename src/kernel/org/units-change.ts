import { sql } from 'kysely'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { insistOnUnit } from './insist.ts'
import { type CreatedUnit, createPost, createUnit, type NewUnit } from './units.ts'

// What the administration does with units and posts. Each command asks organisation.manage in the unit itself.

const conflict = (chinese: string, english: string) => new Refusal('conflict', { 'zh-CN': chinese, en: english })
const invalid = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
const closedUnit = () => conflict('此单位已经关闭。', 'This unit is closed.')

/** A change of the tree: one at a time, so that two together make no circle. */
const oneAtATime = (work: Work) => sql`select pg_advisory_xact_lock(hashtext('mingjing units'))`.execute(work.tx)

async function openUnit(work: Work, unit_id: number) {
  await insistOnUnit(work, 'organisation.manage', unit_id)
  const unit = await work.tx.selectFrom('kernel.units').selectAll().where('id', '=', unit_id).forNoKeyUpdate().executeTakeFirstOrThrow()
  if (unit.valid_to !== null) throw closedUnit()
  return unit
}

/** Creates a unit below one that the actor keeps. Refusal 'invalid' beside `code` or `division_code`, 'conflict' below a closed unit. */
export async function establishUnit(
  work: Work,
  input: Omit<NewUnit, 'parent' | 'valid_from'> & { readonly parent_id: number },
): Promise<CreatedUnit> {
  const { parent_id, ...unit } = input
  const parent = await openUnit(work, parent_id)
  const created = await createUnit(work, { ...unit, parent: parent.code, valid_from: work.today })
  work.publicChanged()
  return created
}

export type UnitFacts = Pick<NewUnit, 'level' | 'kind' | 'division_code' | 'document_prefix' | 'uscc' | 'organisation_code' | 'phone'>

/** Corrects what is known of a unit, except its code, name and place. Refusal 'invalid' beside `division_code`. */
export async function amendUnit(work: Work, input: { readonly unit_id: number; readonly facts: UnitFacts }): Promise<void> {
  const before = await openUnit(work, input.unit_id)
  const { facts } = input
  if (facts.division_code) {
    const known = await work.tx.selectFrom('kernel.divisions').select('code').where('code', '=', facts.division_code).executeTakeFirst()
    if (!known) throw invalid('division_code', '没有此行政区划代码', 'There is no division with this code')
  }
  await work.tx.updateTable('kernel.units').set(facts).where('id', '=', before.id).execute()
  const changed = Object.entries(facts).filter(
    ([name, value]) => (Object.entries(before).find(([key]) => key === name)?.[1] ?? null) !== (value ?? null),
  )
  await work.log('amend_unit', `unit:${before.id}`, Object.fromEntries(changed))
  work.publicChanged()
}

export type Rename = { readonly unit_id: number; readonly name: string; readonly short_name: string }

/** Renames a unit from today on; the name until now becomes a former one. What was renamed today already held its last name on no day. */
export async function renameUnit(work: Work, { unit_id, name, short_name }: Rename): Promise<void> {
  const unit = await openUnit(work, unit_id)
  if (unit.name === name && unit.short_name === short_name) return
  const { since } = await work.tx
    .selectFrom('kernel.unit_names')
    .select(eb => eb.fn.max<string | null>('valid_to').as('since'))
    .where('unit_id', '=', unit_id)
    .executeTakeFirstOrThrow()
  const valid_from = since ?? unit.valid_from
  if (valid_from < work.today) {
    await work.tx
      .insertInto('kernel.unit_names')
      .values({
        unit_id,
        name: unit.name,
        short_name: unit.short_name,
        valid_from,
        valid_to: work.today,
        recorded_by: work.actor.person_id,
      })
      .execute()
  }
  await work.tx.updateTable('kernel.units').set({ name, short_name }).where('id', '=', unit_id).execute()
  await work.log('rename_unit', `unit:${unit_id}`, { from: unit.name, to: name })
  work.publicChanged()
}

/**
 * Moves a unit with all below it under another: the lineage of the whole subtree is rewritten in this transaction. Refusal 'invalid' beside
 * `parent` when the new parent is the unit itself or below it, 'conflict' for the root.
 */
export async function moveUnit(
  work: Work,
  { unit_id, parent_id }: { readonly unit_id: number; readonly parent_id: number },
): Promise<void> {
  await oneAtATime(work)
  const unit = await openUnit(work, unit_id)
  if (unit.parent_id === null) throw conflict('最上级单位不能移动。', 'The unit at the root can’t be moved.')
  if (unit.parent_id === parent_id) return
  const parent = await openUnit(work, parent_id)
  if (parent.lineage.includes(unit_id))
    throw invalid('parent', '不能移到自己或自己的下级之下', 'A unit can’t be moved under itself or what is below it')
  const below = sql<boolean>`lineage @> ${[unit_id]}::integer[]`
  // Units that are being created below hold a lock on their parent: wait for them, so that the next statement sees them.
  await work.tx.selectFrom('kernel.units').select('id').where(below).orderBy('id').forUpdate().execute()
  const depth = unit.lineage.length
  const moved = await work.tx
    .updateTable('kernel.units')
    .set({
      lineage: sql<number[]>`${parent.lineage}::integer[] || lineage[${depth}:]`,
      parent_id: sql<number>`case when id = ${unit_id} then ${parent_id} else parent_id end`,
    })
    .where(below)
    .executeTakeFirstOrThrow()
  await work.log('move_unit', `unit:${unit_id}`, { from: unit.parent_id, to: parent_id, units: Number(moved.numUpdatedRows) })
  work.publicChanged()
}

/** Closes a unit from today on, with its empty posts. Refusal 'conflict' while cases, units, people or roles remain: it says which. */
export async function closeUnit(work: Work, unit_id: number): Promise<void> {
  await oneAtATime(work)
  const unit = await openUnit(work, unit_id)
  if (unit.parent_id === null) throw conflict('最上级单位不能关闭。', 'The unit at the root can’t be closed.')
  const left = await remaining(work, unit_id)
  if (left.length > 0) {
    const chinese = left.map(({ zh, n }) => `${zh} ${n}`).join('、')
    const english = left.map(({ en, n }) => `${en}: ${n}`).join('; ')
    throw conflict(
      `此单位还不能关闭，尚有：${chinese}。请先办结或移交。`,
      `This unit can’t be closed yet. Remaining: ${english}. End or hand them over first.`,
    )
  }
  if (unit.valid_from >= work.today)
    throw conflict('今天才设立的单位，明天起才能关闭。', 'A unit that was set up today can be closed from tomorrow on.')
  await work.tx.updateTable('kernel.units').set({ valid_to: work.today }).where('id', '=', unit_id).execute()
  await work.tx
    .updateTable('kernel.posts')
    .set({ valid_to: work.today })
    .where('unit_id', '=', unit_id)
    .where('valid_to', 'is', null)
    .execute()
  await work.log('close_unit', `unit:${unit_id}`)
  work.publicChanged()
}

async function remaining(work: Work, unit_id: number) {
  const found = await work.tx
    .selectNoFrom(eb => [
      eb
        .selectFrom('kernel.cases')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('unit_id', '=', unit_id)
        .where('ended_on', 'is', null)
        .as('cases'),
      eb
        .selectFrom('kernel.units')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('parent_id', '=', unit_id)
        .where('valid_to', 'is', null)
        .as('units'),
      eb
        .selectFrom('kernel.holdings as h')
        .innerJoin('kernel.posts as o', 'o.id', 'h.post_id')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('o.unit_id', '=', unit_id)
        .where(sub => sub.or([sub('h.valid_to', 'is', null), sub('h.valid_to', '>', work.today)]))
        .as('people'),
      eb
        .selectFrom('kernel.grants')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('unit_id', '=', unit_id)
        .where(sub => sub.or([sub('valid_to', 'is', null), sub('valid_to', '>', work.today)]))
        .as('grants'),
    ])
    .executeTakeFirstOrThrow()
  return [
    { zh: '未办结事项', en: 'open cases', n: found.cases ?? 0 },
    { zh: '下级单位', en: 'units below', n: found.units ?? 0 },
    { zh: '在任人员', en: 'people in posts', n: found.people ?? 0 },
    { zh: '有效授权', en: 'roles granted', n: found.grants ?? 0 },
  ].filter(({ n }) => n > 0)
}

// ── posts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function establishPost(work: Work, input: { readonly unit_id: number; readonly name: string }): Promise<number> {
  await openUnit(work, input.unit_id)
  return await createPost(work, input)
}

async function openPost(work: Work, post_id: number) {
  const post = await work.tx.selectFrom('kernel.posts').selectAll().where('id', '=', post_id).forNoKeyUpdate().executeTakeFirst()
  await insistOnUnit(work, 'organisation.manage', post?.unit_id ?? 0)
  if (!post || post.valid_to !== null) throw conflict('此岗位已经撤销。', 'This post is closed.')
  return post
}

export async function renamePost(work: Work, input: { readonly post_id: number; readonly name: string }): Promise<void> {
  const post = await openPost(work, input.post_id)
  await work.tx.updateTable('kernel.posts').set({ name: input.name }).where('id', '=', post.id).execute()
  await work.log('rename_post', `post:${post.id}`, { from: post.name, to: input.name })
}

/** Closes a post from today on. Refusal 'conflict' while somebody holds it. */
export async function closePost(work: Work, post_id: number): Promise<void> {
  const post = await openPost(work, post_id)
  const holder = await work.tx
    .selectFrom('kernel.holdings as h')
    .innerJoin('kernel.people as p', 'p.id', 'h.person_id')
    .select('p.name')
    .where('h.post_id', '=', post_id)
    .where(eb => eb.or([eb('h.valid_to', 'is', null), eb('h.valid_to', '>', work.today)]))
    .limit(1)
    .executeTakeFirst()
  if (holder)
    throw conflict(`此岗位尚由${holder.name}担任，请先免职或移交。`, `${holder.name} still holds this post. End that or hand it on first.`)
  await work.tx.updateTable('kernel.posts').set({ valid_to: work.today }).where('id', '=', post.id).execute()
  await work.log('close_post', `post:${post.id}`)
}
