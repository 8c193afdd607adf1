import { randomBytes } from 'node:crypto'
import { keyring } from '../src/kernel/sealed/keyring.ts'

/** Keys that every test shares: what one seals another opens. */
export const testKeys = keyring({ seal: [Buffer.alloc(32, 1)], blind: Buffer.alloc(32, 2) }, bytes => randomBytes(bytes))
