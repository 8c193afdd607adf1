import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * What a backup holds; written last, so that a folder without it is no backup. Hashes are SHA-256 of the rows as COPY writes
 * them in the order of the primary key: a restored table that writes the same text is the same table.
 */
export const manifestShape = z.object({
  format: z.literal(1),
  made_at: z.string(),
  /** The schema's level: restoring starts from exactly these, then goes forward. */
  migrations: z.array(z.object({ name: z.string(), sha256 })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: z.number().int().min(0), sha256 })),
  sequences: z.array(z.object({ name: z.string(), last_value: z.number().int().nullable() })),
  /** Contents of files, by hash; each lies in files/ab/abcd… */
  files: z.array(z.object({ sha256, size_bytes: z.number().int().min(0) })),
  /** Work that was handed on and not yet done. */
  jobs: z.array(
    z.object({
      name: z.string(),
      data: z.unknown(),
      start_after: z.string(),
      singleton_key: z.string().nullable(),
      retry_limit: z.number(),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestShape>

export const manifestFile = 'manifest.json'
export const tableFile = (name: string): string => `tables/${name}.copy.gz`
export const contentFile = (hash: string): string => `files/${hash.slice(0, 2)}/${hash}`

/** The contents of files, wherever the house keeps them. */
export type Contents = {
  /** Those that the snapshot's rows refer to. */
  readonly listed: (query: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>) => Promise<Manifest['files']>
  readonly open: (hash: string) => Promise<NodeJS.ReadableStream>
  readonly put: (hash: string, content: NodeJS.ReadableStream) => Promise<void>
}

/** What is said while it runs: a table or file done, of so many. */
export type Progress = (what: string, done: number, total: number) => void
