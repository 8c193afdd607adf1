import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { notFound } from '../../../kernel/refusal.ts'
import type { Env } from '../../../web/env.ts'
import { type FieldErrors, inWords, type Typed } from '../../../web/form.ts'
import type { CityForm } from '../pages/city-fields.tsx'

// What the desks of the city's own data share: forms that come back with what was typed, and numbers in addresses.

export const fresh = (typed: Typed = {}): CityForm => ({ typed, errors: {}, formId: randomUUID() })

/** The form again, with all that was typed and what to mend, in the reader's words. */
export const again = (typed: Typed, errors: FieldErrors): CityForm => ({ typed, errors, formId: randomUUID() })

/** Faults that the schema found: keys of a catalogue. */
export const faulty = (c: Context<Env>, typed: Typed, keys: FieldErrors, catalogue: Readonly<Record<string, string>>): CityForm =>
  again(typed, inWords(catalogue, keys, c.var.locale))

export const statusOf = (state: CityForm): 200 | 422 => (Object.keys(state.errors).length > 0 ? 422 : 200)

const id = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

/** A number from an address; anything else is a page that does not exist. */
export function numberIn(text: string): number {
  const parsed = id.safeParse(text)
  if (!parsed.success) throw notFound()
  return parsed.data
}

export const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1)
