import { z } from 'zod'
import { notFound } from '../kernel/refusal.ts'

const whole = (digits_max: number) =>
  z
    .string()
    .regex(new RegExp(`^[1-9]\\d{0,${digits_max - 1}}$`))
    .transform(Number)

/** Records are numbered by PostgreSQL's integer, or by its bigint, of which JavaScript counts fifteen digits exactly. */
const id = whole(9)
export const longId = whole(15)

/** A record's number from an address. Refusal 'not_found' for anything else: a page that does not exist. */
export const numberIn = (text: string | undefined): number => parsed(id, text)

/** The same for cases, notices and what else is numbered by bigint. */
export const longNumberIn = (text: string | undefined): number => parsed(longId, text)

function parsed(schema: typeof id, text: string | undefined): number {
  const found = schema.safeParse(text)
  if (!found.success) throw notFound()
  return found.data
}

/** The page of a list, from an address; what is none is the first. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1)
