import { isWordCharacter } from './fold.ts'

/** What a gram is of; each kind is a space of its own, so that a year is never taken for a character. */
const kinds = { text: 1, title: 2, month: 3, day: 4, year: 5, column: 6, unit: 7, genre: 8 } as const
type Kind = keyof typeof kinds

// 32 bits, signed, as PostgreSQL's integer. Among the 100,000 grams of a city about one pair shares its number.
const mix = (hash: number, value: number): number => {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}
const start = (kind: Kind): number => kinds[kind] << 24

/** The gram of a fact by which results are narrowed: `factGram('year', 2018)`. */
export const factGram = (kind: Exclude<Kind, 'text' | 'title'>, value: number | string): number =>
  typeof value === 'number' ? mix(start(kind), value) : [...value].reduce((hash, one) => mix(hash, one.codePointAt(0) ?? 0), start(kind))

const isAscii = (point: number): boolean => point < 128

/**
 * Adds to `grams` what folded text can be found by: each of its characters, each pair of neighbours, and each three of Latin
 * letters or digits, whose pairs are in every document.
 */
export function addGrams(folded: string, kind: 'text' | 'title', grams: Set<number>): void {
  const seed = start(kind)
  let before = 0
  let last = 0
  for (const character of folded) {
    const point = character.codePointAt(0) ?? 0
    if (!isWordCharacter(point)) {
      before = last = 0
      continue
    }
    grams.add(mix(seed, point))
    if (last !== 0) {
      grams.add(mix(mix(seed, last), point))
      if (before !== 0 && isAscii(before) && isAscii(last) && isAscii(point)) grams.add(mix(mix(mix(seed, before), last), point))
    }
    before = last
    last = point
  }
}

/**
 * Few grams that a text with this folded word must have: pairs, threes where they are kept, side by side so that each character is in
 * one, and a character only where it stands alone. More would narrow it down little and cost the index as much each: a word longer than one
 * gram is looked up in the text anyway.
 */
export function gramsOfWord(word: string, kind: 'text' | 'title'): number[] {
  const grams = new Set<number>()
  for (const run of runsOf(word)) addRun(run, start(kind), grams)
  return [...grams]
}

function addRun(run: readonly number[], seed: number, grams: Set<number>): void {
  const isThree = (at: number): boolean => at >= 0 && at + 3 <= run.length && run.slice(at, at + 3).every(isAscii)
  const add = (from: number, to: number) => grams.add(run.slice(from, to).reduce(mix, seed))
  for (let at = 0; at < run.length; ) {
    const left = run.length - at
    // The last one reaches back when too little is left for it alone.
    const from = left === 1 ? Math.max(0, run.length - (isThree(run.length - 3) ? 3 : 2)) : at
    const to = isThree(from) ? from + 3 : Math.min(run.length, from + 2)
    add(from, to)
    at = to
  }
}

function runsOf(word: string): number[][] {
  const runs: number[][] = [[]]
  for (const character of word) {
    const point = character.codePointAt(0) ?? 0
    if (isWordCharacter(point)) runs.at(-1)?.push(point)
    else runs.push([])
  }
  return runs.filter(run => run.length > 0)
}

/** Whether the grams of a word say all: of more than a pair they may stand apart in a text, which then has to be looked into. */
export function isProved(word: string): boolean {
  const characters = [...word].length
  return characters <= 2 && runsOf(word)[0]?.length === characters
}
