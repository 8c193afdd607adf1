import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PageCache } from './page-cache.ts'

const manifest = z.record(z.string(), z.string())
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
}

/** Reads the built styles and scripts into the cache, precompressed, and tells each one's address. Their names carry their hashes. */
export async function loadAssets(folder: string, cache?: PageCache): Promise<(name: string) => string> {
  const names = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
  for (const file of cache ? Object.values(names) : []) {
    const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    await cache?.keepForever(`/assets/${file}`, await readFile(join(folder, file)), type)
  }
  return name => `/assets/${names[name] ?? name}`
}
