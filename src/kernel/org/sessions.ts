import { notFound } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { insistOnPerson } from './insist.ts'
import { openSession, type SignedIn, seen_minutes } from './sign-in.ts'
import { tokenHash } from './tokens.ts'

/** Writes that the session was used just now; not again within some minutes. */
export async function seeSession(work: Work, id: number): Promise<void> {
  await work.tx
    .updateTable('kernel.sessions')
    .set({ last_seen_at: work.now.toString() })
    .where('id', '=', id)
    .where('last_seen_at', '<', work.now.subtract({ minutes: seen_minutes }).toString())
    .execute()
}

/** One's own sessions, newest use first; `current` is the one that asks. */
export async function ownSessions(look: Look, input: { readonly token: string; readonly now: Temporal.Instant }) {
  const rows = await look.db
    .selectFrom('kernel.sessions as s')
    .innerJoin('kernel.accounts as a', 'a.id', 's.account_id')
    .select(['s.id', 's.agent', 's.recorded_at', 's.last_seen_at', 's.token_hash'])
    .where('a.person_id', '=', look.actor.person_id ?? -1)
    .where('s.expires_at', '>', input.now.toString())
    .orderBy('s.last_seen_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(50)
    .execute()
  const own = tokenHash(input.token)
  return rows.map(({ token_hash, ...row }) => ({ ...row, current: token_hash.equals(own) }))
}

/** Ends one of one's own sessions. Refusal 'not_found' for anybody else's. */
export async function endOwnSession(work: Work, id: number): Promise<void> {
  const ended = await work.tx
    .deleteFrom('kernel.sessions as s')
    .using('kernel.accounts as a')
    .whereRef('a.id', '=', 's.account_id')
    .where('s.id', '=', id)
    .where('a.person_id', '=', work.actor.person_id ?? -1)
    .returning('s.account_id')
    .executeTakeFirst()
  if (!ended) throw notFound()
  await work.log('end_session', `account:${ended.account_id}`)
}

/** Ends all of one's own sessions but the one with this token. */
export async function endOtherSessions(work: Work, token: string): Promise<void> {
  const account_id = await ownAccount(work)
  await work.tx.deleteFrom('kernel.sessions').where('account_id', '=', account_id).where('token_hash', '<>', tokenHash(token)).execute()
  await work.log('end_other_sessions', `account:${account_id}`)
}

/** The session goes on under a new token, and all others end: for whenever the account becomes worth more, or was in others' hands. */
export async function renewSession(work: Work, input: { readonly account_id: number; readonly agent?: string }): Promise<SignedIn> {
  await work.tx.deleteFrom('kernel.sessions').where('account_id', '=', input.account_id).execute()
  return await openSession(work, input.account_id, input.agent === undefined ? {} : { agent: input.agent })
}

export async function ownAccount(work: Work): Promise<number> {
  const account = await work.tx
    .selectFrom('kernel.accounts')
    .select('id')
    .where('person_id', '=', work.actor.person_id ?? -1)
    .executeTakeFirst()
  if (!account) throw notFound()
  return account.id
}

/** Ends all sessions of an account, and whatever sign-in is half done: in the transaction of whatever needs it. */
export async function endAllSessions(work: Work, account_id: number): Promise<void> {
  await work.tx.deleteFrom('kernel.sessions').where('account_id', '=', account_id).execute()
  await work.tx.deleteFrom('kernel.pending_sign_ins').where('account_id', '=', account_id).execute()
}

/** 安全管理员 ends somebody's session. */
export async function endSession(work: Work, id: number): Promise<void> {
  const session = await work.tx
    .selectFrom('kernel.sessions as s')
    .innerJoin('kernel.accounts as a', 'a.id', 's.account_id')
    .select(['s.account_id', 'a.person_id'])
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (!session) throw notFound()
  await insistOnPerson(work, 'session.end', session.person_id)
  await work.tx.deleteFrom('kernel.sessions').where('id', '=', id).execute()
  await work.log('end_session', `account:${session.account_id}`)
}

/** 安全管理员 unlocks a name that failed sign-ins have locked. */
export async function unlockName(work: Work, account_id: number): Promise<void> {
  const account = await work.tx
    .selectFrom('kernel.accounts')
    .select(['sign_in_name', 'person_id'])
    .where('id', '=', account_id)
    .executeTakeFirst()
  if (!account) throw notFound()
  await insistOnPerson(work, 'session.end', account.person_id)
  await work.tx.deleteFrom('kernel.sign_in_failures').where('name_hash', '=', tokenHash(account.sign_in_name)).execute()
  await work.log('unlock_sign_in', `account:${account_id}`)
}
