import { Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { countFailure, forgetFailures, isLocked, locked } from './attempts.ts'
import { offerRegistration, type RegistrationOptions, type Site } from './passkeys.ts'
import { hashPassword, insistOnPassword, isPassword } from './passwords.ts'
import { beginFactor, confirmFactor, drawRecoveryCodes, isCodeOf, removeFactor } from './second-factor.ts'
import { renewSession } from './sessions.ts'
import { mustHaveFactor, type SignedIn } from './sign-in.ts'

// What a person does with their own account. Whoever sits at an open session must show more than that: the password.

/** Refusals that must be committed, since a wrong password counts, are returned. */
export type Answer<T> = T | { readonly refusal: Refusal }

const wrong = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}

type Own = {
  readonly id: number
  readonly sign_in_name: string
  readonly password_hash: string
  readonly name: string
  readonly person_id: number
}

async function own(work: Work): Promise<Own> {
  return await work.tx
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.sign_in_name', 'a.password_hash', 'p.name', 'a.person_id'])
    .where('a.person_id', '=', work.actor.person_id ?? -1)
    .executeTakeFirstOrThrow()
}

/** Whether it is the person's password, counted and locked as at sign-in; null when it is. */
async function passwordRefusal(work: Work, account: Own, password: string): Promise<Refusal | null> {
  if (await isLocked(work, account.sign_in_name)) return await locked(work)
  if (await isPassword(account.password_hash, password)) return null
  const words = wrong('password', '密码不正确', 'The password is not right')
  return await countFailure(work, { name: account.sign_in_name, account_id: account.id, words })
}

export type PasswordChange = { readonly password: string; readonly new_password: string; readonly agent?: string }

/** Changes one's own password; all other sessions end, and this one goes on under a new token. */
export async function changePassword(work: Work, input: PasswordChange): Promise<Answer<SignedIn>> {
  const account = await own(work)
  const refusal = await passwordRefusal(work, account, input.password)
  if (refusal) return { refusal }
  insistOnPassword(input.new_password, account, 'new_password')
  if (input.new_password === input.password)
    throw wrong('new_password', '新密码不能与原密码相同', 'The new password must differ from the old one')
  await work.tx
    .updateTable('kernel.accounts')
    .set({ password_hash: await hashPassword(input.new_password), one_time_until: null, password_set_at: work.now.toString() })
    .where('id', '=', account.id)
    .execute()
  await forgetFailures(work, account.sign_in_name)
  await work.log('change_password', `account:${account.id}`)
  return await renewSession(work, { account_id: account.id, ...(input.agent === undefined ? {} : { agent: input.agent }) })
}

/** What the browser needs to make a passkey of one's own. Asks the password first: a passkey opens the account for good. */
export async function offerOwnPasskey(
  work: Work,
  input: { readonly password: string; readonly site: Site },
): Promise<Answer<{ readonly options: RegistrationOptions }>> {
  const account = await own(work)
  const refusal = await passwordRefusal(work, account, input.password)
  if (refusal) return { refusal }
  return { options: await offerRegistration(work, { site: input.site, account_id: account.id }) }
}

/** Draws a secret for one's own authenticator. Asks the password first. */
export async function beginOwnFactor(work: Work, input: { readonly password: string }): Promise<Answer<{ readonly begun: true }>> {
  const account = await own(work)
  const refusal = await passwordRefusal(work, account, input.password)
  if (refusal) return { refusal }
  await beginFactor(work, account.id)
  return { begun: true }
}

/** The first code of one's own authenticator. */
export async function confirmOwnFactor(
  work: Work,
  input: { readonly code: string; readonly agent?: string },
): Promise<Answer<{ readonly recovery: readonly string[]; readonly session: SignedIn }>> {
  const account = await own(work)
  if (await isLocked(work, account.sign_in_name)) return { refusal: await locked(work) }
  const recovery = await confirmFactor(work, account.id, input.code)
  if (recovery === undefined) return { refusal: await wrongCode(work, account) }
  return {
    recovery,
    session: await renewSession(work, { account_id: account.id, ...(input.agent === undefined ? {} : { agent: input.agent }) }),
  }
}

const wrongCode = (work: Work, account: Own): Promise<Refusal> =>
  countFailure(work, {
    name: account.sign_in_name,
    account_id: account.id,
    words: wrong('code', '验证码不正确，或已经用过', 'The code is not right, or has been used already'),
  })

export type Proof = { readonly password: string; readonly code: string; readonly agent?: string }

/** Removes one's own second factor, with password and code. Refusal 'conflict' where the city asks for one. */
export async function removeOwnFactor(work: Work, input: Proof): Promise<Answer<SignedIn>> {
  const account = await own(work)
  const refusal = await passwordRefusal(work, account, input.password)
  if (refusal) return { refusal }
  if (await mustHaveFactor(work, account.person_id)) {
    throw new Refusal('conflict', {
      'zh-CN': '本市要求管理员使用第二重验证，不能停用。更换设备请联系安全管理员。',
      en: 'The city asks administrators for a second factor, so it can’t be removed. To change the device, ask the security administrator.',
    })
  }
  if (!(await isCodeOf(work, account.id, input.code))) return { refusal: await wrongCode(work, account) }
  await removeFactor(work, account.id)
  await work.log('remove_second_factor', `account:${account.id}`)
  return await renewSession(work, { account_id: account.id, ...(input.agent === undefined ? {} : { agent: input.agent }) })
}

/** New recovery codes, with password and code; the earlier ones end. */
export async function renewRecoveryCodes(work: Work, input: Proof): Promise<Answer<{ readonly recovery: readonly string[] }>> {
  const account = await own(work)
  const refusal = await passwordRefusal(work, account, input.password)
  if (refusal) return { refusal }
  if (!(await isCodeOf(work, account.id, input.code))) return { refusal: await wrongCode(work, account) }
  return { recovery: await drawRecoveryCodes(work, account.id) }
}

export type OwnAccount = NonNullable<Awaited<ReturnType<typeof ownAccountPage>>>

/** One's own account, as its page shows it. */
export async function ownAccountPage(look: Look, _input: null) {
  return await look.db
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .where('a.person_id', '=', look.actor.person_id ?? -1)
    .select(eb => [
      'a.id',
      'a.sign_in_name',
      'p.name',
      'a.password_set_at',
      eb.selectFrom('kernel.second_factors as f').select('f.confirmed_at').whereRef('f.account_id', '=', 'a.id').as('factor_since'),
      eb
        .selectFrom('kernel.recovery_codes as r')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .whereRef('r.account_id', '=', 'a.id')
        .where('r.used_at', 'is', null)
        .as('codes_left'),
    ])
    .executeTakeFirst()
}
