import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { StartProblem } from './db/start-problem.ts'
import { type Keyring, keyring } from './kernel/sealed/keyring.ts'
import type { Random } from './kernel/work.ts'

const key_bytes = 32
const key = z.base64().refine(text => Buffer.from(text, 'base64').length === key_bytes)
const keyFile = z.object({ seal: z.array(key).min(1), blind: key })
type KeyFile = z.infer<typeof keyFile>

const fresh = (random: Random): string => Buffer.from(random(key_bytes)).toString('base64')

/**
 * The keys of personal data: made at the first start, readable by us alone. They are not in the database, so a stolen copy of
 * it opens nothing; who loses this file loses what it sealed. All processes on one database need the same file.
 * Throws a StartProblem when it is there but unreadable.
 */
export function openKeyring(file: string, random: Random): Keyring {
  if (!existsSync(file)) write(file, { seal: [fresh(random)], blind: fresh(random) })
  return asKeyring(read(file), random)
}

/** A new key in front: it seals from now on, the older ones still open. What is sealed already is sealed anew by `npm run keys:rotate`. */
export function rotateKeys(file: string, random: Random): Keyring {
  const before = read(file)
  write(file, { ...before, seal: [fresh(random), ...before.seal] })
  return asKeyring(read(file), random)
}

const asKeyring = ({ seal, blind }: KeyFile, random: Random): Keyring =>
  keyring({ seal: seal.map(text => Buffer.from(text, 'base64')), blind: Buffer.from(blind, 'base64') }, random)

function read(file: string): KeyFile {
  try {
    return keyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new StartProblem(
      `The keys of personal data cannot be read from ${file}. Put the file back from its backup; a new one opens nothing.`,
    )
  }
}

/** Whole or not at all. */
function write(file: string, keys: KeyFile): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const half = `${file}.${process.pid}`
  writeFileSync(half, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, file)
}
