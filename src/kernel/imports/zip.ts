import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const inflate = promisify(inflateRaw)

/** 'broken': its directory cannot be read or lies; 'too_large': it unpacks to more than was allowed. */
export type ArchiveVerdict = 'fine' | 'too_large' | 'broken'

/**
 * Whether a ZIP file may be given to a reader: a small one can hold gigabytes, and its directory can lie about it. So the sizes it
 * says are added up first, and then each entry is unpacked here, never further than it says. Memory: the largest entry.
 */
export async function checkArchive(bytes: Buffer, unpacked_bytes_max: number): Promise<ArchiveVerdict> {
  const entries = entriesOf(bytes)
  if (!entries) return 'broken'
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > unpacked_bytes_max) return 'too_large'
  for (const entry of entries) if (!(await isHonest(bytes, entry))) return 'broken'
  return 'fine'
}

type Entry = { readonly method: number; readonly packed: number; readonly unpacked: number; readonly at: number }

const entryMark = 0x02014b50
const localMark = 0x04034b50
const endMark = 0x06054b50
const end_length = 22
const comment_length_max = 65_535
const stored = 0
const deflated = 8

function entriesOf(bytes: Buffer): Entry[] | undefined {
  const end = endOfDirectory(bytes)
  if (end === undefined) return undefined
  const entries: Entry[] = []
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) return undefined
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function endOfDirectory(bytes: Buffer): number | undefined {
  const last = bytes.length - end_length
  for (let at = last; at >= Math.max(0, last - comment_length_max); at -= 1) if (bytes.readUInt32LE(at) === endMark) return at
  return undefined
}

async function isHonest(bytes: Buffer, { method, packed, unpacked, at }: Entry): Promise<boolean> {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== localMark) return false
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (from + packed > bytes.length) return false
  if (method === stored) return packed === unpacked
  if (method !== deflated) return false
  try {
    return (await inflate(bytes.subarray(from, from + packed), { maxOutputLength: unpacked + 1 })).length === unpacked
  } catch {
    return false // not deflated data, or more of it than the directory says
  }
}
