import type { Day } from '../calendar/day.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { lockAccount, refuseAlone } from './admin-account.ts'
import { insistOnPerson, insistOnUnit } from './insist.ts'
import { hashPassword, insistOnPassword, oneTimeUntil } from './passwords.ts'
import { createAccount, createPerson, holdPost } from './people.ts'
import { endAllSessions } from './sessions.ts'

// What the administration does with people and their accounts. Each command asks account.manage of the person, or of the unit of the post.

const conflict = (chinese: string, english: string) => new Refusal('conflict', { 'zh-CN': chinese, en: english })
const invalid = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}

export type NewColleague = {
  readonly name: string
  readonly post_id: number
  readonly valid_from: Day
  readonly sign_in_name: string
  readonly one_time_password: string
}

/** A person with a post and an account, whose password must be changed at the first sign-in. Rights are granted by another: 三员分立. */
export async function enterPerson(work: Work, input: NewColleague): Promise<number> {
  await openPost(work, input.post_id)
  const person_id = await createPerson(work, { name: input.name })
  await holdPost(work, { person_id, post_id: input.post_id, valid_from: input.valid_from })
  try {
    await createAccount(work, {
      person_id,
      sign_in_name: input.sign_in_name,
      password: input.one_time_password,
      one_time_until: await oneTimeUntil(work),
    })
  } catch (error) {
    throw besideOneTimePassword(error)
  }
  return person_id
}

/** The rule of passwords speaks of `password`; here the field is another. */
function besideOneTimePassword(error: unknown): unknown {
  if (!(error instanceof Refusal) || !error.fields.password) return error
  return new Refusal(error.kind, error.words, { one_time_password: error.fields.password })
}

async function openPost(work: Work, post_id: number): Promise<void> {
  const post = await work.tx
    .selectFrom('kernel.posts')
    .select(['unit_id', 'valid_to'])
    .where('id', '=', post_id)
    .forShare() // nobody closes it meanwhile
    .executeTakeFirst()
  if (!post || post.valid_to !== null) throw invalid('post_id', '请选择未撤销的岗位', 'Choose a post that is not closed')
  await insistOnUnit(work, 'account.manage', post.unit_id)
}

export async function renamePerson(work: Work, input: { readonly person_id: number; readonly name: string }): Promise<void> {
  const { person_id, name } = input
  await insistOnPerson(work, 'account.manage', person_id)
  const person = await work.tx.selectFrom('kernel.people').select('name').where('id', '=', person_id).forNoKeyUpdate().executeTakeFirst()
  if (!person) throw notFound()
  await work.tx.updateTable('kernel.people').set({ name }).where('id', '=', person_id).execute()
  await work.log('rename_person', `person:${person_id}`, { from: person.name, to: name })
}

async function accountOf(work: Work, person_id: number) {
  await insistOnPerson(work, 'account.manage', person_id)
  const account = await lockAccount(work, person_id)
  await refuseAlone(work, person_id)
  return account
}

/** Closes an account: all its sessions end at once. Not one's own; an administrator's needs two (`propose`). */
export async function disableAccount(work: Work, input: { readonly person_id: number; readonly reason: string }): Promise<void> {
  const { person_id, reason } = input
  if (person_id === work.actor.person_id) throw conflict('不能停用自己的账户。', 'Nobody can disable their own account.')
  const account = await accountOf(work, person_id)
  if (account.disabled_on !== null) throw conflict('此账户已经停用。', 'This account is disabled already.')
  await work.tx.updateTable('kernel.accounts').set({ disabled_on: work.today }).where('id', '=', account.id).execute()
  await endAllSessions(work, account.id)
  await work.log('disable_account', `account:${account.id}`, { reason })
}

export type PasswordReset = { readonly person_id: number; readonly one_time_password: string }

/** Opens a closed account again, with a one-time password. */
export async function enableAccount(work: Work, input: PasswordReset): Promise<void> {
  const account = await accountOf(work, input.person_id)
  if (account.disabled_on === null) throw conflict('此账户没有停用。', 'This account is not disabled.')
  await work.tx.updateTable('kernel.accounts').set({ disabled_on: null }).where('id', '=', account.id).execute()
  await work.log('enable_account', `account:${account.id}`)
  await giveOneTimePassword(work, account, input.one_time_password)
}

