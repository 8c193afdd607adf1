import { notFound } from '../refusal.ts'
import { sealedAnew } from '../sealed/anew.ts'
import type { Work } from '../work.ts'
import { type Administrator, administrators } from './actor.ts'
import { conflict, lockAccount, officeOf } from './admin-account.ts'
import { keepAdministrators } from './administrators.ts'
import { insistOnCity, insistOnPerson } from './insist.ts'
import { givesPassword, isJointAct, type JointAct } from './joint-acts.ts'
import { hashPassword, oneTimeUntil } from './passwords.ts'
import { writePolicy } from './policies.ts'
import { removeFactor } from './second-factor.ts'
import { endAllSessions } from './sessions.ts'

// 三员分立: whoever could change an administrator's account alone could become that administrator. So two do it together: one proposes, another of
// another office agrees, and neither is the one concerned. Of a one-time password each is given a half.

const right = 'administrators.agree'
/** What nobody has agreed to by then is as if it had not been proposed. [D] */
export const proposal_days = 7

export type Proposal = { readonly act: JointAct; readonly person_id: number | null; readonly reason: string }
/** `half`: the proposer's half of the one-time password, shown this once. */
export type Proposed = { readonly id: number; readonly half?: string }

/** Proposes what another administrator is to agree to. Refusals 'conflict' for oneself, for what cannot be, and while something else waits. */
export async function propose(work: Work, input: Proposal): Promise<Proposed> {
  const { act, person_id, reason } = input
  const office = ownOffice(work)
  await insist(work, person_id)
  if (person_id === work.actor.person_id) throw conflict('不能对自己的账户提出。', 'Nobody proposes this for their own account.')
  await lapse(work)
  await insistItCanBe(work, input)
  const half = givesPassword(act) ? drawHalf(work) : undefined
  const made = await work.tx
    .insertInto('kernel.agreements')
    .values({
      act,
      person_id,
      reason,
      office,
      sealed_half: half === undefined ? null : work.keys.seal(half, about(person_id)),
      recorded_by: work.actor.person_id ?? -1,
      expires_at: work.now.add({ hours: 24 * proposal_days }).toString(),
    })
    .onConflict(open => open.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw conflict('已有一项提议等待同意，请先处理。', 'Another proposal waits already: deal with it first.')
  await work.log('propose', `agreement:${made.id}`, { act, person: person_id, reason })
  return half === undefined ? { id: made.id } : { id: made.id, half }
}

/** Agrees to what another proposed, and does it. `half`: the second half of the one-time password, shown this once. Refusals 'conflict'. */
export async function agree(work: Work, id: number): Promise<{ readonly half?: string }> {
  const office = ownOffice(work)
  const found = await openProposal(work, id)
  if (found.recorded_by === work.actor.person_id) throw conflict('须由另一位管理员同意。', 'Another administrator must agree.')
  if (found.person_id === work.actor.person_id)
    throw conflict('不能同意涉及自己账户的提议。', 'Nobody agrees to what concerns their own account.')
  if (found.office === office) throw conflict('须由另一职务的管理员同意。', 'An administrator of another office must agree.')
  if ((await officeOf({ db: work.tx }, found.recorded_by, work.today)) !== found.office)
    throw conflict('提出人已不是管理员，请重新提出。', 'Whoever proposed this is no administrator any more: propose it anew.')
  await insistItCanBe(work, found)
  const half = givesPassword(found.act) ? drawHalf(work) : undefined
  const first = found.sealed_half === null ? '' : work.keys.unseal(found.sealed_half, about(found.person_id))
  await decide(work, id, 'agreed')
  await perform(work, found, half === undefined ? undefined : `${first}${half}`)
  await work.log('agree', `agreement:${id}`, { act: found.act, person: found.person_id, proposed_by: found.recorded_by })
  return half === undefined ? {} : { half }
}

/** Ends a proposal: its proposer withdraws it, anybody else declines. */
export async function closeProposal(work: Work, id: number): Promise<void> {
  ownOffice(work)
  const found = await openProposal(work, id)
  const own = found.recorded_by === work.actor.person_id
  await decide(work, id, own ? 'withdrawn' : 'declined')
  await work.log(own ? 'withdraw_proposal' : 'decline', `agreement:${id}`, { act: found.act, person: found.person_id })
}

/** Asks a second factor of administrators from today on. To ask it no more needs the agreement of two. */
export async function askSecondFactor(work: Work, { reason }: { readonly reason: string }): Promise<void> {
  await insistOnCity(work, 'role.grant')
  await writePolicy(work, { key: 'administrators_second_factor', value: true, reason })
}

/** The office of whoever acts: nobody holds two. */
function ownOffice(work: Work): Administrator {
  const office = administrators.find(role => work.actor.grants.some(grant => grant.role === role))
  if (office === undefined) throw notFound()
  return office
}

async function insist(work: Work, person_id: number | null): Promise<void> {
  if (person_id === null) await insistOnCity(work, right)
  else await insistOnPerson(work, right, person_id)
}

const about = (person_id: number | null): string => `agreement:${person_id ?? 'city'}`

async function openProposal(work: Work, id: number) {
  const row = await work.tx.selectFrom('kernel.agreements').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || !isJointAct(row.act)) throw notFound()
  await insist(work, row.person_id)
  if (row.decided_at !== null) throw conflict('这项提议已经处理过了。', 'This proposal has been dealt with already.')
  if (Temporal.Instant.compare(Temporal.Instant.from(row.expires_at), work.now) <= 0)
    throw conflict('这项提议已经过期，请重新提出。', 'This proposal has lapsed: propose it anew.')
  return { ...row, act: row.act }
}

