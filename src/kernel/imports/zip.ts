/**
 * How many bytes a ZIP file says that it unpacks to, from its own directory; undefined when it has none that can be read. Asked before
 * anything is unpacked: a small file can hold gigabytes.
 */
export function unpackedBytes(bytes: Buffer): number | undefined {
  const end = endOfDirectory(bytes)
  if (end === undefined) return undefined
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  let sum = 0
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) return undefined
    sum += bytes.readUInt32LE(at + 24)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return sum
}

const entryMark = 0x02014b50
const endMark = 0x06054b50
const end_length = 22
const comment_length_max = 65_535

function endOfDirectory(bytes: Buffer): number | undefined {
  const last = bytes.length - end_length
  for (let at = last; at >= Math.max(0, last - comment_length_max); at -= 1) if (bytes.readUInt32LE(at) === endMark) return at
  return undefined
}
