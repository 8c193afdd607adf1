/**
 * The one form in which texts and queries are compared: full-width as half-width (NFKC), lower case, and every kind of
 * bracket around the year of a document number as a round one. Broken UTF-16 becomes U+FFFD.
 */
export const fold = (text: string): string =>
  text.toWellFormed().normalize('NFKC').toLowerCase().replace(opening, '(').replace(closing, ')')

const opening = /[[\u3014\u3010\u3016\u2985{]/g
const closing = /[\]\u3015\u3011\u3017\u2986}]/g

const wordCharacter = /[\p{L}\p{M}\p{N}]/u
/** 0 unknown yet, 1 yes, 2 no: a regular expression for each character of a city's texts would take minutes. */
const known = new Uint8Array(0x11_0000)

/** Whether a character (code point) of folded text belongs to words: a letter, a mark on one, or a digit. */
export function isWordCharacter(point: number): boolean {
  const before = known[point]
  if (before) return before === 1
  const is = wordCharacter.test(String.fromCodePoint(point))
  known[point] = is ? 1 : 2
  return is
}

/** Whether there is anything in a folded text that can be looked for. */
export const hasWords = (folded: string): boolean => wordCharacter.test(folded)
