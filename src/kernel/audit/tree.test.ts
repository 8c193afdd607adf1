import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CheckpointFile, continues, leafText, rootFrom } from './proof-check.ts'
import { auditPath, consistencyPath, leafHash, rootOf, subtreeOf } from './tree.ts'

/** The leaves and roots by which implementations of Certificate Transparency (RFC 6962) check each other. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const vectors = inputs.map(text => leafHash(Buffer.from(text, 'hex')))

test.each(roots.map((root, size) => ({ root, size })))('the tree of the first $size vectors of RFC 6962 has its root', ({ root, size }) => {
  expect(hex(rootOf(vectors.slice(0, size)))).toBe(root)
})

test('a path of RFC 6962 has its hashes: leaf 5 of 8', async () => {
  const path = await auditPath(subtreeOf(vectors), 5, 8)
  expect(path.map(hex)).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
})

const entry = (n: number) => ({
  table: 'kernel.test',
  key: String(n),
  op: 'insert' as const,
  tx: n,
  recorded_at: '2026-01-01T00:00:00Z',
  row_hash: hex(leafHash(Buffer.from([n % 256]))),
})
const leafOf = (n: number) => leafHash(Buffer.from(leafText(entry(n))))
const leavesOf = (size: number) => Array.from({ length: size }, (_, n) => leafOf(n))
const sizeAndPlace = fc.integer({ min: 1, max: 300 }).chain(size => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })))

describe('a path', () => {
  test('of any leaf of a tree of any size leads to its root, and no other leaf’s does', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndPlace, async ([size, index]) => {
        const leaves = leavesOf(size)
        const path = (await auditPath(subtreeOf(leaves), index, size)).map(hex)
        const root = hex(rootOf(leaves))
        const file = { ...entry(index), row: null, path }
        expect(await rootFrom({ ...file, seq: index + 1 }, size)).toBe(root)
        expect(await rootFrom({ ...file, ...entry(index + 1), seq: index + 1 }, size)).not.toBe(root)
        expect(await rootFrom({ ...file, seq: index + 1, path: [...path, root] }, size)).not.toBe(root)
        if (size > 1) expect(await rootFrom({ ...file, seq: (index === 0 ? 1 : 0) + 1 }, size)).not.toBe(root)
      }),
      { numRuns: 60 },
    )
  })
})

describe('consistency', () => {
  const at = (size: number, leaves: readonly Buffer[]): CheckpointFile => ({
    number: 1,
    size,
    root: hex(rootOf(leaves.slice(0, size))),
    head: '',
    previous: '',
    closed_at: '',
    note: '',
    signature: '',
    key: '',
    fingerprint: '',
  })

  test('of any two sizes is proved, and a beginning that was changed is not', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndPlace, async ([size, before]) => {
        const first = before + 1
        const leaves = leavesOf(size)
        const path = (await consistencyPath(subtreeOf(leaves), first, size)).map(hex)
        expect(await continues({ first: at(first, leaves), second: at(size, leaves), path })).toBe(true)
        const changed = leaves.map((leaf, i) => (i === before ? leafOf(9999) : leaf))
        expect(await continues({ first: at(first, leaves), second: at(size, changed), path })).toBe(false)
        expect(await continues({ first: at(first, changed), second: at(size, leaves), path })).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})
