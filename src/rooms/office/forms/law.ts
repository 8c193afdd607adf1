import { z } from 'zod'
import { isDay } from '../../../kernel/calendar/day.ts'
import { neededText } from '../../../kernel/typed.ts'
import type { LawErrorKey } from '../messages/law.ts'

const say = (key: LawErrorKey): LawErrorKey => key

/** A value is typed as text; whether it is a number or a day of the year is the rule's to say. */
export const lawForm = z.object({
  value: z
    .string({ error: say('value_wrong') })
    .trim()
    .regex(/^(\d{1,9}(\.\d{1,4})?|\d\d-\d\d)$/, say('value_wrong'))
    .transform(text => (text.includes('-') ? text : Number(text))),
  valid_from: z
    .string({ error: say('valid_from_wrong') })
    .trim()
    .refine(isDay, say('valid_from_wrong')),
  reason: neededText({ max: 1000, missing: say('reason_missing'), long: say('reason_long') }),
})
