import { escapeHtml } from '../publications/body.ts'
import { fold } from './fold.ts'

/** A piece of a text; `hit` is what was looked for. */
export type Piece = { readonly text: string; readonly hit: boolean }

const window_before = 30
const window_length = 130
/** Looked at for snippets: a text of attachments may be a book. */
const characters_max = 200_000

/** A text with its hits apart. `words` are folded. */
export function pieces(text: string, words: readonly string[]): Piece[] {
  const spans = spansOf(folded(text), words)
  const parts: Piece[] = []
  let at = 0
  for (const [from, to] of spans) {
    if (from > at) parts.push({ text: text.slice(at, from), hit: false })
    parts.push({ text: text.slice(from, to), hit: true })
    at = to
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: false })
  return parts
}

/** About 130 characters of a text, around its first hit; the beginning where there is none. `hits` says whether there is one. */
export function snippet(text: string, words: readonly string[]): { readonly pieces: Piece[]; readonly hits: boolean } {
  const looked = text.slice(0, characters_max)
  const spans = spansOf(folded(looked), words)
  const best = densest(spans)
  const from = best === undefined ? 0 : beginning(looked, best - window_before)
  const to = whole(looked, Math.min(looked.length, from + window_length))
  const shown = pieces(looked.slice(from, to).replaceAll('\n', ' '), words)
  const dots = { text: '…', hit: false }
  return { pieces: [...(from > 0 ? [dots] : []), ...shown, ...(to < text.length ? [dots] : [])], hits: spans.length > 0 }
}

/** Pieces as a fragment of HTML: the text escaped, hits in `<mark>`. */
export const marked = (parts: readonly Piece[]): string =>
  parts.map(({ text, hit }) => (hit ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text))).join('')

/** Folding keeps places but for rare characters; where it does not, what is written out is looked through as it stands, case aside. */
function folded(text: string): string {
  const same = fold(text)
  if (same.length === text.length) return same
  const each = [...text].map(character => {
    const one = fold(character)
    return one.length === character.length ? one : character
  })
  return each.join('')
}

type Span = readonly [from: number, to: number]
const spans_max = 500

/** Where the words stand, in order, overlapping ones as one. */
function spansOf(text: string, words: readonly string[]): Span[] {
  const found: Span[] = []
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0 && found.length < spans_max; at = text.indexOf(word, at + word.length))
      found.push([at, at + word.length])
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const joined: Span[] = []
  for (const span of found) {
    const last = joined.at(-1)
    if (last && span[0] < last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], span[1])]
    else joined.push(span)
  }
  return joined
}

/** The hit after which most others follow within the window. */
function densest(spans: readonly Span[]): number | undefined {
  let best: { at: number; hits: number } | undefined
  for (const [from] of spans.slice(0, 50)) {
    const hits = spans.filter(span => span[0] >= from && span[1] <= from + window_length - window_before).length
    if (!best || hits > best.hits) best = { at: from, hits }
  }
  return best?.at
}

/** Not in the middle of a line that begins only a little before, nor of a character of two units. */
function beginning(text: string, wanted: number): number {
  if (wanted <= 10) return 0
  const line = text.lastIndexOf('\n', wanted + window_before) + 1
  return line > wanted - 10 && line <= wanted + window_before ? line : whole(text, wanted)
}

const whole = (text: string, at: number): number => (at > 0 && at < text.length && isLowHalf(text.charCodeAt(at)) ? at - 1 : at)
const isLowHalf = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
