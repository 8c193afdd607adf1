import { commonLegend } from '../../kernel/cases/common.ts'
import { eventWords } from '../../kernel/cases/event-words.ts'
import { flowText } from '../../kernel/cases/flowchart.ts'
import { stateName, stepName } from '../../kernel/cases/process.ts'
import { rowWords } from '../../kernel/cases/reason.ts'
import { caseClock, timeline } from '../../kernel/cases/timeline.ts'
import type { Locale } from '../../kernel/words.ts'
import type { Look } from '../../kernel/work.ts'
import { reviewProcessHref } from './links.ts'
import type { History } from './pages/case-history.tsx'
import { review } from './process.ts'

/** A review's past in the reader's words. Who may see it is asked before, by draftCase. */
export async function historyOf(
  look: Look,
  input: { readonly caseId: number; readonly state: string; readonly locale: Locale },
): Promise<History> {
  const { locale } = input
  const [events, clock] = await Promise.all([timeline(look, input.caseId), caseClock(look, input.caseId)])
  return {
    stateName: stateName(review, input.state)[locale],
    events: events.map(event => ({
      ...event,
      late: Boolean(event.late),
      name: stepName(review, event.step)[locale],
      note: [eventWords(review, event)?.[locale], event.note].filter(Boolean).join(' '),
    })),
    ledger: clock.rows.map(row => ({ ...row, why: rowWords(row)[locale] })),
    chart: { src: `${reviewProcessHref}.svg`, lines: flowText(review, locale), common: commonLegend(review, locale) },
  }
}
