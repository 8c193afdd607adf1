import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { isDay } from '../../../kernel/calendar/day.ts'
import { notFound } from '../../../kernel/refusal.ts'
import { optionalText } from '../../../kernel/typed.ts'
import type { Env } from '../../../web/env.ts'
import { type FieldErrors, inWords, type Typed } from '../../../web/form.ts'
import { type DoneKey, peopleMessages } from '../messages/people.ts'
import type { AdminState } from '../pages/admin-parts.tsx'

const id = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

/** A number of an address; what is none leads nowhere. */
export function numberIn(text: string): number {
  const parsed = id.safeParse(text)
  if (!parsed.success) throw notFound()
  return parsed.data
}

export function dayIn(text: string): string {
  if (!isDay(text)) throw notFound()
  return text
}

export const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1)
export const searchText = optionalText({ max: 100, long: '' }).catch('')
export const optionalId = z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined)

/** Never a password: it is typed again. */
const withoutPasswords = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !/password|^code$/.test(name)))

export const fresh = (typed: Typed = {}): AdminState => ({ typed, errors: {}, formId: randomUUID() })
/** The form again, with what was typed and what to mend, in the reader's words. */
export const again = (typed: Typed, errors: FieldErrors): AdminState => ({ typed: withoutPasswords(typed), errors, formId: randomUUID() })
/** Faults that the schema found: keys of the catalogue. */
export const faulty = (c: Context<Env>, typed: Typed, keys: FieldErrors): AdminState =>
  again(typed, inWords(peopleMessages[c.var.locale].errors, keys, c.var.locale))
/** One field that the route itself finds wrong. */
export const faultyField = (c: Context<Env>, typed: Typed, field: string, key: keyof (typeof peopleMessages)['en']['errors']): AdminState =>
  again(typed, { [field]: peopleMessages[c.var.locale].errors[key] })
export const statusOf = (state: AdminState): 200 | 422 => (Object.keys(state.errors).length > 0 ? 422 : 200)

const doneKeys = new Set<string>(Object.keys(peopleMessages.en.dones))
const isDone = (text: string): text is DoneKey => doneKeys.has(text)
export const doneIn = (c: Context<Env>): DoneKey | undefined => {
  const said = c.req.query('done') ?? ''
  return isDone(said) ? said : undefined
}
