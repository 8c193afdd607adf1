import { createHash, randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeS3, fakeS3 } from './s3.fixture.ts'
import { NotStored, type Store, type Stored } from './store.ts'
import { folderStore } from './store-folder.ts'
import { s3Store } from './store-s3.ts'

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const put = (store: Store, bytes: Buffer) => store.put(hashOf(bytes), Readable.from([bytes]))
const all = async (store: Store): Promise<Stored[]> => await Array.fromAsync(store.list())

type Place = { readonly store: Store; readonly leftovers: () => number; readonly close: () => Promise<void> }

async function inFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'mj-store-'))
  return {
    store: folderStore(join(folder, 'files')),
    leftovers: () => globSync('**/*.coming', { cwd: folder }).length,
    close: () => rm(folder, { recursive: true }),
  }
}

let s3: FakeS3
async function inS3(): Promise<Place> {
  s3 = await fakeS3()
  const { endpoint, bucket } = s3
  return {
    store: s3Store({ endpoint, bucket, region: 'test-1', access_key_id: 'key', secret_access_key: 'secret' }),
    leftovers: s3.unfinished,
    close: s3.close,
  }
}

describe.each([
  ['a local folder', inFolder],
  ['an S3-compatible store', inS3],
])('%s', (_name, open) => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place.close())

  it('has nothing at first', async () => {
    expect(await all(place.store)).toEqual([])
    expect(await place.store.has(hashOf(Buffer.from('nothing')))).toBe(false)
  })

  it('gives back what was put, and says that it has it and how large it is', async () => {
    const bytes = Buffer.from('关于开学准备工作的通知')
    await put(place.store, bytes)
    expect(await place.store.has(hashOf(bytes))).toBe(true)
    expect(await place.store.size(hashOf(bytes))).toBe(bytes.length)
    expect(await buffer(await place.store.open(hashOf(bytes)))).toEqual(bytes)
  })

  it('takes a content of several parts, whose length nobody said', async () => {
    const bytes = randomBytes(12_000_001)
    await place.store.put(hashOf(bytes), Readable.from(slices(bytes, 65_536)))
    expect(hashOf(await buffer(await place.store.open(hashOf(bytes))))).toBe(hashOf(bytes))
    await place.store.remove(hashOf(bytes))
  })

  it('gives every range as asked', async () => {
    const bytes = randomBytes(1_000)
    await put(place.store, bytes)
    await fc.assert(
      fc.asyncProperty(fc.nat(999), fc.nat(999), async (a, b) => {
        const range = { from: Math.min(a, b), to: Math.max(a, b) }
        expect(await buffer(await place.store.open(hashOf(bytes), range))).toEqual(bytes.subarray(range.from, range.to + 1))
      }),
      { numRuns: 30 },
    )
  })

  it('refuses a content that is not the one of its name, and keeps nothing of it', async () => {
    const before = await all(place.store)
    const name = hashOf(Buffer.from('promised'))
    await expect(place.store.put(name, Readable.from([Buffer.from('delivered')]))).rejects.toThrow('the content hashes to')
    const large = randomBytes(11_000_000)
    await expect(place.store.put(name, Readable.from(slices(large, 65_536)))).rejects.toThrow('the content hashes to')
    expect(await place.store.has(name)).toBe(false)
    expect(await all(place.store)).toEqual(before)
    expect(place.leftovers()).toBe(0)
  })

  it('keeps nothing of a content that breaks off', async () => {
    const name = hashOf(Buffer.from('never whole'))
    const broken = async function* () {
      yield randomBytes(6_000_000)
      throw new Error('the connection is gone')
    }
    await expect(place.store.put(name, Readable.from(broken()))).rejects.toThrow('the connection is gone')
    expect(await place.store.has(name)).toBe(false)
    expect(place.leftovers()).toBe(0)
  })

  it('keeps one content when twenty bring the same at once', async () => {
    const bytes = randomBytes(100_000)
    const before = await all(place.store)
    await Promise.all(Array.from({ length: 20 }, () => put(place.store, bytes)))
    expect((await all(place.store)).length).toBe(before.length + 1)
    expect(place.leftovers()).toBe(0)
  })

  it('lists each with its size and the instant of its coming', async () => {
    const from = Temporal.Now.instant().subtract({ seconds: 2 })
    const bytes = [1, 2, 3, 4, 5].map(n => Buffer.alloc(n, n))
    for (const some of bytes) await put(place.store, some)
    const listed = await all(place.store)
    for (const some of bytes) {
      const entry = listed.find(({ sha256 }) => sha256 === hashOf(some))
      expect(entry?.size_bytes).toBe(some.length)
      expect(entry && Temporal.Instant.compare(entry.stored_at, from)).toBeGreaterThan(0)
    }
  })

  it('removes, and what is not there is removed already', async () => {
    const bytes = Buffer.from('to be removed')
    await put(place.store, bytes)
    await place.store.remove(hashOf(bytes))
    await place.store.remove(hashOf(bytes))
    expect(await place.store.has(hashOf(bytes))).toBe(false)
    await expect(place.store.open(hashOf(bytes))).rejects.toThrow(NotStored)
    await expect(place.store.size(hashOf(bytes))).rejects.toThrow(NotStored)
  })

  it.each(['', '..', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(64)}/x`])('takes no name that is no hash: %j', async name => {
    await expect(place.store.open(name)).rejects.toThrow('not a SHA-256')
    await expect(place.store.put(name, Readable.from(['x']))).rejects.toThrow('not a SHA-256')
  })
})

it('S3 was asked with signatures, and large contents came in parts', () => {
  expect(s3.faults).toEqual([])
  expect(s3.parts()).toBeGreaterThan(2)
})

function* slices(bytes: Buffer, length: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
