import { createHash } from 'node:crypto'
import { type Calendar, workingDaysBetween } from '../../kernel/calendar/calendar.ts'
import { type Day, daysBetween } from '../../kernel/calendar/day.ts'
import type { Process } from '../../kernel/cases/process.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { can, type Right, separation, unitsWhere } from '../../kernel/org/can.ts'
import { type BatchAct, batchActNames } from './forms/batches.ts'
import { myWorkHref, signInHref, signOutHref } from './links.ts'

// ── where a sign-in may lead ─────────────────────────────────────────────────────────────────────────────────────────

const target_length_max = 2000

/**
 * The desk's address that a sign-in leads to; "my work" for whatever is not one. Browsers read '//', '/\' and control characters in
 * ways of their own, and '..' leaves the desk: so the address is parsed as a browser does, and asked afterwards.
 */
export function deskTarget(to: string): string {
  if (to.length > target_length_max || !/^\/desk(?:[/?]|$)/.test(to) || /[\\\p{Cc}]/u.test(to)) return myWorkHref
  const here = 'http://here'
  const url = new URL(to, here)
  const within = url.origin === here && (url.pathname === '/desk' || url.pathname.startsWith('/desk/'))
  if (!within || url.pathname === signOutHref || url.pathname === signInHref || url.pathname.startsWith(`${signInHref}/`)) return myWorkHref
  return url.pathname + url.search
}

// ── what was typed when a session ended ──────────────────────────────────────────────────────────────────────────────

type Fields = Readonly<Record<string, string>>

const carriedPrefix = 'carried.'
const fields_max = 200

/** The fields of a form that go along through the sign-in: never a password. `fits`: whether they can be sent once more. */
export function carry(typed: Fields, bytes_max: number): { readonly fields: Fields; readonly fits: boolean } {
  const entries = Object.entries(typed).filter(([name]) => !/password/i.test(name))
  const bytes = entries.reduce((sum, [name, value]) => sum + encodedLength(carriedPrefix + name) + encodedLength(value) + 2, 0)
  return { fields: Object.fromEntries(entries), fits: entries.length <= fields_max && bytes <= bytes_max }
}

/** How long a text is in a posted form; a line break is sent as two characters. */
const encodedLength = (text: string): number => new URLSearchParams({ x: text.replace(/\r?\n/g, '\r\n') }).toString().length - 2

export const carriedName = (name: string): string => carriedPrefix + name

/** The carried fields among those of the sign-in form. */
export function carriedIn(typed: Fields): Fields {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (name.startsWith(carriedPrefix) ? [[name.slice(carriedPrefix.length), value]] : [])),
  )
}

/** What a person would know again as their own words: not ids, codes or dates. Nobody here knows the names of another room's fields. */
export const ownWords = (fields: Fields): string[] =>
  Object.values(fields).filter(value => value.trim() !== '' && !/^[\w.:-]*$/.test(value))

// ── my work ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Cases of one business in these states wait for the person, in the subtrees of these units; 'own' and 'others' as in `separation`. */
export type Waiting = {
  readonly business: string
  readonly states: readonly string[]
  readonly whose: 'own' | 'others' | 'any'
  readonly units: readonly number[]
}

/** For each process and right: the states from which this person may take a step, and where. Empty for who may take none. */
export function waitingFor(actor: Actor, processes: readonly Process[]): Waiting[] {
  return processes.flatMap(process => {
    const steps = Object.values(process.steps)
    const rights = [...new Set<Right>(steps.map(({ by }) => by))]
    return rights.flatMap(right => {
      const units = unitsWhere(actor, right)
      if (units.length === 0) return []
      const states = [...new Set(steps.filter(({ by }) => by === right).flatMap(({ from }) => from))]
      return [{ business: process.business, states, whose: separation[right] ?? 'any', units }]
    })
  })
}

export type Due =
  | { readonly colour: 'red'; readonly days_late: number }
  | { readonly colour: 'yellow' | 'green'; readonly working_days_left: number }

/** How urgency is judged: today, the calendar, and at how many working days left a case is due soon (the setting clock.warning). */
export type Urgency = { readonly today: Day; readonly calendar: Calendar; readonly soon_days: number }

/** Red when the day has passed, with calendar days since; otherwise by the working days left, today's not counted. */
export function dueOf(due_on: Day, { today, calendar, soon_days }: Urgency): Due {
  if (due_on < today) return { colour: 'red', days_late: daysBetween(due_on, today) }
  const working_days_left = workingDaysBetween(calendar, today, due_on)
  return { colour: working_days_left <= soon_days ? 'yellow' : 'green', working_days_left }
}

// ── set-up ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export { isOrganisationCode } from '../../kernel/org/codes.ts'

// ── many cases at once ───────────────────────────────────────────────────────────────────────────────────────────────

/** The acts that this person may do on some case of some business; whether on this very one, the act itself asks. */
export function actsFor(actor: Actor, processes: readonly Process[]): BatchAct[] {
  return batchActNames.filter(act =>
    processes.some(process => {
      const by = process.common?.[act]?.by
      const rights = by === undefined ? [] : typeof by === 'string' ? [by] : Object.values(by)
      return rights.some(right => right !== undefined && can(actor, right))
    }),
  )
}

/** The id by which one case's part of a form for many is known: always the same for the same form and case. */
export function formIdOfPart(formId: string, caseId: number): string {
  const hex = createHash('sha256').update(`${formId} ${caseId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

type Proposed = { readonly recorded_by: number; readonly person_id: number | null; readonly office: string }

/** Why somebody may not agree to what was proposed for an administrator's account; undefined when they may. The command asks again. */
export function mayAgree({ person_id, grants }: Actor, row: Proposed): 'own' | 'concerned' | 'office' | undefined {
  if (row.recorded_by === person_id) return 'own'
  if (row.person_id === person_id) return 'concerned'
  return grants.some(grant => grant.role === row.office) ? 'office' : undefined
}

/** Whether a city has all that the first publication needs. */
export const isReady = (steps: readonly { readonly count: number; readonly needed: boolean }[]): boolean =>
  steps.every(({ count, needed }) => !needed || count > 0)
