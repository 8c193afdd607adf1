import type { Channel } from './kinds.ts'

/** A letter on its way: no title and no name in it, only what kind of thing waits and where. */
export type Letter = {
  /** The same at every attempt: the receiving side knows a repetition by it. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** A way out of the house. It resolves when the other side has taken the letter, and may be asked twice for one letter. */
export type Post = (letter: Letter) => Promise<void>
/** The other side will never take this letter: trying again is no use. */
export class NeverTaken extends Error {
  override readonly name = 'NeverTaken'
}

/** The ways out of the house; one that is not set up is undefined. */
export type Posts = Readonly<Record<Channel, Post | undefined>>
