import { z } from 'zod'
import { password_length_max, password_length_min, passwordFault, sign_in_name_shape } from '../../../kernel/org/account.ts'
import { administrators } from '../../../kernel/org/actor.ts'
import { neededText } from '../../../kernel/typed.ts'
import type { ErrorKey } from '../messages/index.ts'
import { isOrganisationCode } from '../rules.ts'

const say = (key: ErrorKey): ErrorKey => key

// A password is taken as it was typed, spaces included.
export const signInForm = z.object({
  sign_in_name: neededText({ max: 200, missing: say('sign_in_name_missing'), long: say('sign_in_name_long') }),
  password: z
    .string({ error: say('password_missing') })
    .min(1, say('password_missing'))
    .max(password_length_max, say('password_long')),
})

const personName = neededText({ max: 100, missing: say('name_missing'), long: say('name_long') })
const signInName = neededText({ max: 40, missing: say('sign_in_name_missing'), long: say('sign_in_name_shape') })
  .transform(text => text.toLowerCase())
  .refine(text => sign_in_name_shape.test(text), say('sign_in_name_shape'))
const newPassword = z
  .string({ error: say('password_missing') })
  .min(1, say('password_missing'))
  .min(password_length_min, say('password_short'))
  .max(password_length_max, say('password_long'))

const organisationCode = z
  .string()
  .default('')
  .transform(text => text.trim().toUpperCase().replace(/[-\s]/g, ''))
  .refine(text => text === '' || isOrganisationCode(text), say('organisation_code_wrong'))
  .transform(text => (text === '' ? null : text))

/** The one form of the set-up page: the city's government and three people, who must be three. */
export const setUpForm = z
  .object({
    token: z.string().max(200).default(''),
    unit_name: neededText({ max: 100, missing: say('unit_name_missing'), long: say('name_long') }),
    organisation_code: organisationCode,
    system_admin_name: personName,
    system_admin_sign_in_name: signInName,
    system_admin_password: newPassword,
    security_admin_name: personName,
    security_admin_sign_in_name: signInName,
    security_admin_password: newPassword,
    audit_admin_name: personName,
    audit_admin_sign_in_name: signInName,
    audit_admin_password: newPassword,
  })
  .superRefine((form, context) => {
    const differ = (part: 'name' | 'sign_in_name' | 'password', message: ErrorKey) => {
      for (const [index, role] of administrators.entries()) {
        const same = administrators.slice(0, index).some(earlier => form[`${earlier}_${part}`] === form[`${role}_${part}`])
        if (same) context.addIssue({ code: 'custom', path: [`${role}_${part}`], message })
      }
    }
    differ('name', 'name_same')
    differ('sign_in_name', 'sign_in_name_same')
    differ('password', 'password_same')
    for (const role of administrators) {
      const who = { name: form[`${role}_name`], sign_in_name: form[`${role}_sign_in_name`] }
      const fault = passwordFault(form[`${role}_password`], who)
      if (fault === 'name' || fault === 'common')
        context.addIssue({ code: 'custom', path: [`${role}_password`], message: say(`password_${fault}`) })
    }
  })
  .transform(form => {
    const person = (role: (typeof administrators)[number]) => ({
      name: form[`${role}_name`],
      sign_in_name: form[`${role}_sign_in_name`],
      password: form[`${role}_password`],
    })
    return {
      token: form.token,
      unit: { name: form.unit_name, organisation_code: form.organisation_code },
      people: { system_admin: person('system_admin'), security_admin: person('security_admin'), audit_admin: person('audit_admin') },
    }
  })
