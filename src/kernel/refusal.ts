import type { Words } from './words.ts'

/** What kind of lawful "no" it is; web/errors.tsx maps each to one HTTP status. */
export type RefusalKind = 'invalid' | 'forbidden' | 'not_found' | 'conflict' | 'too_large' | 'too_many'

/**
 * A lawful "no": expected, explained to the person, and tested. Anything else that is thrown is a bug.
 * `fields` names the inputs of the form at fault (name of the input → what to do about it).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly words: Words
  readonly fields: Readonly<Record<string, Words>>

  constructor(kind: RefusalKind, words: Words, fields: Readonly<Record<string, Words>> = {}) {
    super(words.en)
    this.kind = kind
    this.words = words
    this.fields = fields
  }
}

/** What one may not see does not exist: the same answer for an unknown id and for somebody else's record. */
export const notFound = () => new Refusal('not_found', { 'zh-CN': '没有找到您要的内容。', en: 'We could not find what you asked for.' })