/** Whether the account is one that only two may change, and in a state in which the act makes sense. */
async function insistItCanBe(work: Work, { act, person_id }: Pick<Proposal, 'act' | 'person_id'>): Promise<void> {
  if (person_id === null) return
  if (act === 'disable_account') await keepAdministrators(work, { person_id })
  const account = await lockAccount(work, person_id)
  if ((await officeOf({ db: work.tx }, person_id, work.today)) === undefined)
    throw conflict('此人不是管理员，不需要两人办理。', 'This person is no administrator: one alone may do this.')
  const closed = account.disabled_on !== null
  if (act === 'enable_account' ? !closed : closed)
    throw closed ? conflict('此账户已经停用。', 'This account is disabled.') : conflict('此账户没有停用。', 'This account is not disabled.')
}

async function perform(work: Work, { act, person_id, reason }: Proposal, password: string | undefined): Promise<void> {
  if (person_id === null) return await writePolicy(work, { key: 'administrators_second_factor', value: false, reason })
  const { id } = await lockAccount(work, person_id)
  if (act === 'disable_account')
    await work.tx.updateTable('kernel.accounts').set({ disabled_on: work.today }).where('id', '=', id).execute()
  if (act === 'enable_account') await work.tx.updateTable('kernel.accounts').set({ disabled_on: null }).where('id', '=', id).execute()
  if (act === 'remove_factors') {
    await removeFactor(work, id)
    await work.tx.deleteFrom('kernel.passkeys').where('account_id', '=', id).execute()
  }
  if (password !== undefined) {
    const one_time_until = (await oneTimeUntil(work)).toString()
    await work.tx
      .updateTable('kernel.accounts')
      .set({ password_hash: await hashPassword(password), one_time_until, password_set_at: work.now.toString() })
      .where('id', '=', id)
      .execute()
  }
  await endAllSessions(work, id)
  await work.log(act, `account:${id}`, { reason })
}

const decide = async (work: Work, id: number, outcome: 'agreed' | 'declined' | 'withdrawn'): Promise<void> =>
  void (await work.tx
    .updateTable('kernel.agreements')
    .set({ outcome, decided_at: work.now.toString(), decided_by: work.actor.person_id, sealed_half: null })
    .where('id', '=', id)
    .execute())

/** What nobody agreed to in time makes room. */
const lapse = async (work: Work): Promise<void> =>
  void (await work.tx
    .updateTable('kernel.agreements')
    .set({ outcome: 'lapsed', decided_at: work.now.toString(), sealed_half: null })
    .where('decided_at', 'is', null)
    .where('expires_at', '<=', work.now.toString())
    .execute())

/** Without letters that are taken for each other when they are read from paper: 8 of 31, 39 bits, and the name locks after five wrong ones. */
function drawHalf(work: Work): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const drawn: string[] = []
  while (drawn.length < 8)
    for (const byte of work.random(16)) if (byte < letters.length * 8 && drawn.length < 8) drawn.push(letters.charAt(byte % letters.length))
  return drawn.join('')
}

/** Seals the halves that wait anew with the newest key; how many. */
export async function resealHalves(work: Work, count: number): Promise<number> {
  const rows = await work.tx
    .selectFrom('kernel.agreements')
    .select(['id', 'person_id', 'sealed_half'])
    .where('sealed_half', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const old = rows.flatMap(row => (row.sealed_half !== null && work.keys.isOld(row.sealed_half) ? [{ ...row, half: row.sealed_half }] : []))
  for (const { id, person_id, half } of old.slice(0, count)) {
    const sealed_half = sealedAnew(work.keys, half, about(person_id))
    await work.tx.updateTable('kernel.agreements').set({ sealed_half }).where('id', '=', id).execute()
  }
  const done = Math.min(old.length, count)
  if (done > 0) await work.log('reseal', 'kernel:agreements', { count: done })
  return done
}
