import { z } from 'zod'
import { view_shape } from '../../../kernel/lists/views.ts'
import { perKind } from '../../../kernel/notices/kinds.ts'
import { neededText, optionalText } from '../../../kernel/typed.ts'
import type { DeskErrorKey } from '../messages/desk.ts'

const say = (key: DeskErrorKey): DeskErrorKey => key
const name = neededText({ max: 60, missing: say('name_missing'), long: say('name_long') })
const whole = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

export const saveViewForm = z.object({ name, list: z.string().regex(view_shape), query: z.string().max(2000).default('') })
export const renameViewForm = z.object({ name })
/** An empty unit: shared with nobody. */
export const shareViewForm = z.object({ unit_id: z.union([z.literal('').transform(() => null), whole]) })

/** Which notices go by mail or message: boxes named kind.channel, and the language. */
export const preferencesForm = z
  .object({ locale: z.enum(['zh-CN', 'en']).catch('zh-CN') })
  .catchall(z.string())
  .transform(({ locale, ...boxes }) => ({ locale, wanted: perKind((kind, channel) => boxes[`${kind}.${channel}`] === 'yes') }))

export const batchForm = z.object({
  act: z.string(),
  note: optionalText({ max: 1000, long: say('note_long') }),
  person_id: z.union([z.literal('').transform(() => undefined), whole]).optional(),
})

export const completionForm = z.object({
  outcome: neededText({ max: 1000, missing: say('outcome_missing'), long: say('outcome_long') }),
})
