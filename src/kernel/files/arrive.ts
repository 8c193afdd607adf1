import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { Actor } from '../org/actor.ts'
import type { Work } from '../work.ts'
import { type FileKind, kinds } from './kinds.ts'
import { cleanName, endingOf } from './name.ts'
import type { FileHouse, Files } from './place.ts'
import { no } from './refusals.ts'
import { sniff } from './sniff.ts'
import type { Sha256 } from './store.ts'

/** A file that has been checked and stored, and may be attached within a day. */
export type Arrived = { readonly sha256: Sha256; readonly size_bytes: number; readonly kind: FileKind; readonly name: string }

/**
 * Takes a file in while it streams: never whole in memory. It is hashed and measured on its way to a temporary file; its kind is told by its content
 * and a scanner is asked; only then it is stored, once, under its hash. Whatever goes wrong, nothing of it stays.
 * Refusals beside the field 'file': empty, too large, a kind that is not accepted, an ending that does not fit, a virus, no scanner to ask.
 */
export async function takeIn(
  house: Pick<FileHouse, 'files' | 'run'>,
  actor: Actor,
  file: { readonly name: string; readonly content: Readable },
): Promise<Arrived> {
  const { files } = house
  const name = cleanName(file.name)
  const path = join(files.incoming, randomUUID())
  try {
    const { sha256, size_bytes } = await spool(file.content, path, { name, bytes_max: files.file_bytes_max })
    const kind = await kindOf(path, name)
    if (files.scan) await refuseInfected(files.scan, path, name)
    // The row first, then the content: the job that clears away asks the row, under its lock, and so never removes what is coming back.
    await house.run(actor, announce, { sha256, size_bytes, media_type: kinds[kind].media_type, scanned: files.scan !== undefined })
    if (!(await files.store.has(sha256))) await files.store.put(sha256, createReadStream(path))
    return { sha256, size_bytes, kind, name }
  } finally {
    await rm(path, { force: true })
  }
}

async function spool(content: Readable, path: string, limit: { readonly name: string; readonly bytes_max: number }) {
  const sum = createHash('sha256')
  let size_bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size_bytes += chunk.length
      if (size_bytes > limit.bytes_max) return done(no.tooLarge(limit.name, limit.bytes_max))
      sum.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(content, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  if (size_bytes === 0) throw no.empty(limit.name)
  return { sha256: sum.digest('hex'), size_bytes }
}

async function kindOf(path: string, name: string): Promise<FileKind> {
  const found = await sniff(path)
  if (found === 'bomb') throw no.bomb(name)
  if (found === 'other') throw no.kind(name)
  const endings: readonly string[] = kinds[found].endings
  if (!endings.includes(endingOf(name))) throw no.ending(name, kinds[found].name, endings[0] ?? found)
  return found
}

async function refuseInfected(scan: NonNullable<Files['scan']>, path: string, name: string): Promise<void> {
  const verdict = await scan(path)
  if (verdict === 'infected') throw no.infected(name)
  if (verdict === 'unknown') throw no.unchecked(name)
}

/**
 * Says that a content is here, or is here again, so that it is not cleared away before it is attached. `scanned`: a scanner found no virus
 * in it now.
 */
export async function announce(
  work: Work,
  file: { readonly sha256: Sha256; readonly size_bytes: number; readonly media_type: string; readonly scanned?: boolean },
): Promise<void> {
  const { scanned = false, ...row } = file
  await work.tx
    .insertInto('kernel.files')
    .values({ ...row, scanned_at: scanned ? sql<string>`now()` : null, recorded_by: work.actor.person_id })
    .onConflict(conflict =>
      conflict.column('sha256').doUpdateSet(eb => ({
        seen_at: sql`now()`,
        media_type: eb.ref('excluded.media_type'),
        scanned_at: eb.fn.coalesce('excluded.scanned_at', 'kernel.files.scanned_at'),
      })),
    )
    .execute()
  await work.log('take_in_file', `file:${file.sha256}`, { size_bytes: file.size_bytes, media_type: file.media_type })
}
