import type { Day } from '../calendar/day.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { isAdministrator, type Role } from './actor.ts'
import { lockAccount, refuseAlone } from './admin-account.ts'
import { keepAdministrators } from './administrators.ts'
import { insistOnPerson, insistOnUnit } from './insist.ts'
import { grantRole } from './people.ts'
import { removeFactor } from './second-factor.ts'
import { endAllSessions } from './sessions.ts'

// What the security administrator does (安全管理员): roles, and accounts whose second factor is lost.

const conflict = (chinese: string, english: string) => new Refusal('conflict', { 'zh-CN': chinese, en: english })
const invalid = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}

export type RoleGrant = {
  readonly person_id: number
  readonly role: Role
  readonly unit_id: number
  readonly valid_from: Day
  /** The first day on which it holds no more; null: until it is ended. */
  readonly valid_to: Day | null
}

/**
 * Grants a role for a unit and all below it. Nobody grants to themselves, nothing before today, nothing twice; two administrators' offices
 * exclude each other (`grantRoles`). Refusals 'conflict', and 'invalid' beside `valid_from`, `valid_to` or `role`.
 */
export async function giveRole(work: Work, grant: RoleGrant): Promise<number> {
  const unit = await insistOnUnit(work, 'role.grant', grant.unit_id)
  if (grant.person_id === work.actor.person_id) throw conflict('不能给自己授权。', 'Nobody grants a role to themselves.')
  if (grant.valid_from < work.today) throw invalid('valid_from', '授权不能早于今天', 'A role can’t be granted before today')
  if (grant.valid_to !== null && grant.valid_to <= grant.valid_from)
    throw invalid('valid_to', '截止日期不能早于起始日期', 'The last day can’t be before the first')
  const { valid_to } = await work.tx
    .selectFrom('kernel.units')
    .select('valid_to')
    .where('id', '=', unit.id)
    .forShare()
    .executeTakeFirstOrThrow()
  if (valid_to !== null) throw conflict('此单位已经关闭。', 'This unit is closed.')
  const person = await work.tx
    .selectFrom('kernel.people')
    .select('id')
    .where('id', '=', grant.person_id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!person) throw notFound()
  const same = await work.tx
    .selectFrom('kernel.grants')
    .select('id')
    .where('person_id', '=', grant.person_id)
    .where('role', '=', grant.role)
    .where('unit_id', '=', grant.unit_id)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', grant.valid_from)]))
    .limit(1)
    .executeTakeFirst()
  if (same) throw invalid('role', '此人在该单位已有此角色', 'This person has the role in that unit already')
  if (isAdministrator(grant.role)) await insistOnOwnPassword(work, grant.person_id)
  return await grantRole(work, grant)
}

/**
 * An administrator's office is given only to somebody whose password nobody else knows: the system administrator who entered or reset the account
 * could use it first. Sessions from before end.
 */
async function insistOnOwnPassword(work: Work, person_id: number): Promise<void> {
  const account = await lockAccount(work, person_id)
  const { one_time_until } = await work.tx
    .selectFrom('kernel.accounts')
    .select('one_time_until')
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  if (one_time_until !== null)
    throw invalid(
      'sign_in_name',
      '此人须先登录并更换一次性密码，才能任管理员',
      'This person must first sign in and replace the one-time password',
    )
  await endAllSessions(work, account.id)
}

/** Ends a grant at once. Nobody ends their own; the last holder of an administrators' office keeps it. */
export async function endGrant(work: Work, input: { readonly grant_id: number; readonly reason: string }): Promise<void> {
  const { grant_id, reason } = input
  await keepAdministrators(work, { grant_id })
  const grant = await work.tx.selectFrom('kernel.grants').selectAll().where('id', '=', grant_id).forUpdate().executeTakeFirst()
  await insistOnUnit(work, 'role.grant', grant?.unit_id ?? 0)
  if (!grant) throw notFound()
  if (grant.person_id === work.actor.person_id) throw conflict('不能撤销自己的授权。', 'Nobody ends their own role.')
  if (grant.valid_to !== null && grant.valid_to <= work.today) throw conflict('此授权已经结束。', 'This role has ended already.')
  const valid_to = grant.valid_from > work.today ? grant.valid_from : work.today
  await work.tx.updateTable('kernel.grants').set({ valid_to, ended_by: work.actor.person_id }).where('id', '=', grant_id).execute()
  await work.log('end_grant', `grant:${grant_id}`, { person: grant.person_id, role: grant.role, unit: grant.unit_id, reason })
}

/** After a loss: removes second factor, recovery codes and passkeys of an account, and ends its sessions. Not one's own. */
export async function removeLostFactors(work: Work, input: { readonly person_id: number; readonly reason: string }): Promise<void> {
  const { person_id, reason } = input
  if (person_id === work.actor.person_id) throw conflict('请由另一位安全管理员办理。', 'Another security administrator must do this.')
  await insistOnPerson(work, 'session.end', person_id)
  const account = await lockAccount(work, person_id)
  await refuseAlone(work, person_id)
  await removeFactor(work, account.id)
  await work.tx.deleteFrom('kernel.passkeys').where('account_id', '=', account.id).execute()
  await endAllSessions(work, account.id)
  await work.log('remove_lost_factors', `account:${account.id}`, { reason })
}
