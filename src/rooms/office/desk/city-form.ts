import type { Context } from 'hono'
import type { Env } from '../../../web/env.ts'
import { type FieldErrors, inWords, type Typed } from '../../../web/form.ts'
import { again, type SentForm } from '../../../web/form-state.ts'

// What the desks of the city's own data share.

export { numberIn, pageNumber } from '../../../web/address.ts'
export { again, fresh, statusOf } from '../../../web/form-state.ts'

/** Faults that the schema found: keys of a catalogue. */
export const faulty = (c: Context<Env>, typed: Typed, keys: FieldErrors, catalogue: Readonly<Record<string, string>>): SentForm =>
  again(typed, inWords(catalogue, keys, c.var.locale))
