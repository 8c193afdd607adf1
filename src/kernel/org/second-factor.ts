import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { Refusal } from '../refusal.ts'
import { sealedAnew } from '../sealed/anew.ts'
import type { Look, Work } from '../work.ts'
import { recovery_codes } from './account.ts'
import { tokenHash } from './tokens.ts'

/** RFC 6238: six digits of 30 seconds each. Codes of the step before and after are taken too, since clocks differ. */
const period_s = 30
const window_steps = 1
const secret_bytes = 20
/** What the authenticator shows beside the account. */
const issuer = 'Mingjing'

/** The secret is sealed for its account, and opens in no other. */
const about = (account_id: number): string => `second_factor:${account_id}`

const totp = (secret: string, label: string) => new TOTP({ issuer, label, secret: Secret.fromBase32(secret), period: period_s })

/**
 * Draws a secret that the person puts into an authenticator; it counts for nothing until a code of it has been given. An earlier one that was
 * not confirmed is replaced. Refusal 'conflict' when there is a second factor.
 */
export async function beginFactor(work: Work, account_id: number): Promise<void> {
  const secret = work.keys.seal(new Secret({ buffer: Uint8Array.from(work.random(secret_bytes)).buffer }).base32, about(account_id))
  const begun = await work.tx
    .insertInto('kernel.second_factors')
    .values({ account_id, secret })
    .onConflict(conflict =>
      conflict.column('account_id').doUpdateSet({ secret, last_step: 0 }).where(sql<boolean>`second_factors.confirmed_at is null`),
    )
    .returning('account_id')
    .executeTakeFirst()
  if (begun) return await work.log('begin_second_factor', `account:${account_id}`)
  throw new Refusal('conflict', {
    'zh-CN': '此账户已启用第二重验证。要更换设备，请先停用。',
    en: 'This account has a second factor already. To change the device, remove it first.',
  })
}

export type Enrolment = { readonly secret: string; readonly uri: string }

/** The secret that waits for its first code: as text, and as the address that a picture of squares holds. Undefined when none waits. */
export async function enrolment(look: Look, account_id: number): Promise<Enrolment | undefined> {
  const row = await look.db
    .selectFrom('kernel.second_factors as f')
    .innerJoin('kernel.accounts as a', 'a.id', 'f.account_id')
    .select(['f.secret', 'a.sign_in_name'])
    .where('f.account_id', '=', account_id)
    .where('f.confirmed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const secret = look.keys.unseal(row.secret, about(account_id))
  return { secret, uri: totp(secret, row.sign_in_name).toString() }
}

/** The step of time whose code this is, or undefined. */
function stepOf(secret: string, code: string, now: Temporal.Instant): number | undefined {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const delta = totp(secret, '').validate({ token: digits, timestamp: now.epochMilliseconds, window: window_steps })
  return delta === null ? undefined : Math.floor(now.epochMilliseconds / 1000 / period_s) + delta
}

/** Whether this is a code of the account's second factor, or one of its recovery codes. Each code is taken once. */
export async function isCodeOf(work: Work, account_id: number, code: string): Promise<boolean> {
  const factor = await work.tx
    .selectFrom('kernel.second_factors')
    .select('secret')
    .where('account_id', '=', account_id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  if (!factor) return false
  const step = stepOf(work.keys.unseal(factor.secret, about(account_id)), code, work.now)
  if (step === undefined) return await useRecoveryCode(work, account_id, code)
  const taken = await work.tx
    .updateTable('kernel.second_factors')
    .set({ last_step: step })
    .where('account_id', '=', account_id)
    .where('last_step', '<', step)
    .returning('account_id')
    .executeTakeFirst()
  return taken !== undefined
}

/** The first code: from now on one is asked at every sign-in. Returns the recovery codes, shown this once; undefined for a wrong code. */
export async function confirmFactor(work: Work, account_id: number, code: string): Promise<string[] | undefined> {
  const factor = await work.tx
    .selectFrom('kernel.second_factors')
    .select('secret')
    .where('account_id', '=', account_id)
    .where('confirmed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const step = factor && stepOf(work.keys.unseal(factor.secret, about(account_id)), code, work.now)
  if (step === undefined) return undefined
  await work.tx
    .updateTable('kernel.second_factors')
    .set({ confirmed_at: work.now.toString(), last_step: step })
    .where('account_id', '=', account_id)
    .execute()
  await work.log('add_second_factor', `account:${account_id}`)
  return await drawRecoveryCodes(work, account_id)
}

const codeHash = (account_id: number, code: string): Buffer => tokenHash(`${account_id} ${code.toLowerCase().replaceAll(/[\s-]/g, '')}`)

/** New recovery codes in place of all earlier ones. They are shown once; the table keeps their hashes. */
export async function drawRecoveryCodes(work: Work, account_id: number): Promise<string[]> {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789' // without what is misread; 31 of them, so 49 bits in ten
  const codes = Array.from({ length: recovery_codes }, () => {
    const text = [...work.random(10)].map(byte => letters.charAt(byte % letters.length)).join('')
    return `${text.slice(0, 5)}-${text.slice(5)}`
  })
  await work.tx.deleteFrom('kernel.recovery_codes').where('account_id', '=', account_id).execute()
  await work.tx
    .insertInto('kernel.recovery_codes')
    .values(codes.map(code => ({ account_id, code_hash: codeHash(account_id, code) })))
    .execute()
  await work.log('draw_recovery_codes', `account:${account_id}`)
  return codes
}

async function useRecoveryCode(work: Work, account_id: number, code: string): Promise<boolean> {
  const used = await work.tx
    .updateTable('kernel.recovery_codes')
    .set({ used_at: work.now.toString() })
    .where('account_id', '=', account_id)
    .where('code_hash', '=', codeHash(account_id, code))
    .where('used_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst()
  if (used) await work.log('use_recovery_code', `account:${account_id}`)
  return used !== undefined
}

/** Removes the second factor with its recovery codes; passkeys stay. */
export async function removeFactor(work: Work, account_id: number): Promise<void> {
  await work.tx.deleteFrom('kernel.second_factors').where('account_id', '=', account_id).execute()
  await work.tx.deleteFrom('kernel.recovery_codes').where('account_id', '=', account_id).execute()
}

/** Seals up to so many secrets anew with the newest key; how many. */
export async function resealFactors(work: Work, count: number): Promise<number> {
  const rows = await work.tx
    .selectFrom('kernel.second_factors')
    .select(['account_id', 'secret'])
    .orderBy('account_id')
    .forUpdate()
    .execute()
  const old = rows.filter(({ secret }) => work.keys.isOld(secret)).slice(0, count)
  for (const { account_id, secret } of old) {
    await work.tx
      .updateTable('kernel.second_factors')
      .set({ secret: sealedAnew(work.keys, secret, about(account_id)) })
      .where('account_id', '=', account_id)
      .execute()
  }
  if (old.length > 0) await work.log('reseal', 'kernel:second_factors', { count: old.length })
  return old.length
}
