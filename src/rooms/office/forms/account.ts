import { z } from 'zod'
import { password_length_max } from '../../../kernel/org/account.ts'
import { neededText, optionalText } from '../../../kernel/typed.ts'
import type { AccountErrorKey } from '../messages/account.ts'

const say = (key: AccountErrorKey): AccountErrorKey => key

const password = z
  .string({ error: say('password_missing') })
  .min(1, say('password_missing'))
  .max(password_length_max, say('password_long'))
const code = neededText({ max: 40, missing: say('code_missing'), long: say('code_missing') })
const twice = { new_password: password, new_password_again: password }
const same = (form: { readonly new_password: string; readonly new_password_again: string }): boolean =>
  form.new_password === form.new_password_again
const differs = { path: ['new_password_again'], message: say('password_differs') }

export const newPasswordForm = z.object(twice).refine(same, differs)
export const passwordChangeForm = z.object({ password, ...twice }).refine(same, differs)
export const passwordForm = z.object({ password })
export const codeForm = z.object({ code })
export const proofForm = z.object({ password, code })
export const passkeyNameForm = z.object({ name: neededText({ max: 60, missing: say('name_missing'), long: say('name_long') }) })
export const contactsForm = z.object({
  phone: optionalText({ max: 40, long: say('value_long') }),
  email: optionalText({ max: 200, long: say('value_long') }),
  remove_phone: z.string().optional(),
  remove_email: z.string().optional(),
})

const bytes = z.string().min(1).max(20_000)
const transports = z.array(z.string().max(30)).max(10)

/** What a browser answers when it has made a passkey, as JSON; what it holds is verified by the kernel. */
export const registrationResponse = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports: transports.optional() }),
  clientExtensionResults: z.object({}),
})
/** What a browser answers when somebody shows a passkey. */
export const authenticationResponse = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: z.string().max(200).optional() }),
  clientExtensionResults: z.object({}),
})
