import { type FileHandle, open } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { compoundNames } from './cfb.ts'
import type { FileKind } from './kinds.ts'
import { plainText } from './plain-text.ts'
import { BadZip, type ReadAt, readZip } from './zip.ts'

/** What a file is by its content. `bomb`: a container that is broken, encrypted, or larger inside than we look into. */
export type Found = FileKind | 'other' | 'bomb'

const head_bytes = 16_384

/** Says what a file is from its bytes alone; neither its name nor what the sender calls it is asked. */
export async function sniff(path: string): Promise<Found> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const read = readerOf(handle)
    const head = await read(0, head_bytes)
    if (startsWith(head, 'PK\u0003\u0004')) return await kindOfZip(read, size)
    if (startsWith(head, '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return kindOfCompound(await compoundNames(read))
    const known = await fileTypeFromBuffer(head)
    if (known) return simple[known.mime] ?? 'other'
    return (await plainText(handle)) ? 'txt' : 'other'
  } finally {
    await handle.close()
  }
}

const simple: Readonly<Record<string, FileKind>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/apng': 'png',
  'image/jpeg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

const startsWith = (head: Buffer, mark: string): boolean => head.subarray(0, mark.length).equals(Buffer.from(mark, 'latin1'))

const readerOf =
  (handle: FileHandle): ReadAt =>
  async (position, length) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
    return buffer.subarray(0, bytesRead)
  }

async function kindOfZip(read: ReadAt, size_bytes: number): Promise<Found> {
  try {
    const names = new Set((await readZip(read, size_bytes)).map(({ name }) => name))
    if (names.has('OFD.xml')) return 'ofd'
    if (!names.has('[Content_Types].xml')) return 'other'
    // A document with macros under the name of one without: programs are not accepted in any coat.
    if ([...names].some(name => name.toLowerCase().endsWith('vbaproject.bin'))) return 'other'
    if (names.has('word/document.xml')) return 'docx'
    if (names.has('xl/workbook.xml')) return 'xlsx'
    return names.has('ppt/presentation.xml') ? 'pptx' : 'other'
  } catch (error) {
    if (error instanceof BadZip) return 'bomb'
    throw error
  }
}

function kindOfCompound(names: ReadonlySet<string>): Found {
  if (names.has('WordDocument')) return 'doc'
  return names.has('Workbook') || names.has('Book') ? 'xls' : 'other'
}
