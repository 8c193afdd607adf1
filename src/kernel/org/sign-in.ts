import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { notFound, Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { type Actor, type Grant, type Role, roles } from './actor.ts'

/** argon2id with OWASP's first choice: 19 MiB, two passes (about 30 ms). */
const hashing = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Sign-ins that may fail before the account is locked, and for how long. [D] */
export const failures_max = 5
export const lock_minutes = 15
/** A session ends after a working day. [D] */
export const session_hours = 10

export const hashPassword = (password: string): Promise<string> => hash(password, hashing)

/** What the table keeps of a token: its SHA-256. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

export const newToken = (work: Pick<Work, 'random'>): string => Buffer.from(work.random(32)).toString('base64url')

const wrong = () =>
  new Refusal(
    'invalid',
    { 'zh-CN': '用户名或密码不正确。', en: 'The user name or password is not right.' },
    {
      sign_in_name: { 'zh-CN': '用户名或密码不正确', en: 'The user name or password is not right' },
    },
  )
const locked = () =>
  new Refusal('too_many', {
    'zh-CN': `登录失败次数过多，请${lock_minutes}分钟后再试。`,
    en: `Too many failed attempts. Try again in ${lock_minutes} minutes.`,
  })

// Verified when no such account exists, so that the answer takes as long as for a wrong password.
const nobodysHash = hashPassword('nobody signs in with this')

export type SignedIn = { readonly token: string; readonly expires_at: Temporal.Instant }
export type SignInAnswer = SignedIn | { readonly refusal: Refusal }

/** `ends`: the token that the browser sent; that session is over when somebody signs in anew. */
export type Attempt = { readonly sign_in_name: string; readonly password: string; readonly ends?: string }

/**
 * Signs a person in, always with a new token (a token that was planted before never becomes anybody's). A refusal is returned, not thrown: the failed attempt must be committed to count.
 * The same words for a wrong name and a wrong password, so that names can't be found out.
 */
export async function signIn(work: Work, input: Attempt): Promise<SignInAnswer> {
  const account = await work.tx
    .selectFrom('kernel.accounts')
    .select(['id', 'person_id', 'password_hash', 'failed_count', 'locked_until', 'disabled_on'])
    .where('sign_in_name', '=', input.sign_in_name.trim().toLowerCase())
    .forUpdate()
    .executeTakeFirst()
  const right = await verify(account?.password_hash ?? (await nobodysHash), input.password)
  if (!account || account.disabled_on) return { refusal: wrong() }
  if (account.locked_until && Temporal.Instant.compare(Temporal.Instant.from(account.locked_until), work.now) > 0)
    return { refusal: locked() }
  if (!right) {
    const failed = account.failed_count + 1
    const lock = failed >= failures_max
    await work.tx
      .updateTable('kernel.accounts')
      .set({ failed_count: lock ? 0 : failed, locked_until: lock ? work.now.add({ minutes: lock_minutes }).toString() : null })
      .where('id', '=', account.id)
      .execute()
    await work.log(lock ? 'lock_account' : 'fail_sign_in', `account:${account.id}`)
    return { refusal: lock ? locked() : wrong() }
  }
  await work.tx.updateTable('kernel.accounts').set({ failed_count: 0, locked_until: null }).where('id', '=', account.id).execute()
  if (input.ends !== undefined) await work.tx.deleteFrom('kernel.sessions').where('token_hash', '=', tokenHash(input.ends)).execute()
  const token = newToken(work)
  const expires_at = work.now.add({ hours: session_hours })
  await work.tx
    .insertInto('kernel.sessions')
    .values({ token_hash: tokenHash(token), account_id: account.id, expires_at: expires_at.toString() })
    .execute()
  await work.tx.deleteFrom('kernel.sessions').where('expires_at', '<', work.now.toString()).execute()
  await work.log('sign_in', `account:${account.id}`)
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

/** Who holds the session with this token: the person with all grants valid today; undefined when it ended. */
export async function sessionActor(
  look: Pick<Look, 'db' | 'today'>,
  input: { readonly token: string; readonly now: Temporal.Instant },
): Promise<Actor | undefined> {
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
    .select(['p.id', 'p.name', 'g.role', 'g.unit_id'])
    .where('s.token_hash', '=', tokenHash(input.token))
    .where('s.expires_at', '>', input.now.toString())
    .where('a.disabled_on', 'is', null)
    .execute()
  const [first] = rows
  if (!first) return undefined
  const grants = rows.flatMap((row): Grant[] =>
    row.role !== null && row.unit_id !== null && isRole(row.role) ? [{ role: row.role, unit_id: row.unit_id }] : [],
  )
  return { person_id: first.id, name: first.name, grants }
}

const isRole = (text: string): text is Role => roles.some(role => role === text)

/** A unit by id, as far as rights need it. */
export async function place(
  look: Pick<Look, 'db'> | { readonly db: Work['tx'] },
  unit_id: number,
): Promise<{ id: number; name: string; lineage: number[] }> {
  const unit = await look.db.selectFrom('kernel.units').select(['id', 'name', 'lineage']).where('id', '=', unit_id).executeTakeFirst()
  if (!unit) throw notFound()
  return unit
}
