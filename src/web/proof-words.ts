import type { Checked, Fault } from '../kernel/audit/proof-check.ts'
import type { ProofFile } from '../kernel/audit/proof-shape.ts'

// What a check of a proof found, in words: the same sentences on the server's page and from the island that checks in the reader's browser.

/** Sentences with places in braces, since they travel to the island as JSON. */
export type ProofWords = {
  readonly right: string
  readonly wrong: string
  readonly faults: Readonly<Record<Fault, string>>
  readonly checkpoint: string
  readonly key: string
  readonly pinned: string
  readonly notPinned: string
  readonly shown: string
  readonly hidden: string
  readonly statement: string
}

export type ProofSaid = { readonly ok: boolean; readonly title: string; readonly lines: readonly string[] }

/** Title and lines: faults first when there are any, otherwise what is proved. */
export function sayProof(
  words: ProofWords,
  proof: ProofFile,
  { checked, pinned }: { readonly checked: Checked; readonly pinned: boolean },
): ProofSaid {
  const { checkpoint } = proof
  if (!checked.ok) return { ok: false, title: words.wrong, lines: checked.faults.map(fault => words.faults[fault]) }
  const lines = [
    fill(words.checkpoint, { number: checkpoint.number, size: checkpoint.size, day: inChina(checkpoint.closed_at) }),
    ...proof.entries.map(entry => {
      const places = {
        seq: entry.seq,
        table: entry.table,
        key: entry.key,
        day: inChina(entry.recorded_at),
        title: titleOf(entry.row?.text),
      }
      return fill(entry.row ? words.shown : words.hidden, places)
    }),
    ...proof.statements.map(({ note }) => fill(words.statement, { note: note.trim().split('\n').slice(1).join(' · ') })),
    fill(words.key, { fingerprint: checkpoint.fingerprint }),
    pinned ? words.pinned : words.notPinned,
  ]
  return { ok: true, title: words.right, lines }
}

const fill = (sentence: string, places: Readonly<Record<string, string | number>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(places[name] ?? ''))

/** '2018-12-28 09:30' of an instant, as people in China read it: eight hours ahead all year. Without Temporal, which browsers lack. */
function inChina(instant: string): string {
  const at = Date.parse(instant)
  return Number.isNaN(at) ? instant : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** The title in a row of a publication, to see what was proved; nothing for rows without. */
function titleOf(text: string | undefined): string {
  try {
    const row: unknown = JSON.parse(text ?? 'null')
    const title = typeof row === 'object' && row !== null && 'title' in row ? row.title : ''
    return typeof title === 'string' && title !== '' ? ` ${title}` : ''
  } catch {
    return ''
  }
}

/** Whether this has the form of a proof file, as far as a browser must know before it checks: texts where texts belong, and at least one entry. */
export function isProofLike(value: unknown, format: string): value is ProofFile {
  if (!isRecord(value) || value.format !== format || typeof value.subject !== 'string') return false
  const { entries, checkpoint, statements } = value
  return (
    Array.isArray(entries) &&
    entries.length > 0 &&
    entries.length <= 100 &&
    entries.every(isEntry) &&
    isRecord(checkpoint) &&
    isCounted(checkpoint.number) &&
    isCounted(checkpoint.size) &&
    texts(checkpoint, ['root', 'head', 'previous', 'closed_at']) &&
    isSigned(checkpoint) &&
    Array.isArray(statements) &&
    statements.length <= 20 &&
    statements.every(one => isRecord(one) && isSigned(one))
  )
}

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value)
const isCounted = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0
const texts = (value: Loose, names: readonly string[]): boolean => names.every(name => typeof value[name] === 'string')
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const isHex = (value: unknown): boolean => typeof value === 'string' && /^(?:[0-9a-f]{2})*$/.test(value)
const isSigned = (value: Loose): boolean => texts(value, ['note', 'key']) && isHex(value.signature) && isHash(value.fingerprint)
const isRow = (value: unknown): boolean =>
  value === null || (isRecord(value) && typeof value.text === 'string' && isHash(value.salt) && isHash(value.private_hash))
const isEntry = (value: unknown): boolean =>
  isRecord(value) &&
  isCounted(value.seq) &&
  Number.isSafeInteger(value.tx) &&
  isHash(value.row_hash) &&
  texts(value, ['table', 'key', 'op', 'recorded_at']) &&
  isRow(value.row) &&
  Array.isArray(value.path) &&
  value.path.length <= 64 &&
  value.path.every(isHash)
