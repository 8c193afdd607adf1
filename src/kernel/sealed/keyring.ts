import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'

type Random = (bytes: number) => Uint8Array

/** Keys as bytes, the newest first: it seals; the older ones still open what they sealed. 32 bytes each. */
export type Keys = { readonly seal: readonly Uint8Array[]; readonly blind: Uint8Array }

/** Seals personal data that is stored (个人信息): name, number or address of somebody, never found in a dump of the tables. */
export type Keyring = {
  /** `about` names the place, as 'contact:12:phone': what is sealed for one place opens in no other. */
  readonly seal: (text: string, about: string) => Buffer
  /** Throws when the bytes were changed, are of another place, or of a key that is gone. */
  readonly unseal: (sealed: Uint8Array, about: string) => string
  /** The same text gives the same bytes, which tell nothing else: for unique constraints and for finding. `field` as 'phone'. */
  readonly blind: (text: string, field: string) => Buffer
  /** Sealed with an older key: to be sealed anew. */
  readonly isOld: (sealed: Uint8Array) => boolean
}

const form = 1
const nonce_bytes = 12
const tag_bytes = 16
const id_bytes = 4
const head_bytes = 1 + id_bytes

/** A key is known by the first bytes of its hash. */
const idOf = (key: Uint8Array): Buffer => createHash('sha256').update('mingjing key').update(key).digest().subarray(0, id_bytes)

/** AES-256-GCM: form, key id, nonce, text, tag. HMAC-SHA-256 for the blind index. */
export function keyring(keys: Keys, random: Random): Keyring {
  const byId = new Map(keys.seal.map(key => [idOf(key).toString('hex'), key]))
  const [newest] = keys.seal
  if (!newest) throw new Error('a keyring needs a key')
  const newestId = idOf(newest)
  return {
    seal: (text, about) => {
      const nonce = random(nonce_bytes)
      const cipher = createCipheriv('aes-256-gcm', newest, nonce).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([form]), newestId, nonce, body, cipher.getAuthTag()])
    },
    unseal: (sealed, about) => {
      const bytes = Buffer.from(sealed)
      const key = byId.get(bytes.subarray(1, head_bytes).toString('hex'))
      if (bytes[0] !== form || !key) throw new Error('sealed with a key that is not here')
      const nonce = bytes.subarray(head_bytes, head_bytes + nonce_bytes)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-tag_bytes))
      const body = bytes.subarray(head_bytes + nonce_bytes, -tag_bytes)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    blind: (text, field) => createHmac('sha256', keys.blind).update(`${field}\0${text}`).digest(),
    isOld: sealed => !newestId.equals(Buffer.from(sealed).subarray(1, head_bytes)),
  }
}

/** Where nothing sealed is to be touched (scripts that count): using it is a bug. */
export const noKeys: Keyring = {
  seal: () => noKey(),
  unseal: () => noKey(),
  blind: () => noKey(),
  isOld: () => noKey(),
}

function noKey(): never {
  throw new Error('this program was started without the keys of personal data')
}
