import type { ReadAt } from './zip.ts'

/** Enough for any document; a chain that is longer runs in a circle or is made to tire us. */
const sectors_max = 256
const free = 0xfffffff0

/**
 * Names in the directory of a compound file ([MS-CFB], the container of Word and Excel 97–2003): by them a document is told from an
 * installer or an encrypted file, which come in the same container. Empty when it is broken.
 */
export async function compoundNames(read: ReadAt): Promise<Set<string>> {
  const names = new Set<string>()
  const header = await read(0, 512)
  if (header.length < 512) return names
  const shift = header.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return names
  const sector_bytes = 1 << shift
  let sector = header.readUInt32LE(48)
  for (let i = 0; i < sectors_max && sector < free; i += 1) {
    const bytes = await read((sector + 1) * sector_bytes, sector_bytes)
    if (bytes.length < sector_bytes) return names
    for (let at = 0; at < sector_bytes; at += 128) {
      const length = bytes.readUInt16LE(at + 64)
      if (length >= 2 && length <= 64) names.add(bytes.toString('utf16le', at, at + length - 2))
    }
    sector = await nextSector(read, header, sector, sector_bytes)
  }
  return names
}

/** By the allocation table, whose first 109 sectors the header lists: 7 MB of file at least, and the directory is near its start. */
async function nextSector(read: ReadAt, header: Buffer, sector: number, sector_bytes: number): Promise<number> {
  const perTable = sector_bytes / 4
  const table = Math.floor(sector / perTable)
  if (table >= 109) return free
  const entry = await read((header.readUInt32LE(76 + table * 4) + 1) * sector_bytes + (sector % perTable) * 4, 4)
  return entry.length === 4 ? entry.readUInt32LE(0) : free
}
