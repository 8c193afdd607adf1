import { inflateRawSync } from 'node:zlib'

/** What we look into is bounded [D]: entries, bytes when unpacked, and how much smaller packing may have made it. */
export const zip_limits = { entries_max: 5_000, directory_bytes_max: 2_000_000, unpacked_bytes_max: 400_000_000, ratio_max: 200 }
/** Below this, a high ratio is a short document and no bomb. */
const small_bytes = 20_000_000

export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly packed_bytes: number
  readonly unpacked_bytes: number
  readonly offset: number
}

/** Reads `length` bytes at `position`; fewer only at the end. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>

export class BadZip extends Error {
  override readonly name = 'BadZip'
}

const end_bytes = 22
const comment_bytes_max = 65_535
const end_mark = 0x06054b50
const entry_mark = 0x02014b50
const local_mark = 0x04034b50

/** The directory of a ZIP, without unpacking anything. Throws BadZip for what is broken, encrypted, in several disks, or beyond the limits. */
export async function readZip(read: ReadAt, size_bytes: number): Promise<ZipEntry[]> {
  const tail_bytes = Math.min(size_bytes, end_bytes + comment_bytes_max)
  const tail = await read(size_bytes - tail_bytes, tail_bytes)
  const at = lastIndexOfMark(tail)
  if (at < 0) throw new BadZip('no end of directory')
  const count = tail.readUInt16LE(at + 10)
  const [length, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
  if (tail.readUInt16LE(at + 4) !== 0 || tail.readUInt16LE(at + 8) !== count) throw new BadZip('in several parts')
  if (count > zip_limits.entries_max || length > zip_limits.directory_bytes_max) throw new BadZip('too many entries')
  if (offset + length > size_bytes) throw new BadZip('the directory lies outside')
  const entries = entriesOf(await read(offset, length), count)
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked_bytes, 0)
  if (unpacked > zip_limits.unpacked_bytes_max) throw new BadZip('too large when unpacked')
  if (unpacked > small_bytes && unpacked > size_bytes * zip_limits.ratio_max) throw new BadZip('packed too tightly')
  return entries
}

function lastIndexOfMark(tail: Buffer): number {
  for (let at = tail.length - end_bytes; at >= 0; at -= 1) if (tail.readUInt32LE(at) === end_mark) return at
  return -1
}

function entriesOf(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entry_mark) throw new BadZip('a broken directory')
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new BadZip('encrypted')
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed_bytes: directory.readUInt32LE(at + 20),
      unpacked_bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/**
 * Unpacks every entry once and throws it away: what the directory says of their sizes is a claim, and a reader that believes it can be
 * made to fill the memory. Throws BadZip for an entry that is larger than it says, or cannot be unpacked.
 */
export async function proveSizes(whole: Buffer): Promise<void> {
  const read: ReadAt = async (position, length) => whole.subarray(position, position + length)
  for (const entry of await readZip(read, whole.length)) {
    if (entry.method !== 0 && entry.method !== 8) throw new BadZip('packed in an unknown way')
    if (entry.method === 0 || entry.unpacked_bytes === 0) continue
    if (entry.offset + 30 > whole.length || whole.readUInt32LE(entry.offset) !== local_mark) throw new BadZip('an entry lies outside')
    const start = entry.offset + 30 + whole.readUInt16LE(entry.offset + 26) + whole.readUInt16LE(entry.offset + 28)
    try {
      inflateRawSync(whole.subarray(start, start + entry.packed_bytes), { maxOutputLength: entry.unpacked_bytes })
    } catch {
      throw new BadZip('an entry is not what the directory says')
    }
  }
}
