import { createHash } from 'node:crypto'
import type { Work } from '../work.ts'

/** What a table keeps of a token: its SHA-256. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

export const newToken = (work: Pick<Work, 'random'>): string => Buffer.from(work.random(32)).toString('base64url')
