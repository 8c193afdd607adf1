import { z } from 'zod'
import type { CommonStep } from '../../../kernel/cases/common.ts'
import { commonInputs } from '../../../kernel/cases/steps/inputs.ts'

/** The noun under which each common step is taken: POST /desk/cases/12/urgings. */
export const commonNouns = {
  return_to: 'returns',
  hand_on: 'handings-on',
  add_reviewer: 'reviews',
  countersign: 'countersignatures',
  urge: 'urgings',
  supervise: 'supervisions',
  copy_to: 'copies',
  take_back: 'takings-back',
  suspend: 'suspensions',
  resume: 'resumptions',
  give_opinion: 'opinions',
  withdraw_request: 'request-withdrawals',
  end_supervision: 'supervision-ends',
} as const satisfies Record<CommonStep, string>

/** Boxes whose values come together in one field, with a space between. */
export const repeatedFields = ['to'] as const

type Fields = Readonly<Record<string, string>>

/** A unit, or a person for a unit, as the choices of the forms write them: 'u12', 'p7.12'. */
export const partyValue = (unit_id: number, person_id?: number): string =>
  person_id === undefined ? `u${unit_id}` : `p${person_id}.${unit_id}`

function partyOf(text: string): { unit_id: number; person_id?: number } | undefined {
  const [, person, unit] = /^(?:p([1-9]\d{0,8})\.|u)([1-9]\d{0,8})$/.exec(text) ?? []
  if (unit === undefined) return undefined
  return person === undefined ? { unit_id: Number(unit) } : { unit_id: Number(unit), person_id: Number(person) }
}

const parties = (text: string | undefined) => (text ?? '').split(' ').flatMap(one => partyOf(one) ?? [])
const filled = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text.trim())
const numeral = (text: string | undefined): number | undefined => (filled(text) === undefined ? undefined : Number(text))

/** What was typed into the form of a common step, as its command is asked; wrong values stay wrong, for the schema to find. */
const asked: Readonly<Record<CommonStep, (typed: Fields) => object>> = {
  return_to: typed => ({ to: typed.to ?? '', why: typed.why ?? '' }),
  hand_on: typed => ({ ...(partyOf(typed.to ?? '') ?? {}), why: typed.why ?? '' }),
  add_reviewer: typed => ({ to: parties(typed.to), what: typed.what ?? '', due_on: filled(typed.due_on) }),
  countersign: typed => ({ to: parties(typed.to), what: typed.what ?? '', due_on: filled(typed.due_on), needed: numeral(typed.needed) }),
  urge: typed => ({ note: typed.note ?? '' }),
  supervise: typed => ({ answer_by: typed.answer_by ?? '', demand: typed.demand ?? '' }),
  copy_to: typed => ({
    to: parties(typed.to).map(to => (to.person_id === undefined ? { unit_id: to.unit_id } : { person_id: to.person_id })),
    note: typed.note ?? '',
  }),
  take_back: typed => ({ why: typed.why ?? '' }),
  suspend: typed => ({ ground: typed.ground ?? '', note: typed.note ?? '' }),
  resume: typed => ({ note: typed.note ?? '' }),
  give_opinion: typed => ({
    task_id: numeral(typed.task_id),
    agrees: typed.agrees === 'yes' ? true : typed.agrees === 'no' ? false : undefined,
    opinion: typed.opinion ?? '',
  }),
  withdraw_request: typed => ({ group: numeral(typed.group), why: typed.why ?? '' }),
  end_supervision: typed => ({ result: typed.result ?? '' }),
}

const seenField = z.coerce.number().int().positive().optional().catch(undefined)

/** The input of a common step, parsed; or the fields at fault, each under the name that the form has for it. */
export function commonInput(
  step: CommonStep,
  typed: Fields,
): { readonly ok: true; readonly input: unknown } | { readonly ok: false; readonly fields: readonly string[] } {
  const wanted = { ...asked[step](typed), seen: seenField.parse(typed.seen) }
  // Whom it goes to is one choice in the form, but two fields of the command.
  if (step === 'hand_on' && partyOf(typed.to ?? '') === undefined)
    return { ok: false, fields: ['to', ...(filled(typed.why) ? [] : ['why'])] }
  const parsed = commonInputs[step].safeParse(wanted)
  if (parsed.success) return { ok: true, input: parsed.data }
  return { ok: false, fields: [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))] }
}
