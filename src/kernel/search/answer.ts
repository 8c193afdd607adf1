import type { Look } from '../work.ts'
import { type Filling, filling } from './fill.ts'
import type { SearchQuery } from './query.ts'
import { type Results, type SearchInput, search } from './search.ts'
import { cutWords } from './segment.ts'
import { alike, isFound } from './suggest.ts'

export type Answer = Results & {
  /** The words that were sought in place of what was typed, since nothing holds all of that. */
  readonly instead: readonly string[] | undefined
  readonly alike: readonly string[]
  readonly filling: Filling | undefined
}

/** A sentence is cut into at most so many words. */
const words_max = 8
/** A word of fewer characters is not cut. */
const cut_min = 4

/** A page of results; where there is none, those of the words of the sentence instead, and what else may have been meant. */
export async function answer(look: Look, input: SearchInput): Promise<Answer> {
  const [results, progress] = await Promise.all([search(look, input), filling(look, null)])
  const found = { ...results, instead: undefined, alike: [], filling: progress }
  if (results.total > 0 || input.query.words.length === 0) return found
  const [other, near] = await Promise.all([byItsWords(look, input), alike(look, input.query.typed)])
  return { ...found, ...other, alike: near }
}

/** The search again, by the words that jieba finds in the sentence; words that occur nowhere are left out, then the shortest. */
async function byItsWords(look: Look, input: SearchInput): Promise<(Results & { readonly instead: readonly string[] }) | undefined> {
  const { query, narrowing } = input
  if (query.words.length < 2 && query.words.every(word => [...word].length < cut_min)) return undefined
  const cut = (await cutWords(look, query.words.join(' '))).slice(0, words_max)
  const known = await Promise.all(cut.map(async word => ((await isFound(look, word, narrowing)) ? [word] : [])))
  for (let words = known.flat(); words.length > 0; words = withoutShortest(words)) {
    const sought: SearchQuery = { typed: query.typed, cut: query.cut, words, excluded: query.excluded }
    const results = await search(look, { ...input, query: sought })
    if (results.total > 0) return { ...results, instead: words }
  }
  return undefined
}

function withoutShortest(words: readonly string[]): string[] {
  const shortest = Math.min(...words.map(word => word.length))
  const at = words.findLastIndex(word => word.length === shortest)
  return words.filter((_, i) => i !== at)
}
