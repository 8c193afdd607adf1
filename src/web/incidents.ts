import { log } from './log.ts'

/** What a guard of the house turned away: worth a line, since many of them are an attempt. */
export type Incident = 'right missing' | 'form of another site' | 'limit reached'

/** So many lines a second at most: whoever floods the door must not flood the log. */
const lines_max = 20

let second = 0
let lines = 0
let dropped = 0

/** One line about it: the request's number, the path, who it was as a number, never a name or an address. */
export function noteIncident(
  what: Incident,
  about: { readonly id: string; readonly path: string; readonly person_id: number | null } & Readonly<Record<string, unknown>>,
): void {
  const now = Math.floor(performance.now() / 1000)
  if (now !== second) {
    if (dropped > 0) log.warn({ dropped }, 'more was turned away than is told')
    second = now
    lines = 0
    dropped = 0
  }
  lines += 1
  if (lines > lines_max) dropped += 1
  else log.warn(about, what)
}
