import { can } from '../org/can.ts'
import { place } from '../org/sign-in.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import type { Channel } from './channels.ts'
import { endOf } from './columns.ts'

/** The site on which every released item appears. Without it nothing can be released, so it cannot be closed. */
export const portal_code = 'portal'

export type NewOutlet = { readonly code: string; readonly name: string; readonly channel: Channel; readonly unit_id: number }

/** Opens an outlet: a site, a paper, an account. Refusal 'invalid' beside `code` or `channel`; 'not_found' for a unit that is not the actor's. */
export async function createOutlet(work: Work, outlet: NewOutlet): Promise<number> {
  if (!can(work.actor, 'outlet.manage', await place({ db: work.tx }, outlet.unit_id))) throw notFound()
  if (outlet.code === portal_code && outlet.channel !== 'website')
    throw refuse('channel', '代码 portal 只能用于门户网站', 'The code portal is for the website alone')
  const id = await openOutlet(work, outlet)
  if (id === undefined) throw refuse('code', '此代码已被使用', 'This code is taken')
  return id
}

/** The portal of a city that was just founded: without it nothing could be released. Does nothing when it is there. */
export async function openPortal(work: Work, input: { readonly name: string; readonly unit_id: number }): Promise<void> {
  await openOutlet(work, { code: portal_code, channel: 'website', ...input })
}

async function openOutlet(work: Work, outlet: NewOutlet): Promise<number | undefined> {
  const row = await work.tx
    .insertInto('kernel.outlets')
    .values({ ...outlet, valid_from: work.today })
    .onConflict(conflict => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) await work.log('open_outlet', `outlet:${row.id}`, { code: outlet.code })
  return row?.id
}

/** Closes an outlet: deliveries of days from today on are refused; those before may still be recorded (补录). */
export async function closeOutlet(work: Work, id: number): Promise<void> {
  const row = await work.tx
    .selectFrom('kernel.outlets as o')
    .innerJoin('kernel.units as u', 'u.id', 'o.unit_id')
    .select(['o.code', 'o.valid_from', 'o.valid_to', 'u.lineage'])
    .where('o.id', '=', id)
    .forUpdate('o')
    .executeTakeFirst()
  if (!row || !can(work.actor, 'outlet.manage', row)) throw notFound()
  if (row.code === portal_code)
    throw new Refusal('conflict', {
      'zh-CN': '门户网站是发布信息的渠道，不能关闭。',
      en: 'Items are released on the portal, so it cannot be closed.',
    })
  if (row.valid_to !== null) throw new Refusal('conflict', { 'zh-CN': '此渠道已关闭。', en: 'This outlet is closed.' })
  await work.tx
    .updateTable('kernel.outlets')
    .set({ valid_to: endOf(row.valid_from, work.today) })
    .where('id', '=', id)
    .execute()
  await work.log('close_outlet', `outlet:${id}`)
}

function refuse(field: string, chinese: string, english: string): Refusal {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
