import { z } from 'zod'
import { isDay } from '../../../kernel/calendar/day.ts'
import { neededText, optionalText } from '../../../kernel/typed.ts'
import type { CalendarErrorKey } from '../messages/calendar.ts'

const say = (key: CalendarErrorKey): CalendarErrorKey => key

/** What a form or a sheet says of a notice; its days are read apart, since they may come as a file. */
export const noticeForm = z.object({
  title: neededText({ max: 200, missing: say('title_missing'), long: say('long') }),
  source: neededText({ max: 500, missing: say('source_missing'), long: say('long') }),
  legal_day: z
    .string({ error: say('legal_day_wrong') })
    .trim()
    .refine(isDay, say('legal_day_wrong')),
  years: z
    .string({ error: say('years_wrong') })
    .trim()
    .regex(/^(19|20)\d\d([\s,\u3001\uff0c]+(19|20)\d\d){0,9}$/, say('years_wrong'))
    .transform(text => [...new Set(text.split(/[\s,\u3001\uff0c]+/).map(Number))].toSorted((a, b) => a - b)),
  lines: optionalText({ max: 20_000, long: say('days_long') }),
})

export const packageForm = z.object({
  year: z
    .string({ error: say('package_wrong') })
    .regex(/^20\d\d$/, say('package_wrong'))
    .transform(Number),
})
