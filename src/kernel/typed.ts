import { z } from 'zod'

// What every form of every room asks of typed text. Messages are keys of the room's catalogue.

/** Needed text of one line or many; messages are catalogue keys. Control characters other than line breaks and tabs fall out. */
export const neededText = (limits: { max: number; missing: string; long: string }) =>
  z.string({ error: limits.missing }).transform(clean).pipe(z.string().min(1, limits.missing).max(limits.max, limits.long))

export const optionalText = (limits: { max: number; long: string }) =>
  z.string().default('').transform(clean).pipe(z.string().max(limits.max, limits.long))

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').trim()
