import { z } from 'zod'
import { previewRedating, type Redated, redateBatch } from '../cases/redate.ts'
import { defineJob } from '../jobs/job.ts'
import { thePublic } from '../org/actor.ts'
import { notFound } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import type { Calendar } from './calendar.ts'
import { loadCalendar } from './load.ts'
import type { NewNotice } from './notice.ts'

/** Cases of one transaction: locked for some tens of milliseconds. */
const batch_size = 200
/** Cases that a preview looks at; a city has some thousands open. */
const preview_cases_max = 20_000

/** The calendar as it would be with this notice over it. */
export function withNotice(calendar: Calendar, notice: Pick<NewNotice, 'title' | 'years' | 'days'>): Calendar {
  const version = calendar.version + 1
  const days = new Map(calendar.days)
  for (const { day, kind, name } of notice.days) days.set(day, { kind, name, notice: notice.title, version })
  return { version, days, years: new Set([...calendar.years, ...notice.years]) }
}

export type NoticePreview = { readonly looked_at: number; readonly moves: readonly Redated[]; readonly more: boolean }

/** Which open cases a notice would move, and from when to when, before it is recorded. */
export async function previewNotice(look: Look, notice: NewNotice): Promise<NoticePreview> {
  const calendar = withNotice(await loadCalendar(look.db), notice)
  const moves: Redated[] = []
  let looked_at = 0
  for (let after = 0; looked_at < preview_cases_max; ) {
    const { rows, examined, next } = await previewRedating(look, { calendar_version: calendar.version, calendar, after })
    moves.push(...rows)
    looked_at += examined
    if (next === null) return { looked_at, moves, more: false }
    after = next
  }
  return { looked_at, moves, more: true }
}

/**
 * Moves the next cases of a redating, in one transaction, and keeps how far it is: it may be broken off and taken up again at any time.
 * Always by the newest calendar: should another notice have come meanwhile, nothing is moved back to this one. `stuck`: those that are
 * left are being worked on at this moment.
 */
export async function redateNext(work: Work, version: number): Promise<'more' | 'stuck' | 'finished'> {
  const row = await work.tx.selectFrom('kernel.redatings').selectAll().where('version', '=', version).forUpdate().executeTakeFirst()
  if (!row) throw notFound()
  if (row.finished_at !== null) return 'finished'
  const { examined, moved, remaining } = await redateBatch(work, { calendar_version: work.calendar.version, limit: batch_size })
  const finished_at = remaining === 0 ? work.now.toString() : null
  await work.tx
    .updateTable('kernel.redatings')
    .set({ done: row.done + examined, moved: row.moved + moved, finished_at })
    .where('version', '=', version)
    .execute()
  if (finished_at !== null) await work.log('finish_redating', `calendar_notice:${version}`, { moved: row.moved + moved })
  return finished_at !== null ? 'finished' : examined === 0 ? 'stuck' : 'more'
}

/** Moves all cases of a redating, batch by batch. Repeatable: it goes on where it stopped, after a pause when somebody works on the last of them. */
export const redateJob = defineJob({
  name: 'calendar.redate_cases',
  data: z.object({ version: z.number().int().positive() }),
  perform: async (house, { version }) => {
    for (;;) {
      const state = await house.run(thePublic, redateNext, version)
      if (state === 'finished') return
      if (state === 'stuck') throw new Error('the cases that are left are being worked on; later')
    }
  },
})
