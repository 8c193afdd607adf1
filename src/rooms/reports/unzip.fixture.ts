/** The files of a ZIP archive as text, read by its central directory: stored (0) or deflated (8), no encryption, no ZIP64. */
export async function unzipped(archive: Uint8Array<ArrayBuffer>): Promise<Map<string, string>> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = endRecord(view)
  const files = new Map<string, string>()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < view.getUint16(end + 10, true); i += 1) {
    const [method, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true)]
    const [name_length, extra_length, comment_length] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ]
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + name_length))
    const local = view.getUint32(at + 42, true)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    files.set(name, await inflated(archive.slice(start, start + size), method))
    at += 46 + name_length + extra_length + comment_length
  }
  return files
}

function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0; at -= 1) if (view.getUint32(at, true) === 0x06054b50) return at
  throw new Error('not a ZIP archive')
}

async function inflated(bytes: Uint8Array<ArrayBuffer>, method: number): Promise<string> {
  if (method === 0) return new TextDecoder().decode(bytes)
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text()
}
