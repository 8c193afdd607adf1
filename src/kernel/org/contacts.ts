import type { Kysely } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import { notFound, Refusal } from '../refusal.ts'
import { sealedAnew } from '../sealed/anew.ts'
import type { Keyring } from '../sealed/keyring.ts'
import { lookAtSealed } from '../sealed/look.ts'
import type { Look, Work } from '../work.ts'

export const contactKinds = ['phone', 'email'] as const
export type ContactKind = (typeof contactKinds)[number]

const aboutOf = (person_id: number, kind: ContactKind): string => `contact:${person_id}:${kind}`

/** A mobile or fixed phone number of China, digits only; an address of mail in lower case. Null when it is neither. */
export function normalContact(kind: ContactKind, typed: string): string | null {
  const text = typed.normalize('NFKC').trim()
  if (kind === 'email') return /^[^\s@<>"]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}$/i.test(text) ? text.toLowerCase() : null
  const digits = text.replaceAll(/[\s()-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
  return /^(1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7})$/.test(digits) ? digits : null
}

/** 138****5678; l***@example.cn. */
export function maskedContact(kind: ContactKind, value: string): string {
  if (kind === 'email') return value.replace(/^(.)[^@]*/, '$1***')
  return value.length < 8 ? `${value.slice(0, 2)}****` : `${value.slice(0, 3)}****${value.slice(-4)}`
}

const wrong = (kind: ContactKind) => {
  const words =
    kind === 'email'
      ? { 'zh-CN': '请填写有效的电子邮箱', en: 'Enter an e-mail address such as name@example.gov.cn' }
      : { 'zh-CN': '请填写有效的电话号码', en: 'Enter a phone number, such as 13800000000 or 0935 8000000' }
  return new Refusal('invalid', words, { [kind]: words })
}

/** Keeps how a person is reached, sealed; an empty value takes it away. Refusal 'invalid' beside the field. Rights are the route's. */
export async function setContact(
  work: Work,
  input: { readonly person_id: number; readonly kind: ContactKind; readonly value: string },
): Promise<void> {
  const { person_id, kind } = input
  if (input.value.trim() === '') {
    await work.tx.deleteFrom('kernel.contacts').where('person_id', '=', person_id).where('kind', '=', kind).execute()
    await work.log('remove_contact', `person:${person_id}`, { kind })
    return
  }
  const value = normalContact(kind, input.value)
  if (value === null) throw wrong(kind)
  const row = {
    sealed: work.keys.seal(value, aboutOf(person_id, kind)),
    blind: work.keys.blind(value, kind),
    masked: maskedContact(kind, value),
    recorded_by: work.actor.person_id,
  }
  await work.tx
    .insertInto('kernel.contacts')
    .values({ person_id, kind, ...row })
    .onConflict(conflict => conflict.columns(['person_id', 'kind']).doUpdateSet(row))
    .execute()
  await work.log('set_contact', `person:${person_id}`, { kind })
}

/** How a person is reached, masked. */
export const contactsOf = (look: Look, person_id: number) =>
  look.db.selectFrom('kernel.contacts').select(['kind', 'masked']).where('person_id', '=', person_id).orderBy('kind').execute()

/** The full value for somebody to see: a look that the log keeps, with its reason. Refusal 'not_found'. */
export async function lookAtContact(
  work: Work,
  input: { readonly person_id: number; readonly kind: ContactKind; readonly reason: string },
): Promise<string> {
  const { person_id, kind: field, reason } = input
  const row = await sealedContact(work.tx, person_id, field)
  if (!row) throw notFound()
  const opened = { field, sealed: row.sealed, about: aboutOf(person_id, field) }
  const seen = await lookAtSealed(work, { subject: `person:${person_id}`, reason, fields: [opened] })
  return seen.get(field) ?? ''
}

/** The full value for a machine that sends to it; people ask lookAtContact. Undefined when there is none. */
export async function openContact(
  db: Pick<Kysely<Tables>, 'selectFrom'>,
  keys: Keyring,
  person_id: number,
  kind: ContactKind,
): Promise<string | undefined> {
  const row = await sealedContact(db, person_id, kind)
  return row && keys.unseal(row.sealed, aboutOf(person_id, kind))
}

const sealedContact = (db: Pick<Kysely<Tables>, 'selectFrom'>, person_id: number, kind: ContactKind) =>
  db.selectFrom('kernel.contacts').select('sealed').where('person_id', '=', person_id).where('kind', '=', kind).executeTakeFirst()

/** Seals up to `limit` contacts anew with the newest key; how many. For the rotation of keys. */
export async function resealContacts(work: Work, limit: number): Promise<number> {
  const rows = await work.tx.selectFrom('kernel.contacts').select(['person_id', 'kind', 'sealed']).forUpdate().execute()
  const old = rows.filter(row => work.keys.isOld(row.sealed)).slice(0, limit)
  for (const { person_id, kind, sealed } of old) {
    const about = `contact:${person_id}:${kind}`
    await work.tx
      .updateTable('kernel.contacts')
      .set({ sealed: sealedAnew(work.keys, sealed, about) })
      .where('person_id', '=', person_id)
      .where('kind', '=', kind)
      .execute()
  }
  if (old.length > 0) await work.log('reseal', 'kernel:contacts', { count: old.length })
  return old.length
}
