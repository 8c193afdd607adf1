import type { CheckpointFile, ConsistencyFile, EntryFile, ProofFile } from './proof-shape.ts'

// Checks a proof with WebCrypto alone: the same code runs on the server and in the reader's browser (an island).
// scripts/check-proof.mjs does the same once more, written apart, for those who trust neither. Without zod: it would weigh 450 kB in the
// browser, and try eval, which the CSP reports.

export type { CheckpointFile, ConsistencyFile, EntryFile, ProofFile } from './proof-shape.ts'

/** The bytes of an entry's leaf, as text: everything but the row, of which it holds the hash. */
export const leafText = (entry: Pick<EntryFile, 'table' | 'key' | 'op' | 'tx' | 'recorded_at' | 'row_hash'>): string =>
  ['mingjing entry 1', entry.table, entry.key, entry.op, String(entry.tx), entry.recorded_at, entry.row_hash, ''].join('\n')

export type Fault =
  | 'subject' // an entry or a statement is of something else
  | 'row' // the row is not the one that was hashed
  | 'path' // the entry does not lead to the checkpoint's root
  | 'note' // what is signed says something else than the checkpoint
  | 'key' // the key is not the one that its fingerprint, or the reader, names
  | 'signature'
export type Checked = { readonly ok: boolean; readonly faults: readonly Fault[] }

/** Checks rows, paths, note and signature of a proof. `pinned`: the fingerprint (or PEM) that the reader keeps; without it the proof's own key is taken. */
export async function checkProof(proof: ProofFile, pinned?: string): Promise<Checked> {
  const faults = new Set<Fault>()
  const { checkpoint } = proof
  for (const entry of proof.entries) {
    if (entry.row && (await rowHashOf(entry.row)) !== entry.row_hash) faults.add('row')
    if ((await rootFrom(entry, checkpoint.size)) !== checkpoint.root) faults.add('path')
  }
  if (!isOfSubject(proof)) faults.add('subject')
  if (checkpoint.note !== noteText(checkpoint)) faults.add('note')
  for (const signed of [checkpoint, ...proof.statements]) {
    if (!(await isKey(signed.key, signed.fingerprint)) || !(await isPinned(signed.fingerprint, pinned))) faults.add('key')
    if (!(await isSigned(signed))) faults.add('signature')
  }
  return { ok: faults.size === 0, faults: [...faults] }
}

/** Keys begin with the subject's id; statements name the subject. */
function isOfSubject({ subject, entries, statements }: ProofFile): boolean {
  const id = subject.slice(subject.indexOf(':') + 1)
  return (
    entries.every(({ key }) => key === id || key.startsWith(`${id}|`)) &&
    statements.every(({ note }) => note.startsWith(`mingjing statement 1\nsubject ${subject}\n`))
  )
}

export const noteText = (checkpoint: Pick<CheckpointFile, 'number' | 'size' | 'root' | 'head' | 'previous' | 'closed_at'>): string =>
  [
    'mingjing checkpoint 1',
    `number ${checkpoint.number}`,
    `size ${checkpoint.size}`,
    `root ${checkpoint.root}`,
    `head ${checkpoint.head}`,
    `previous ${checkpoint.previous}`,
    `closed ${checkpoint.closed_at}`,
    '',
  ].join('\n')

const encoder = new TextEncoder()
const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
const sha256 = async (...parts: readonly Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer()))

const rowHashOf = async ({ text, salt, private_hash }: NonNullable<EntryFile['row']>): Promise<string> =>
  hexOf(await sha256(bytesOf(salt), bytesOf(private_hash), utf8(text)))

/** RFC 9162, 2.1.3.2: from the leaf along its path to the root of the tree of `size` leaves; undefined when the path does not fit. */
export async function rootFrom(entry: EntryFile, size: number): Promise<string | undefined> {
  if (entry.seq > size) return undefined
  let node = await sha256(Uint8Array.of(0), utf8(leafText(entry)))
  let index = entry.seq - 1
  let last = size - 1
  for (const sibling of entry.path.map(bytesOf)) {
    if (last === 0) return undefined
    if (index % 2 === 1 || index === last) {
      node = await sha256(Uint8Array.of(1), sibling, node)
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)]
    } else node = await sha256(Uint8Array.of(1), node, sibling)
    ;[index, last] = [half(index), half(last)]
  }
  return last === 0 ? hexOf(node) : undefined
}

/** RFC 9162, 2.1.4.2: whether the second checkpoint's tree begins with the first's, unchanged. */
export async function continues({ first, second, path }: Pick<ConsistencyFile, 'first' | 'second' | 'path'>): Promise<boolean> {
  if (first.size > second.size) return false
  if (first.size === second.size) return path.length === 0 && first.root === second.root
  const nodes = isPowerOfTwo(first.size) ? [first.root, ...path] : [...path]
  const [start, ...rest] = nodes.map(bytesOf)
  if (!start) return false
  let [index, last] = [first.size - 1, second.size - 1]
  while (index % 2 === 1) [index, last] = [half(index), half(last)]
  let [older, newer] = [start, start]
  for (const node of rest) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      older = await sha256(Uint8Array.of(1), node, older)
      newer = await sha256(Uint8Array.of(1), node, newer)
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)]
    } else newer = await sha256(Uint8Array.of(1), newer, node)
    ;[index, last] = [half(index), half(last)]
  }
  return last === 0 && hexOf(older) === first.root && hexOf(newer) === second.root
}

const half = (n: number): number => Math.floor(n / 2)
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n))

const derOf = (pem: string): Uint8Array<ArrayBuffer> | undefined => {
  const [, body] = /^-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+?)\s+-----END PUBLIC KEY-----\s*$/.exec(pem) ?? []
  try {
    return body === undefined ? undefined : Uint8Array.from(atob(body.replaceAll(/\s/g, '')), char => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** SHA-256 of a public key's DER, by which it is known; undefined for what is no key in PEM. */
export async function fingerprintOf(pem: string): Promise<string | undefined> {
  const der = derOf(pem.trim())
  return der && hexOf(await sha256(der))
}

const isKey = async (pem: string, fingerprint: string): Promise<boolean> => (await fingerprintOf(pem)) === fingerprint

async function isPinned(fingerprint: string, pinned: string | undefined): Promise<boolean> {
  const text = (pinned ?? '').trim()
  if (text === '') return true
  return text.startsWith('-----')
    ? (await fingerprintOf(text)) === fingerprint
    : text.toLowerCase().replaceAll(/[\s:]/g, '') === fingerprint
}

async function isSigned({
  note,
  signature,
  key,
}: {
  readonly note: string
  readonly signature: string
  readonly key: string
}): Promise<boolean> {
  const der = derOf(key.trim())
  if (!der) return false
  try {
    const publicKey = await crypto.subtle.importKey('spki', der, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', publicKey, bytesOf(signature), utf8(note))
  } catch {
    return false
  }
}
