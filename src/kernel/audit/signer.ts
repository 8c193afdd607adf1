import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Kysely } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'

/** The city's key for its log: Ed25519. */
export type Signer = {
  readonly sign: (text: string) => Buffer
  /** PEM (SPKI). */
  readonly public_key: string
  /** SHA-256 of the public key's DER, hex. */
  readonly fingerprint: string
}

/** Where the key lies. `undefined` where there is none yet. */
export type KeyFile = { readonly read: () => Signer | undefined; readonly make: () => Signer; readonly path: string }

/** The key of this city is not where it should be: nothing is signed until a person decides. */
export class KeyProblem extends Error {
  override readonly name = 'KeyProblem'
}

/** A private key in PEM (PKCS #8), readable by its owner alone. */
export const keyFile = (path: string): KeyFile => ({
  path,
  read: () => (existsSync(path) ? signerOf(createPrivateKey(readFileSync(path))) : undefined),
  make: () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    // 'wx': of two processes that start at once one makes the key, the other fails and reads it in its next round.
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
    chmodSync(path, 0o600)
    return signerOf(privateKey)
  },
})

/** For tests: a key that lies nowhere. */
export function keyInMemory(): KeyFile {
  let own: Signer | undefined
  return {
    path: 'memory',
    read: () => own,
    make: () => (own = signerOf(generateKeyPairSync('ed25519').privateKey)),
  }
}

function signerOf(privateKey: KeyObject): Signer {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new KeyProblem('The key of the log must be an Ed25519 key in PEM.')
  const publicKey = createPublicKey(privateKey)
  return {
    sign: text => sign(null, Buffer.from(text), privateKey),
    public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(publicKey),
  }
}

const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')

export const isSignedBy = (public_key: string, text: string, signature: Uint8Array): boolean =>
  verify(null, Buffer.from(text), createPublicKey(public_key), signature)

export type SigningKey = Signer & { readonly key_id: number }

/**
 * The key that signs now, entered into the table of keys. A key is made only for a city that has none yet: where the table knows a key and
 * the file is missing or another, this is another process without the key, or the key is lost, and a person says which (`renew`).
 * Throws KeyProblem.
 */
export async function signingKey(db: Kysely<Tables>, file: KeyFile, { renew = false } = {}): Promise<SigningKey> {
  const known = await db.selectFrom('kernel.log_keys').select(['id', 'fingerprint']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  const own = file.read() ?? (known && !renew ? undefined : file.make())
  if (own && known?.fingerprint === own.fingerprint) return { ...own, key_id: known.id }
  if (own && (!known || renew)) {
    const { id } = await db
      .insertInto('kernel.log_keys')
      .values({ public_key: own.public_key, fingerprint: own.fingerprint })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { ...own, key_id: id }
  }
  throw new KeyProblem(
    `The log of this city is signed with the key ${known?.fingerprint.slice(0, 16)}…, but ${own ? `${file.path} holds another` : `there is none in ${file.path}`}. ` +
      'Copy the key file of the first server here (LOG_KEY_FILE). Only if it is lost: npm run audit:checkpoint -- --new-key',
  )
}
