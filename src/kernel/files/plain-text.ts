import type { FileHandle } from 'node:fs/promises'

export type TextEncoding = 'utf-8' | 'gb18030'

const chunk_bytes = 65_536
// Written by keyboards and old systems: tab, line ends, form feed, and the end mark of DOS. No other control character is text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const noText = /[\u0000-\u0008\u000b\u000e-\u0019\u001b-\u001f\u007f]/
/** Markup and scripts are text too, but browsers and systems may run them. */
const runs = /^\s*(<!--|<\?|<!doctype|<\/?[a-z][a-z0-9-]*[\s>/]|#!|@echo|%!ps)/i

/** Whether the whole file is readable text in UTF-8, or in GB18030 (and so GBK and GB2312), that nothing would run. Reads it once for each. */
export async function plainText(handle: FileHandle): Promise<boolean> {
  return (await isTextIn(handle, 'utf-8')) || (await isTextIn(handle, 'gb18030'))
}

async function isTextIn(handle: FileHandle, encoding: TextEncoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const bytes = Buffer.alloc(chunk_bytes)
  try {
    for (let position = 0; ; ) {
      const { bytesRead } = await handle.read(bytes, 0, chunk_bytes, position)
      const text = decoder.decode(bytes.subarray(0, bytesRead), { stream: bytesRead > 0 })
      if (noText.test(text) || (position === 0 && runs.test(text))) return false
      if (bytesRead === 0) return true
      position += bytesRead
    }
  } catch (error) {
    if (error instanceof TypeError) return false // what TextDecoder throws
    throw error
  }
}

/** The text of bytes that `plainText` accepted; throws TypeError for others. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  }
}
