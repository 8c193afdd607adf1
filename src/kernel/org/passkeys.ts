import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { notFound, Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { ownAccount } from './sessions.ts'
import { type Browser, proceed, type SignInAnswer } from './sign-in.ts'
import { tokenHash } from './tokens.ts'

/** Where a passkey belongs: the site's host, and its origin as browsers name it. */
export type Site = { readonly host: string; readonly origin: string }

const challenge_minutes = 5
/** Passkeys of an account: a phone, a laptop, a key in the safe, and some. [D] */
export const passkeys_max = 10

const refused = () => {
  const words = {
    'zh-CN': '通行密钥未能验证，请重试，或改用密码登录。',
    en: 'The passkey could not be verified. Try again, or sign in with your password.',
  }
  return new Refusal('invalid', words, { passkey: words })
}

/** Draws a challenge and remembers its hash; `account_id` null for whoever signs in. */
async function challenge(work: Work, account_id: number | null): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Uint8Array.from(work.random(32))
  await work.tx
    .insertInto('kernel.passkey_challenges')
    .values({
      challenge_hash: tokenHash(Buffer.from(bytes).toString('base64url')),
      account_id,
      expires_at: work.now.add({ minutes: challenge_minutes }).toString(),
    })
    .execute()
  return bytes
}

/** Whether the challenge is one of ours for this account: it is used up by asking. */
const answered = (work: Work, account_id: number | null) => async (text: string) => {
  const row = await work.tx
    .deleteFrom('kernel.passkey_challenges')
    .where('challenge_hash', '=', tokenHash(text))
    .where('account_id', 'is not distinct from', account_id)
    .where('expires_at', '>', work.now.toString())
    .returning('challenge_hash')
    .executeTakeFirst()
  return row !== undefined
}

export type RegistrationOptions = PublicKeyCredentialCreationOptionsJSON

/** What the browser needs to make a passkey for an account whose holder has shown the password. Refusal 'conflict' when there are too many. */
export async function offerRegistration(
  work: Work,
  { site, account_id }: { readonly site: Site; readonly account_id: number },
): Promise<RegistrationOptions> {
  const { sign_in_name, name } = await work.tx
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .select(['a.sign_in_name', 'p.name'])
    .where('a.id', '=', account_id)
    .executeTakeFirstOrThrow()
  const known = await work.tx
    .selectFrom('kernel.passkeys')
    .select(['credential_id', 'transports'])
    .where('account_id', '=', account_id)
    .limit(passkeys_max)
    .execute()
  if (known.length >= passkeys_max)
    throw new Refusal('conflict', {
      'zh-CN': `一个账户最多登记 ${passkeys_max} 个通行密钥，请先删除不用的。`,
      en: `An account has at most ${passkeys_max} passkeys: remove one that is not used first.`,
    })
  return await generateRegistrationOptions({
    rpName: 'Mingjing',
    rpID: site.host,
    userName: sign_in_name,
    userDisplayName: name,
    userID: Uint8Array.from(new TextEncoder().encode(`account:${account_id}`)),
    challenge: await challenge(work, account_id),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

export type Registration = { readonly site: Site; readonly name: string; readonly response: RegistrationResponseJSON }

/** Registers a passkey for the person who is signed in. */
export const registerOwnPasskey = async (work: Work, input: Registration): Promise<number> =>
  registerPasskey(work, { ...input, account_id: await ownAccount(work) })

/** Registers the passkey that the browser made. Refusal 'invalid' beside `passkey` for whatever does not answer our challenge from our site. */
export async function registerPasskey(
  work: Work,
  { site, name, response, account_id }: Registration & { readonly account_id: number },
): Promise<number> {
  const { registrationInfo } = await verified(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: answered(work, account_id),
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
    }),
  )
  const { credential } = registrationInfo
  const made = await work.tx
    .insertInto('kernel.passkeys')
    .values({
      account_id,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name,
    })
    .onConflict(conflict => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw refused()
  await work.log('add_passkey', `account:${account_id}`, { passkey: made.id })
  return made.id
}

/** What the library throws is a bad answer of a browser, not a bug of ours. */
async function verified<T extends { readonly verified: boolean }>(verify: () => Promise<T>): Promise<T & { readonly verified: true }> {
  const result = await verify().catch(() => undefined)
  if (!result?.verified) throw refused()
  return { ...result, verified: true }
}

/** What the browser needs to show a passkey: no name is asked, and none is told. */
export async function offerPasskeySignIn(work: Work, site: Site): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return await generateAuthenticationOptions({ rpID: site.host, challenge: await challenge(work, null), userVerification: 'required' })
}

export type PasskeySignIn = Browser & { readonly site: Site; readonly response: AuthenticationResponseJSON }

/** Signs in with a passkey, which stands for password and second factor. The refusal is returned, so that the challenge stays used up. */
export async function signInWithPasskey(work: Work, input: PasskeySignIn): Promise<SignInAnswer> {
  const { site, response } = input
  const passkey = await work.tx
    .selectFrom('kernel.passkeys')
    .selectAll()
    .where('credential_id', '=', response.id)
    .forUpdate()
    .executeTakeFirst()
  if (!passkey) return { refusal: refused() }
  try {
    const { authenticationInfo } = await verified(() =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: answered(work, null),
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        credential: {
          id: passkey.credential_id,
          publicKey: Uint8Array.from(passkey.public_key),
          counter: passkey.counter,
          transports: passkey.transports,
        },
        requireUserVerification: true,
      }),
    )
    await work.tx
      .updateTable('kernel.passkeys')
      .set({ counter: authenticationInfo.newCounter, last_used_at: work.now.toString() })
      .where('id', '=', passkey.id)
      .execute()
  } catch (error) {
    if (error instanceof Refusal) {
      await work.log('fail_passkey', `account:${passkey.account_id}`)
      return { refusal: error }
    }
    throw error
  }
  return await proceed(work, { account_id: passkey.account_id, proven: true }, input)
}

export async function ownPasskeys(look: Look, _input: null) {
  return await look.db
    .selectFrom('kernel.passkeys as k')
    .innerJoin('kernel.accounts as a', 'a.id', 'k.account_id')
    .select(['k.id', 'k.name', 'k.recorded_at', 'k.last_used_at'])
    .where('a.person_id', '=', look.actor.person_id ?? -1)
    .orderBy('k.id')
    .limit(passkeys_max)
    .execute()
}

export async function renamePasskey(work: Work, input: { readonly id: number; readonly name: string }): Promise<void> {
  const account_id = await ownAccount(work)
  const renamed = await work.tx
    .updateTable('kernel.passkeys')
    .set({ name: input.name })
    .where('id', '=', input.id)
    .where('account_id', '=', account_id)
    .returning('id')
    .executeTakeFirst()
  if (!renamed) throw notFound()
  await work.log('rename_passkey', `account:${account_id}`, { passkey: input.id })
}

export async function removePasskey(work: Work, id: number): Promise<void> {
  const account_id = await ownAccount(work)
  const removed = await work.tx
    .deleteFrom('kernel.passkeys')
    .where('id', '=', id)
    .where('account_id', '=', account_id)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw notFound()
  await work.log('remove_passkey', `account:${account_id}`, { passkey: id })
}