/** Gives somebody who forgot theirs a one-time password. All sessions end; a second factor stays. Not one's own: that is changed with the old one. */
export async function resetPassword(work: Work, input: PasswordReset): Promise<void> {
  if (input.person_id === work.actor.person_id)
    throw conflict('请在“我的账户”中修改自己的密码。', 'Change your own password under My account.')
  const account = await accountOf(work, input.person_id)
  if (account.disabled_on !== null) throw conflict('此账户已经停用。', 'This account is disabled.')
  await giveOneTimePassword(work, account, input.one_time_password)
  await work.log('reset_password', `account:${account.id}`)
}

type Account = { readonly id: number; readonly name: string; readonly sign_in_name: string }

async function giveOneTimePassword(work: Work, account: Account, password: string): Promise<void> {
  insistOnPassword(password, account, 'one_time_password')
  await work.tx
    .updateTable('kernel.accounts')
    .set({
      password_hash: await hashPassword(password),
      one_time_until: (await oneTimeUntil(work)).toString(),
      password_set_at: work.now.toString(),
    })
    .where('id', '=', account.id)
    .execute()
  await endAllSessions(work, account.id)
}

// ── posts held ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Puts a person into a post from a day. Refusal 'conflict' when they hold it already. */
export async function appoint(
  work: Work,
  input: { readonly person_id: number; readonly post_id: number; readonly valid_from: Day },
): Promise<void> {
  await openPost(work, input.post_id)
  await insistOnPerson(work, 'account.manage', input.person_id)
  await lockPerson(work, input.person_id)
  await notHeld(work, input)
  await holdPost(work, input)
}

async function lockPerson(work: Work, person_id: number): Promise<void> {
  const person = await work.tx.selectFrom('kernel.people').select('id').where('id', '=', person_id).forNoKeyUpdate().executeTakeFirst()
  if (!person) throw notFound()
}

async function notHeld(
  work: Work,
  { person_id, post_id, valid_from }: { person_id: number; post_id: number; valid_from: Day },
): Promise<void> {
  const held = await work.tx
    .selectFrom('kernel.holdings')
    .select('valid_from')
    .where('post_id', '=', post_id)
    .where('person_id', '=', person_id)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', valid_from)]))
    .limit(1)
    .executeTakeFirst()
  if (held) throw conflict('此人当日已任此岗位。', 'This person holds the post from that day already.')
}

export type Handover = {
  readonly post_id: number
  readonly person_id: number
  readonly valid_from: Day
  readonly on: Day
  readonly to: number | null
}

/** Ends a holding on a day, and hands the post on to somebody from that day when one is named. Refusal 'invalid' beside `on` before the holding began. */
export async function handOn(work: Work, { post_id, person_id, valid_from, on, to }: Handover): Promise<void> {
  const post = await work.tx.selectFrom('kernel.posts').select('unit_id').where('id', '=', post_id).executeTakeFirst()
  await insistOnUnit(work, 'account.manage', post?.unit_id ?? 0)
  if (on < valid_from) throw invalid('on', '免职日期不能早于任职日期', 'The post can’t end before it began')
  const key = { post_id, person_id, valid_from }
  const holding = await work.tx
    .selectFrom('kernel.holdings')
    .select('valid_to')
    .where(eb => eb.and(key))
    .forUpdate()
    .executeTakeFirst()
  if (!holding || holding.valid_to !== null) throw conflict('此任职已经结束。', 'This holding has ended already.')
  // What ends on its first day was never held: the log knows of it, the history of posts does not.
  if (on === valid_from)
    await work.tx
      .deleteFrom('kernel.holdings')
      .where(eb => eb.and(key))
      .execute()
  else
    await work.tx
      .updateTable('kernel.holdings')
      .set({ valid_to: on })
      .where(eb => eb.and(key))
      .execute()
  await work.log('end_holding', `post:${post_id}`, { person: person_id, on })
  if (to !== null) await appoint(work, { person_id: to, post_id, valid_from: on })
}
