import { z } from 'zod'
import { isDay } from '../../kernel/calendar/day.ts'
import type { ErrorKey } from './messages.ts'

const say = (key: ErrorKey): ErrorKey => key

export const releaseForm = z.object({
  legal_day: z
    .string({ error: say('legal_day_wrong') })
    .trim()
    .refine(isDay, say('legal_day_wrong')),
})
export type ReleaseForm = z.output<typeof releaseForm>
