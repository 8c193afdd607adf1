import { z } from 'zod'
import { isDay } from '../../../kernel/calendar/day.ts'
import { isSending } from '../../../kernel/cases/letters.ts'
import { neededText, optionalText } from '../../../kernel/typed.ts'
import type { CaseFileErrorKey } from '../messages/case-file.ts'

const say = (key: CaseFileErrorKey): CaseFileErrorKey => key

/** What is typed beside a paper. */
export const caseFileForm = z.object({ description: optionalText({ max: 300, long: say('description_long') }) })

/** How and when a letter went out. */
export const sendingForm = z.object({
  sent_on: z.string().default('').refine(isDay, say('sent_on_wrong')),
  sent_by: z
    .string()
    .default('')
    .transform((text, context) => {
      if (isSending(text)) return text
      context.addIssue({ code: 'custom', message: say('sent_by_missing') })
      return z.NEVER
    }),
  sending_note: optionalText({ max: 300, long: say('note_long') }),
})

/** Why somebody needs the addressee in full, and whether as a page or as a Word file. */
export const letterLookForm = z.object({
  reason: neededText({ max: 200, missing: say('reason_missing'), long: say('reason_long') }),
  as: z.enum(['page', 'word']).catch('page'),
})
