import { fold, hasWords } from './fold.ts'
import { tidy } from './plain.ts'

/** Characters of what is typed that are read. */
export const query_max = 100
const words_max = 20

export type SearchQuery = {
  /** What was typed and read: at most a hundred characters, without what cannot be read. */
  readonly typed: string
  readonly cut: boolean
  /** Folded words and phrases that must be there. */
  readonly words: readonly string[]
  readonly excluded: readonly string[]
  /** 发文字号 in the one form in which it is kept, when that is what was asked for. */
  readonly document_number?: string
  /** 索引号 */
  readonly index_number?: string
}

// Control characters, and what stands for bytes that are no text.
const unreadable = /[\p{Cc}\p{Cf}\p{Co}\uFFFD]/gu

/**
 * What somebody typed, read kindly: words between spaces must all be there; what stands in "…", “…”, 「…」 or 《…》 as it stands; -word must
 * not. A mark that is left open ends with the text. Nothing is an error: a query without words has none.
 */
export function readQuery(raw: string): SearchQuery {
  const clean = tidy(
    raw
      .slice(0, 10 * query_max)
      .toWellFormed()
      .replace(unreadable, ' '),
  ).replaceAll('\n', ' ')
  const characters = [...clean]
  const typed = characters.slice(0, query_max).join('').trim()
  const cut = characters.length > query_max || raw.length > 10 * query_max
  const whole = numberOf(typed)
  if (whole) return { typed, cut, words: [fold(whole.document_number ?? whole.index_number ?? '')], excluded: [], ...whole }
  const words = new Set<string>()
  const excluded = new Set<string>()
  let number: Asked | undefined
  for (const { text, quoted, without } of partsOf(typed)) {
    const own = without ? undefined : numberOf(text)
    number ??= own
    const word = own?.document_number !== undefined ? fold(own.document_number) : quoted ? fold(text).trim() : trimmed(fold(text))
    if (word !== '' && hasWords(word)) (without ? excluded : words).add(word)
  }
  return { typed, cut, words: [...words].slice(0, words_max), excluded: [...excluded].slice(0, words_max), ...number }
}

// \u201C \u201D “ ”, \u300C \u300D 「 」, \u300E \u300F 『 』, \u300A \u300B 《 》, \uFF02 full-width quotation mark
const part =
  /([-\uFF0D]?)(?:["\uFF02\u201C\u201D]([^"\uFF02\u201C\u201D]*)["\uFF02\u201C\u201D]?|[\u300C\u300E]([^\u300D\u300F]*)[\u300D\u300F]?|\u300A([^\u300B]*)\u300B?|([^\s"\uFF02\u201C\u201D\u300A\u300C\u300E]+))/gu

function* partsOf(typed: string): Generator<{ text: string; quoted: boolean; without: boolean }> {
  for (const [, minus, straight, corner, title, bare] of typed.matchAll(part)) {
    const quoted = straight ?? corner ?? title
    yield { text: quoted ?? bare ?? '', quoted: quoted !== undefined, without: minus !== '' }
  }
}

/** Marks around a bare word are not asked for; inside it they are. */
const trimmed = (word: string): string => word.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, '')

const documentNumber = /^([\u4e00-\u9fa5a-z]{2,12}) ?\( ?(\d{4}) ?\) ?(?:\u7b2c)?0*([1-9]\d{0,4}) ?\u53f7?$/u
// Some write the year in angle brackets, which elsewhere are those of a title.
const angles = /[<\u3008\u300a](\d{4})[>\u3009\u300b]/u
const indexNumber = /^[0-9A-Z]{9,18}\/\d{4}-\d{5,}$/

type Asked = Pick<SearchQuery, 'document_number' | 'index_number'>

/** A number of a document or of the index, however its brackets and letters were typed. */
function numberOf(text: string): Asked | undefined {
  const bare = text.replace(/^["\uFF02\u201C]|["\uFF02\u201D]$/g, '')
  const asked = fold(bare.replace(angles, '($1)'))
  const [, office, year, serial] = documentNumber.exec(asked) ?? []
  // Letters of an office code keep their case in the register, so they are taken as typed.
  if (office !== undefined)
    return { document_number: `${bare.normalize('NFKC').slice(0, office.length)}\u3014${year}\u3015${serial}\u53f7` }
  const index_number = asked.toUpperCase()
  return indexNumber.test(index_number) ? { index_number } : undefined
}
