import type { Law } from './define.ts'
import { houseRules } from './house-rules.ts'
import { law } from './law.ts'

/** Every dated number of the house: the law's, the house's own, and what the rooms hand in. Throws for a key that two of them have. */
export function lawBook(rooms: readonly { readonly name: string; readonly law?: Law }[]): Law {
  const book = new Map(Object.entries<Law[string]>(law))
  const parts = [{ name: 'the house', law: houseRules as Law }, ...rooms]
  for (const part of parts)
    for (const [key, rule] of Object.entries<Law[string]>(part.law ?? {})) {
      if (book.has(key)) throw new Error(`${part.name}: the rule '${key}' is there already`)
      book.set(key, rule)
    }
  return Object.fromEntries(book)
}
