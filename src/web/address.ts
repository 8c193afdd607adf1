import { z } from 'zod'
import { notFound } from '../kernel/refusal.ts'

const id = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

/** A record's number from an address. Refusal 'not_found' for anything else: a page that does not exist. */
export function numberIn(text: string): number {
  const parsed = id.safeParse(text)
  if (!parsed.success) throw notFound()
  return parsed.data
}

/** The page of a list, from an address; what is none is the first. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1)
