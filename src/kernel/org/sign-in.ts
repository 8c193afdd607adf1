import { houseNumber } from '../law/settings.ts'
import { notFound, Refusal } from '../refusal.ts'
import { type Look, logRow, type Work } from '../work.ts'
import { type Actor, administrators, type Grant, isRole } from './actor.ts'
import { countFailure, forgetFailures, isLocked, locked } from './attempts.ts'
import { isPassword } from './passwords.ts'
import { policyHolds } from './policies.ts'
import { beginFactor } from './second-factor.ts'
import { newToken, tokenHash } from './tokens.ts'

/** Being seen is written no oftener than this: reading a page should not write a row each time. Shorter than any idle time that can be set. */
export const seen_minutes = 5
/** Who gave the password has so long for what else is asked. [D] */
export const pending_minutes = 10

const wrong = () =>
  new Refusal(
    'invalid',
    { 'zh-CN': '用户名或密码不正确。', en: 'The user name or password is not right.' },
    {
      sign_in_name: { 'zh-CN': '用户名或密码不正确', en: 'The user name or password is not right' },
    },
  )

/** What else is asked after the password: a code, a password of one's own, to set up a second factor. */
export type Stage = 'second_factor' | 'new_password' | 'enrolment'
export type SignedIn = { readonly token: string; readonly expires_at: Temporal.Instant }
export type Waiting = { readonly pending: string; readonly stage: Stage }
export type SignInAnswer = SignedIn | Waiting | { readonly refusal: Refusal }

/** `ends`: the token that the browser sent; that session is over when somebody signs in anew. `agent`: what `deviceOf` made of the browser. */
export type Browser = { readonly ends?: string | undefined; readonly agent?: string }
export type Attempt = Browser & { readonly sign_in_name: string; readonly password: string }

/**
 * Signs a person in, always with a new token (one that was planted before never becomes anybody's). A refusal is returned,
 * not thrown: the failed attempt must be committed to count. Unknown, disabled and existing names are answered alike, in the
 * same time, and lock alike after five failures, so that names can't be found out. A one-time password that is too old is a wrong one.
 */
export async function signIn(work: Work, input: Attempt): Promise<SignInAnswer> {
  const name = input.sign_in_name.trim().toLowerCase()
  const account = await work.tx
    .selectFrom('kernel.accounts')
    .select(['id', 'password_hash', 'disabled_on', 'one_time_until'])
    .where('sign_in_name', '=', name)
    .executeTakeFirst()
  const right = await isPassword(account?.password_hash, input.password)
  if (await isLocked(work, name)) return { refusal: await locked(work) }
  if (!account || account.disabled_on || !right || isPast(work, account.one_time_until))
    return { refusal: await countFailure(work, { name, account_id: account?.id, words: wrong() }) }
  return await proceed(work, { account_id: account.id, proven: false }, input)
}

const isPast = (work: Work, instant: string | null): boolean =>
  instant !== null && Temporal.Instant.compare(Temporal.Instant.from(instant), work.now) <= 0

/** How far somebody is: `proven` when a second factor, or a passkey in place of both, has been shown. */
export type Progress = { readonly account_id: number; readonly proven: boolean }

/** The next thing to ask of somebody who has shown who they are so far; a session when there is none. */
export async function proceed(work: Work, progress: Progress, browser: Browser): Promise<SignInAnswer> {
  const account = await work.tx
    .selectFrom('kernel.accounts as a')
    .where('a.id', '=', progress.account_id)
    .where('a.disabled_on', 'is', null)
    .select(eb => [
      'a.sign_in_name',
      'a.one_time_until',
      'a.person_id',
      eb
        .exists(
          eb
            .selectFrom('kernel.second_factors as f')
            .select('f.account_id')
            .whereRef('f.account_id', '=', 'a.id')
            .where('f.confirmed_at', 'is not', null),
        )
        .as('has_factor'),
      eb.exists(eb.selectFrom('kernel.passkeys as k').select('k.id').whereRef('k.account_id', '=', 'a.id')).as('has_passkey'),
    ])
    .forUpdate() // of an account that is being disabled at this moment no session is made
    .executeTakeFirst()
  if (!account) return { refusal: wrong() }
  if (account.has_factor && !progress.proven) return await wait(work, progress, 'second_factor')
  // Forgotten only here: else whoever knows the password could try codes for ever, giving the password in between.
  await forgetFailures(work, account.sign_in_name)
  const asked = !progress.proven && (await mustHaveFactor(work, account.person_id))
  if (asked && account.has_passkey) return { refusal: passkeyOnly() } // else the password alone could set up a factor beside it
  if (account.one_time_until !== null) return await wait(work, progress, 'new_password')
  if (asked) {
    await beginFactor(work, progress.account_id)
    return await wait(work, progress, 'enrolment')
  }
  return await openSession(work, progress.account_id, browser)
}

