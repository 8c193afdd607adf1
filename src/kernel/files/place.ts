import { mkdir } from 'node:fs/promises'
import type { Read, Run } from '../work.ts'
import { clamdAddress, clamdScan, type Scan } from './clamd.ts'
import type { Store } from './store.ts'
import { folderStore } from './store-folder.ts'
import type { S3Place } from './store-s3.ts'

/** Where files go and what is asked of them; read from the environment once (src/config.ts). */
export type FileSettings = {
  /** Contents are kept here, unless `s3` is said. */
  readonly folder: string
  readonly s3: S3Place | undefined
  /** A local folder for what is still arriving, in either case: kinds are told, and viruses looked for, before anything is stored. */
  readonly incoming: string
  /** 'host:port' or the path of a socket; undefined: nothing is scanned. */
  readonly clamd: string | undefined
  readonly file_bytes_max: number
  readonly files_per_item_max: number
}

/** What the house has for files, once per process. */
export type Files = Pick<FileSettings, 'incoming' | 'file_bytes_max' | 'files_per_item_max'> & {
  readonly store: Store
  readonly scan: Scan | undefined
}

/** What work on files needs of the house. */
export type FileHouse = { readonly files: Files; readonly run: Run; readonly read: Read }

export async function openFiles(settings: FileSettings): Promise<Files> {
  const { incoming, file_bytes_max, files_per_item_max, clamd } = settings
  await mkdir(incoming, { recursive: true })
  const address = clamd === undefined ? undefined : clamdAddress(clamd)
  return {
    incoming,
    file_bytes_max,
    files_per_item_max,
    store: settings.s3 ? (await import('./store-s3.ts')).s3Store(settings.s3) : folderStore(settings.folder), // S3's client is large
    scan: address && clamdScan(address),
  }
}
