import { z } from 'zod'
import { isDay } from '../../../kernel/calendar/day.ts'
import { password_length_max, sign_in_name_shape } from '../../../kernel/org/account.ts'
import { roles } from '../../../kernel/org/actor.ts'
import { isUscc } from '../../../kernel/org/codes.ts'
import { contactKinds } from '../../../kernel/org/contacts.ts'
import { neededText, optionalText } from '../../../kernel/typed.ts'
import type { PeopleErrorKey } from '../messages/people.ts'
import { isOrganisationCode } from '../rules.ts'

export const unit_levels = ['city', 'county', 'township', 'village'] as const

const say = (key: PeopleErrorKey): PeopleErrorKey => key

const asTyped = (text: string): string => text
const capitals = (text: string): string => text.toUpperCase().replaceAll(/[-\s]/g, '')
/** An optional text of a certain shape; null when there is none. */
const shaped = (shape: (text: string) => boolean, key: PeopleErrorKey, normal = asTyped) =>
  z
    .string()
    .default('')
    .transform(text => normal(text.normalize('NFKC').trim()))
    .refine(text => text === '' || shape(text), key)
    .transform(text => (text === '' ? null : text))
const day = z
  .string({ error: say('day_wrong') })
  .trim()
  .refine(isDay, say('day_wrong'))
const reason = neededText({ max: 500, missing: say('reason_missing'), long: say('reason_long') })
const name = neededText({ max: 100, missing: say('name_missing'), long: say('name_long') })
const shortName = neededText({ max: 100, missing: say('short_name_missing'), long: say('name_long') })
const personName = neededText({ max: 100, missing: say('person_name_missing'), long: say('name_long') })
/** A unit or a person as people know them: a code or name, a user name. The route asks who it is. */
const unitText = neededText({ max: 100, missing: say('unit_missing'), long: say('unit_unknown') })
const knownName = neededText({ max: 40, missing: say('sign_in_name_missing'), long: say('sign_in_name_unknown') }).transform(text =>
  text.toLowerCase(),
)
const oneTimePassword = z
  .string({ error: say('password_missing') })
  .min(1, say('password_missing'))
  .max(password_length_max, say('password_long'))

const facts = {
  level: z.enum(unit_levels, say('level_missing')),
  kind: neededText({ max: 40, missing: say('kind_missing'), long: say('kind_long') }),
  division_code: shaped(text => /^\d{6}(\d{3}){0,3}$/.test(text), say('division_code_wrong')),
  document_prefix: shaped(text => /^[一-龥A-Za-z]{2,12}$/.test(text), say('document_prefix_wrong')),
  uscc: shaped(isUscc, say('uscc_wrong'), capitals),
  organisation_code: shaped(isOrganisationCode, say('organisation_code_wrong'), capitals),
  phone: shaped(text => /^[\d\s()+-]{3,30}$/.test(text), say('phone_wrong')),
}

export const unitFactsForm = z.object(facts)
export const newUnitForm = z.object({
  parent: unitText,
  code: z
    .string()
    .default('')
    .transform(text => text.trim())
    .refine(text => /^[a-z0-9][a-z0-9.-]{0,60}$/.test(text), say('code_wrong')),
  name,
  short_name: shortName,
  ...facts,
})
export const unitNameForm = z.object({ name, short_name: shortName })
export const unitMoveForm = z.object({ parent: unitText })
export const postForm = z.object({ name })
export const appointmentForm = z.object({ sign_in_name: knownName, valid_from: day })
export const holdingEndForm = z.object({
  on: day,
  successor: optionalText({ max: 40, long: say('sign_in_name_unknown') }).transform(text => (text === '' ? null : text.toLowerCase())),
})

export const newPersonForm = z.object({
  post_id: z.coerce.number().int().positive().catch(0),
  name: personName,
  valid_from: day,
  sign_in_name: neededText({ max: 40, missing: say('sign_in_name_missing'), long: say('sign_in_name_shape') })
    .transform(text => text.toLowerCase())
    .refine(text => sign_in_name_shape.test(text), say('sign_in_name_shape')),
  one_time_password: oneTimePassword,
})
export const personNameForm = z.object({ name: personName })
export const oneTimePasswordForm = z.object({ one_time_password: oneTimePassword })
export const reasonForm = z.object({ reason })
export const contactLookForm = z.object({ kind: z.enum(contactKinds, say('kind_contact_missing')), reason })

export const grantForm = z.object({
  sign_in_name: knownName,
  role: z.enum(roles, say('role_missing')),
  unit: unitText,
  valid_from: day,
  last_day: z
    .string()
    .default('')
    .transform(text => text.trim())
    .refine(text => text === '' || isDay(text), say('day_wrong'))
    .transform(text => (text === '' ? null : text)),
})
export const policyForm = z.object({ value: z.enum(['on', 'off'], say('policy_missing')), reason })
