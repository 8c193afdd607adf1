import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FileSettings, type Files, openFiles } from '../src/kernel/files/place.ts'
import { folderStore } from '../src/kernel/files/store-folder.ts'

export type TestFiles = Files & { readonly root: string; readonly drop: () => Promise<void> }

/** Files in a folder of one's own. Call drop afterwards. */
export async function testFiles(changes: Partial<FileSettings> = {}): Promise<TestFiles> {
  const root = await mkdtemp(join(tmpdir(), 'mj-files-'))
  const files = await openFiles({
    folder: join(root, 'files'),
    incoming: join(root, 'incoming'),
    s3: undefined,
    clamd: undefined,
    file_bytes_max: 50_000_000,
    files_per_item_max: 20,
    ...changes,
  })
  return { ...files, root, drop: () => rm(root, { recursive: true, force: true }) }
}

/** For an app that is never given a file. */
export const noFiles: Files = {
  store: folderStore('/nowhere'),
  incoming: '/nowhere',
  scan: undefined,
  file_bytes_max: 1,
  files_per_item_max: 1,
}
