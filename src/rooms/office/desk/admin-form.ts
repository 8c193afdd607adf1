import type { Context } from 'hono'
import { z } from 'zod'
import { isDay } from '../../../kernel/calendar/day.ts'
import { notFound } from '../../../kernel/refusal.ts'
import { optionalText } from '../../../kernel/typed.ts'
import type { Env } from '../../../web/env.ts'
import { type FieldErrors, inWords, type Typed } from '../../../web/form.ts'
import { again as sentAgain } from '../../../web/form-state.ts'
import { type DoneKey, peopleMessages } from '../messages/people.ts'
import type { AdminState } from '../pages/admin-parts.tsx'

export { numberIn, pageNumber } from '../../../web/address.ts'
export { fresh, statusOf } from '../../../web/form-state.ts'

export function dayIn(text: string): string {
  if (!isDay(text)) throw notFound()
  return text
}

export const searchText = optionalText({ max: 100, long: '' }).catch('')
export const optionalId = z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined)

/** Never a password: it is typed again. */
const withoutPasswords = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !/password|^code$/.test(name)))

/** The form again, with what was typed and what to mend, in the reader's words. */
export const again = (typed: Typed, errors: FieldErrors): AdminState => sentAgain(withoutPasswords(typed), errors)
/** Faults that the schema found: keys of the catalogue. */
export const faulty = (c: Context<Env>, typed: Typed, keys: FieldErrors): AdminState =>
  again(typed, inWords(peopleMessages[c.var.locale].errors, keys, c.var.locale))
/** One field that the route itself finds wrong. */
export const faultyField = (c: Context<Env>, typed: Typed, field: string, key: keyof (typeof peopleMessages)['en']['errors']): AdminState =>
  again(typed, { [field]: peopleMessages[c.var.locale].errors[key] })

const doneKeys = new Set<string>(Object.keys(peopleMessages.en.dones))
const isDone = (text: string): text is DoneKey => doneKeys.has(text)
export const doneIn = (c: Context<Env>): DoneKey | undefined => {
  const said = c.req.query('done') ?? ''
  return isDone(said) ? said : undefined
}
