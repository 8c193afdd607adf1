import { hash, verify } from '@node-rs/argon2'
import { houseNumber } from '../law/settings.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { type PasswordFault, password_length_max, password_length_min, passwordFault } from './account.ts'

/** argon2id with OWASP's first choice: 19 MiB, two passes (about 30 ms). */
const hashing = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password, hashing)

// Verified when no such account exists, so that the answer takes as long as for a wrong password.
const nobodysHash = hashPassword('nobody signs in with this')

/** Whether the password is that of the hash; takes as long when there is no hash. */
export const isPassword = async (password_hash: string | undefined, password: string): Promise<boolean> =>
  await verify(password_hash ?? (await nobodysHash), password)

const faults: Readonly<Record<PasswordFault, readonly [chinese: string, english: string]>> = {
  length: [
    `密码须为 ${password_length_min} 至 ${password_length_max} 个字符`,
    `A password has ${password_length_min} to ${password_length_max} characters`,
  ],
  name: ['密码不能是姓名或用户名', 'A password can’t be made of the person’s name or user name'],
  common: ['此密码过于常见，容易被猜到，请另选一个', 'This password is too common and easily guessed: choose another'],
}

/** Refusal 'invalid' beside `field` for a password that nobody may choose. */
export function insistOnPassword(
  password: string,
  who: { readonly name: string; readonly sign_in_name: string },
  field = 'password',
): void {
  const fault = passwordFault(password, who)
  if (fault === null) return
  const words = { 'zh-CN': faults[fault][0], en: faults[fault][1] }
  throw new Refusal('invalid', words, { [field]: words })
}

/** Until when a one-time password that is given now works (the setting account.oneTime). */
export const oneTimeUntil = async (work: Work): Promise<Temporal.Instant> =>
  work.now.add({ hours: 24 * (await houseNumber({ db: work.tx, today: work.today }, 'account.oneTime')) })
