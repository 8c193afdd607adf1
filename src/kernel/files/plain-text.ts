import type { FileHandle } from 'node:fs/promises'

type TextEncoding = 'utf-8' | 'gb18030'

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

/**
 * The text of bytes that `plainText` accepted; throws TypeError for others. Short words in GB18030 can be valid UTF-8 too ('目录' reads as 'Ŀ¼'):
 * where UTF-8 gives no Chinese, and more strange letters than plain ones, it is GB18030.
 */
export function decodeText(bytes: Uint8Array): string {
  const utf8 = decodeAs('utf-8', bytes)
  const text = utf8 === undefined || seemsMisread(utf8) ? (decodeAs('gb18030', bytes) ?? utf8) : utf8
  if (text === undefined) throw new TypeError('not text in UTF-8 or GB18030')
  return text
}

const seemsMisread = (utf8: string): boolean =>
  !/[\u0800-\uffff]/.test(utf8) && (utf8.match(/[\u0080-\u07ff]/g)?.length ?? 0) > (utf8.match(/[a-z]/gi)?.length ?? 0)

function decodeAs(encoding: TextEncoding, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
