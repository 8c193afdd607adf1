/**
 * Chance for the demo city: the same seed gives the same city on every machine.
 *
 * The generator is sfc32 (Chris Doty-Humphrey's "small fast counter", 128 bits of state, passes PractRand): a few integer operations
 * a draw, no allocation. It is for demo data only and must never choose anything that somebody could profit from guessing.
 */
export type Random = {
  /** A float in [0, 1). */
  readonly next: () => number
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  /** Up to `count` different entries of the list, in the order drawn. */
  readonly some: <T>(list: readonly T[], count: number) => T[]
  /** One of the pairs' values, each as likely as its weight says. */
  readonly weighted: <T>(pairs: readonly (readonly [T, number])[]) => T
  /** A shuffled copy. */
  readonly shuffle: <T>(list: readonly T[]) => T[]
  readonly chance: (share: number) => boolean
  /** An independent stream that depends on the seed and the label alone, not on what was drawn: one room cannot shift another's draws. */
  readonly fork: (label: string) => Random
}

/** FNV-1a over UTF-16 code units, salted: four salts give the four words of sfc32's state. */
function hash(text: string, salt: number): number {
  let h = (0x811c9dc5 ^ salt) >>> 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function sfc32(seed: string): () => number {
  let a = hash(seed, 0x9e3779b9)
  let b = hash(seed, 0x243f6a88)
  let c = hash(seed, 0xb7e15162)
  let counter = 1
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  // The first outputs still resemble the seed: sfc32's author throws a dozen away.
  for (let i = 0; i < 15; i++) next()
  return next
}

/** Throws on an empty list: a word list that ran dry is a bug of the generator, not a thing to paper over. */
function entry<T>(list: readonly T[], index: number): T {
  const value = list[index]
  if (value === undefined) throw new RangeError(`no entry ${index} in a list of ${list.length}`)
  return value
}

export function createRandom(seed: string): Random {
  const next = sfc32(seed)
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const shuffle = <T>(list: readonly T[]): T[] => {
    const out = [...list]
    for (let i = out.length - 1; i > 0; i--) {
      const j = int(0, i)
      const held = entry(out, i)
      out[i] = entry(out, j)
      out[j] = held
    }
    return out
  }
  return {
    next,
    int,
    shuffle,
    pick: list => entry(list, Math.floor(next() * list.length)),
    some: (list, count) => {
      if (count * 2 > list.length) return shuffle(list).slice(0, count)
      const taken: number[] = []
      while (taken.length < count) {
        const index = Math.floor(next() * list.length)
        if (!taken.includes(index)) taken.push(index)
      }
      return taken.map(index => entry(list, index))
    },
    weighted: pairs => {
      let rest = next() * pairs.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of pairs) {
        rest -= weight
        if (rest < 0) return value
      }
      return entry(pairs, pairs.length - 1)[0]
    },
    chance: share => next() < share,
    fork: label => createRandom(`${seed}/${label}`),
  }
}
