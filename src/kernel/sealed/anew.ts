import type { Keyring } from './keyring.ts'

/** The same value sealed with the newest key, for the rotation of keys: nobody sees it on the way. */
export const sealedAnew = (keys: Keyring, sealed: Uint8Array, about: string): Buffer => keys.seal(keys.unseal(sealed, about), about)
