import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { eventWords } from '../../../kernel/cases/event-words.ts'
import { filesOfCase } from '../../../kernel/cases/files.ts'
import { lettersOf } from '../../../kernel/cases/letters.ts'
import { stepName } from '../../../kernel/cases/process.ts'
import { rowWords } from '../../../kernel/cases/reason.ts'
import { caseClock, timeline } from '../../../kernel/cases/timeline.ts'
import { noticesOfCase } from '../../../kernel/notices/notices.ts'
import type { Env } from '../../../web/env.ts'
import { fresh, type SentForm } from '../../../web/form-state.ts'
import { read } from '../../../web/view.ts'
import type { CaseView } from '../pages/case-data.ts'
import { opinionsToGive, partiesFor, tasksToDo } from '../queries/case.ts'
import { urgencyOf } from '../queries/my-work.ts'
import { dueOf } from '../rules.ts'
import { caseState, type KnownCase } from './known-case.ts'

/** All that the page of a case shows; 'not_found' for who may not see it. `upload`: the form that came back with faults. */
export async function caseView(c: Context<Env>, known: KnownCase, upload: SentForm = fresh()): Promise<CaseView> {
  const { locale, actor, house } = c.var
  const { caseId } = known
  const of = await caseState(c, known)
  const [events, clock, notices, parties, urgency, letters, files] = await Promise.all([
    read(c, timeline, caseId),
    read(c, caseClock, caseId),
    read(c, noticesOfCase, caseId),
    read(c, partiesFor, of),
    read(c, urgencyOf, undefined),
    read(c, lettersOf, caseId),
    read(c, filesOfCase, { process: known.known.process, case_id: caseId }),
  ])
  return {
    of,
    due: of.due_on === null ? null : dueOf(of.due_on, urgency),
    parties,
    roomHref: known.known.href(caseId),
    events: events.map(event => ({
      ...event,
      late: Boolean(event.late),
      name: stepName(of.table, event.step)[locale],
      words: eventWords(of.table, event)?.[locale] ?? null,
    })),
    ledger: clock.rows.map(row => ({ ...row, why: rowWords(row)[locale] })),
    notices,
    letters,
    files: { list: files, limits: house.files, upload, mayFile: of.acts && !of.ended },
    toDo: [...tasksToDo({ actor }, of), ...opinionsToGive({ actor }, of)],
    formId: randomUUID(),
  }
}
