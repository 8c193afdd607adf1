import { notFound, Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { countFailure, isLocked, locked } from './attempts.ts'
import { offerRegistration, type Registration, type RegistrationOptions, registerPasskey, type Site } from './passkeys.ts'
import { hashPassword, insistOnPassword, isPassword } from './passwords.ts'
import { confirmFactor, isCodeOf, removeFactor } from './second-factor.ts'
import { type Browser, proceed, type SignInAnswer, type Stage } from './sign-in.ts'
import { tokenHash } from './tokens.ts'

// What is asked between the password and the session. Each step ends the pending sign-in and makes a new one, or a session.

export type Pending = {
  readonly account_id: number
  readonly person_id: number
  readonly name: string
  readonly sign_in_name: string
  readonly stage: Stage
  readonly proven: boolean
}
type Asked = { readonly token: string; readonly now: Temporal.Instant }

/** Who waits with this token, and for what; undefined when there is none, or no more. */
export async function pendingSignIn(
  look: Pick<Look, 'db'> | { readonly db: Work['tx'] },
  { token, now }: Asked,
): Promise<Pending | undefined> {
  const row = await look.db
    .selectFrom('kernel.pending_sign_ins as w')
    .innerJoin('kernel.accounts as a', 'a.id', 'w.account_id')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .select(['w.account_id', 'a.person_id', 'p.name', 'a.sign_in_name', 'w.stage', 'w.proven'])
    .where('w.token_hash', '=', tokenHash(token))
    .where('w.expires_at', '>', now.toString())
    .where('a.disabled_on', 'is', null)
    .executeTakeFirst()
  return row && isStage(row.stage) ? { ...row, stage: row.stage } : undefined
}

const stages: readonly Stage[] = ['second_factor', 'new_password', 'enrolment']
const isStage = (text: string): text is Stage => stages.some(stage => stage === text)

/** Refusal 'not_found' when nobody waits for this with this token. */
async function at(work: Work, token: string, stage: Stage): Promise<Pending> {
  const pending = await pendingSignIn({ db: work.tx }, { token, now: work.now })
  if (pending?.stage !== stage) throw notFound()
  return pending
}

const done = async (work: Work, token: string): Promise<void> =>
  void (await work.tx.deleteFrom('kernel.pending_sign_ins').where('token_hash', '=', tokenHash(token)).execute())

const wrongCode = () => {
  const words = { 'zh-CN': '验证码不正确，或已经用过', en: 'The code is not right, or has been used already' }
  return new Refusal('invalid', words, { code: words })
}

export type Step = Browser & { readonly token: string }

/** A code of the authenticator, or a recovery code. Wrong ones count like wrong passwords, and lock the name; the refusal is returned to be committed. */
export async function proveSecondFactor(work: Work, input: Step & { readonly code: string }): Promise<SignInAnswer> {
  const { account_id, sign_in_name: name } = await at(work, input.token, 'second_factor')
  if (await isLocked(work, name)) return { refusal: await locked(work) }
  if (!(await isCodeOf(work, account_id, input.code)))
    return { refusal: await countFailure(work, { name, account_id, words: wrongCode() }) }
  await done(work, input.token)
  return await proceed(work, { account_id, proven: true }, input)
}

/** A password of one's own in place of the one-time password. Refusal 'invalid' beside `new_password`. */
export async function replaceOneTimePassword(work: Work, input: Step & { readonly new_password: string }): Promise<SignInAnswer> {
  const pending = await at(work, input.token, 'new_password')
  const { account_id } = pending
  insistOnPassword(input.new_password, pending, 'new_password')
  const { password_hash } = await work.tx
    .selectFrom('kernel.accounts')
    .select('password_hash')
    .where('id', '=', account_id)
    .executeTakeFirstOrThrow()
  if (await isPassword(password_hash, input.new_password)) {
    const words = { 'zh-CN': '新密码不能与一次性密码相同', en: 'The new password must differ from the one-time password' }
    throw new Refusal('invalid', words, { new_password: words })
  }
  await work.tx
    .updateTable('kernel.accounts')
    .set({ password_hash: await hashPassword(input.new_password), one_time_until: null, password_set_at: work.now.toString() })
    .where('id', '=', account_id)
    .execute()
  await work.log('change_password', `account:${account_id}`)
  await done(work, input.token)
  return await proceed(work, { account_id, proven: pending.proven }, input)
}

/** What the browser needs to make the passkey that the city asks for in place of an authenticator. */
export async function offerEnrolmentPasskey(
  work: Work,
  input: { readonly token: string; readonly site: Site },
): Promise<RegistrationOptions> {
  const { account_id } = await at(work, input.token, 'enrolment')
  return await offerRegistration(work, { site: input.site, account_id })
}

/** A passkey in place of an authenticator: the sign-in goes on. Refusal 'invalid' beside `passkey`. */
export async function enrolWithPasskey(work: Work, input: Step & Registration): Promise<SignInAnswer> {
  const { account_id } = await at(work, input.token, 'enrolment')
  await registerPasskey(work, { ...input, account_id })
  await removeFactor(work, account_id) // the secret that was drawn for the other way
  await done(work, input.token)
  return await proceed(work, { account_id, proven: true }, input)
}

/** The first code of a second factor that the city asks for. A wrong one refuses beside `code` and counts. */
export async function finishEnrolment(
  work: Work,
  input: Step & { readonly code: string },
): Promise<{ readonly refusal: Refusal } | { readonly recovery: readonly string[]; readonly answer: SignInAnswer }> {
  const { account_id, sign_in_name: name } = await at(work, input.token, 'enrolment')
  if (await isLocked(work, name)) return { refusal: await locked(work) }
  const recovery = await confirmFactor(work, account_id, input.code)
  if (recovery === undefined) return { refusal: await countFailure(work, { name, account_id, words: wrongCode() }) }
  await done(work, input.token)
  return { recovery, answer: await proceed(work, { account_id, proven: true }, input) }
}
