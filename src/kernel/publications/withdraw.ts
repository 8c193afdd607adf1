import { notFound, Refusal } from '../refusal.ts'
import { indexPublished } from '../search/fill.ts'
import type { Work } from '../work.ts'
import { contentHash } from './body.ts'
import type { WithdrawalKind } from './schemes.ts'

/**
 * Takes an item back from the public, with its kind and reason: the page stays and says so, the text is gone from it, and
 * what was delivered stays counted, since it did reach people on its day. The search loses it in the same transaction, by trigger.
 */
export async function withdraw(
  work: Work,
  input: { readonly publication_id: number; readonly kind: WithdrawalKind; readonly reason: string },
): Promise<void> {
  const row = await work.tx
    .selectFrom('kernel.publications')
    .select(['id', 'withdrawn_on'])
    .where('id', '=', input.publication_id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.withdrawn_on)
    throw new Refusal('conflict', { 'zh-CN': `此信息已于${row.withdrawn_on}撤回。`, en: `This item was withdrawn on ${row.withdrawn_on}.` })
  await work.tx
    .insertInto('kernel.withdrawals')
    .values({ ...input, legal_day: work.today, recorded_by: work.actor.person_id })
    .execute()
  await work.tx.updateTable('kernel.publications').set({ withdrawn_on: work.today }).where('id', '=', row.id).execute()
  await work.log('withdraw', `publication:${row.id}`, { kind: input.kind })
  work.publicChanged()
}

/** A new version of a published item, with its reason; earlier versions stay and keep their hashes. */
export async function amend(
  work: Work,
  input: {
    readonly publication_id: number
    readonly title: string
    readonly body_html: string
    readonly reason: string
    readonly of_version?: number
  },
): Promise<number> {
  const row = await work.tx
    .selectFrom('kernel.publications')
    .select(['id', 'version', 'withdrawn_on'])
    .where('id', '=', input.publication_id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.withdrawn_on) throw new Refusal('conflict', { 'zh-CN': '已撤回的信息不能再修改。', en: 'A withdrawn item cannot be amended.' })
  if (input.of_version !== undefined && input.of_version !== row.version) {
    throw new Refusal('conflict', {
      'zh-CN': '您打开页面之后此信息已被更正，请重新打开后再更正。',
      en: 'The item has been corrected since you opened the page. Open it again before you correct it.',
    })
  }
  const { of_version: _seen, ...content } = input
  const version = row.version + 1
  await work.tx
    .insertInto('kernel.publication_versions')
    .values({
      ...content,
      version,
      content_hash: contentHash(input.title, input.body_html),
      legal_day: work.today,
      recorded_by: work.actor.person_id,
    })
    .execute()
  await work.tx.updateTable('kernel.publications').set({ version, title: input.title }).where('id', '=', row.id).execute()
  await indexPublished(work, [row.id])
  await work.log('amend', `publication:${row.id}`, { version })
  work.publicChanged()
  return version
}