const passkeyOnly = () =>
  new Refusal(
    'invalid',
    { 'zh-CN': '请用您的通行密钥登录。', en: 'Sign in with your passkey.' },
    { sign_in_name: { 'zh-CN': '请用您的通行密钥登录', en: 'Sign in with your passkey' } },
  )

/** Whether the city asks a second factor of this person: of administrators, when the policy holds. */
export async function mustHaveFactor(work: Work, person_id: number): Promise<boolean> {
  if (!(await policyHolds({ db: work.tx, today: work.today }, 'administrators_second_factor'))) return false
  const grant = await work.tx
    .selectFrom('kernel.grants')
    .select('id')
    .where('person_id', '=', person_id)
    .where('role', 'in', [...administrators])
    .where('valid_from', '<=', work.today)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', work.today)]))
    .limit(1)
    .executeTakeFirst()
  return grant !== undefined
}

async function wait(work: Work, progress: Progress, stage: Stage): Promise<Waiting> {
  const pending = newToken(work)
  await work.tx
    .insertInto('kernel.pending_sign_ins')
    .values({ token_hash: tokenHash(pending), ...progress, stage, expires_at: work.now.add({ minutes: pending_minutes }).toString() })
    .execute()
  return { pending, stage }
}

/** A new session, with a token that nobody has seen before. */
export async function openSession(work: Work, account_id: number, { ends, agent = '' }: Browser): Promise<SignedIn> {
  if (ends !== undefined) await work.tx.deleteFrom('kernel.sessions').where('token_hash', '=', tokenHash(ends)).execute()
  await work.tx.deleteFrom('kernel.pending_sign_ins').where('account_id', '=', account_id).execute()
  const token = newToken(work)
  const expires_at = work.now.add({ hours: await houseNumber({ db: work.tx, today: work.today }, 'account.session') })
  await work.tx
    .insertInto('kernel.sessions')
    .values({
      token_hash: tokenHash(token),
      account_id,
      agent: agent.slice(0, 100),
      last_seen_at: work.now.toString(),
      expires_at: expires_at.toString(),
    })
    .execute()
  // By whom it is: until now nobody was signed in.
  await work.tx
    .insertInto('kernel.log')
    .values(eb => ({
      ...logRow(work.actor, 'sign_in', `account:${account_id}`, {}),
      person_id: eb.selectFrom('kernel.accounts').select('person_id').where('id', '=', account_id),
    }))
    .execute()
  return { token, expires_at }
}

export async function signOut(work: Work, token: string): Promise<void> {
  const ended = await work.tx
    .deleteFrom('kernel.sessions')
    .where('token_hash', '=', tokenHash(token))
    .returning('account_id')
    .executeTakeFirst()
  if (ended) await work.log('sign_out', `account:${ended.account_id}`)
}

export type Session = { readonly id: number; readonly account_id: number; readonly last_seen_at: string; readonly actor: Actor }
type Asked = { readonly token: string; readonly now: Temporal.Instant }

/** The session with this token, and who holds it: the person with all grants valid today; undefined when it ended. */
export async function sessionOf(look: Pick<Look, 'db' | 'today'>, input: Asked): Promise<Session | undefined> {
  const minutes = await houseNumber(look, 'account.idle')
  const rows = await look.db
    .selectFrom('kernel.sessions as s')
    .innerJoin('kernel.accounts as a', 'a.id', 's.account_id')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .leftJoin('kernel.grants as g', join =>
      join
        .onRef('g.person_id', '=', 'p.id')
        .on('g.valid_from', '<=', look.today)
        .on(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', look.today)])),
    )
    .select(['s.id as session_id', 's.account_id', 's.last_seen_at', 'p.id', 'p.name', 'g.role', 'g.unit_id'])
    .where('s.token_hash', '=', tokenHash(input.token))
    .where('s.expires_at', '>', input.now.toString())
    .where('s.last_seen_at', '>', input.now.subtract({ minutes }).toString())
    .where('a.disabled_on', 'is', null)
    .execute()
  const [first] = rows
  if (!first) return undefined
  const grants = rows.flatMap((row): Grant[] =>
    row.role !== null && row.unit_id !== null && isRole(row.role) ? [{ role: row.role, unit_id: row.unit_id }] : [],
  )
  return {
    id: first.session_id,
    account_id: first.account_id,
    last_seen_at: first.last_seen_at,
    actor: { person_id: first.id, name: first.name, grants },
  }
}

export const sessionActor = async (look: Pick<Look, 'db' | 'today'>, input: Asked): Promise<Actor | undefined> =>
  (await sessionOf(look, input))?.actor

/** A unit by id, as far as rights need it. */
export async function place(
  look: Pick<Look, 'db'> | { readonly db: Work['tx'] },
  unit_id: number,
): Promise<{ id: number; name: string; lineage: number[] }> {
  const unit = await look.db.selectFrom('kernel.units').select(['id', 'name', 'lineage']).where('id', '=', unit_id).executeTakeFirst()
  if (!unit) throw notFound()
  return unit
}
