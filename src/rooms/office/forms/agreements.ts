import { z } from 'zod'
import { accountActs } from '../../../kernel/org/joint-acts.ts'
import { neededText } from '../../../kernel/typed.ts'
import type { AgreementErrorKey } from '../messages/agreements.ts'

const say = (key: AgreementErrorKey): AgreementErrorKey => key

export const proposalForm = z.object({
  act: z.enum(accountActs, say('act_missing')),
  reason: neededText({ max: 500, missing: say('reason_missing'), long: say('reason_long') }),
})
