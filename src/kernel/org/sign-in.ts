import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { notFound, Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { type Actor, type Grant, isRole } from './actor.ts'

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
 * Signs a person in, always with a new token (one that was planted before never becomes anybody's). A refusal is returned,
 * not thrown: the failed attempt must be committed to count. Unknown, disabled and existing names are answered alike, in the
 * same time, and lock alike after five failures, so that names can't be found out.
 */
export async function signIn(work: Work, input: Attempt): Promise<SignInAnswer> {
  const name = input.sign_in_name.trim().toLowerCase()
  const account = await work.tx
    .selectFrom('kernel.accounts')
    .select(['id', 'password_hash', 'disabled_on'])
    .where('sign_in_name', '=', name)
    .executeTakeFirst()
  const right = await verify(account?.password_hash ?? (await nobodysHash), input.password)
  if (await isLocked(work, name)) return { refusal: locked() }
  if (!account || account.disabled_on || !right) return { refusal: await countFailure(work, name, account?.id) }
  await work.tx.deleteFrom('kernel.sign_in_failures').where('name_hash', '=', tokenHash(name)).execute()
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

async function isLocked(work: Work, name: string): Promise<boolean> {
  const row = await work.tx
    .selectFrom('kernel.sign_in_failures')
    .select('locked_until')
    .where('name_hash', '=', tokenHash(name))
    .executeTakeFirst()
  return row?.locked_until != null && Temporal.Instant.compare(Temporal.Instant.from(row.locked_until), work.now) > 0
}

/** One more failure under this name; the fifth locks it. Failures of a day ago are forgotten. */
async function countFailure(work: Work, name: string, account_id: number | undefined): Promise<Refusal> {
  await work.tx
    .deleteFrom('kernel.sign_in_failures')
    .where('last_at', '<', work.now.subtract({ hours: 24 }).toString())
    .execute()
  const now = sql`${work.now.toString()}::timestamptz`
  const { failed_count } = await work.tx
    .insertInto('kernel.sign_in_failures')
    .values({ name_hash: tokenHash(name), failed_count: 1, last_at: work.now.toString() })
    .onConflict(conflict =>
      conflict.column('name_hash').doUpdateSet({
        // A lock that is over begins a new count; one that another attempt set at this moment stays.
        failed_count: sql<number>`case when sign_in_failures.locked_until <= ${now} then 1 else sign_in_failures.failed_count + 1 end`,
        locked_until: sql<string | null>`case when sign_in_failures.locked_until > ${now} then sign_in_failures.locked_until end`,
        last_at: work.now.toString(),
      }),
    )
    .returning('failed_count')
    .executeTakeFirstOrThrow()
  const lock = failed_count >= failures_max
  if (lock) {
    const until = work.now.add({ minutes: lock_minutes }).toString()
    await work.tx.updateTable('kernel.sign_in_failures').set({ locked_until: until }).where('name_hash', '=', tokenHash(name)).execute()
  }
  await work.log(lock ? 'lock_sign_in' : 'fail_sign_in', `account:${account_id ?? 'none'}`)
  return lock ? locked() : wrong()
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

/** A unit by id, as far as rights need it. */
export async function place(
  look: Pick<Look, 'db'> | { readonly db: Work['tx'] },
  unit_id: number,
): Promise<{ id: number; name: string; lineage: number[] }> {
  const unit = await look.db.selectFrom('kernel.units').select(['id', 'name', 'lineage']).where('id', '=', unit_id).executeTakeFirst()
  if (!unit) throw notFound()
  return unit
}
