import { sql } from 'kysely'
import { z } from 'zod'
import { notFound, Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { isDay } from './day.ts'
import { loadCalendar } from './load.ts'
import { faultsOf, type NewNotice, notice_days_max } from './notice.ts'
import { redateJob } from './redating.ts'

const storedDays = z.array(z.object({ day: z.string().refine(isDay), kind: z.enum(['off', 'work']), name: z.string().min(1) }))

/** Keeps a notice to be looked at before it holds: with its faults, and with the cases that it would move. Returns the draft's id. */
export async function draftNotice(work: Work, notice: NewNotice): Promise<number> {
  if (notice.years.length === 0 || notice.days.length === 0 || notice.days.length > notice_days_max)
    throw refused('通知须写明年份，并有 1 至 400 个日期。', 'A notice names its years and has 1 to 400 days.')
  const { id } = await work.tx
    .insertInto('kernel.calendar_drafts')
    .values({
      base: work.calendar.version,
      title: notice.title,
      source: notice.source,
      legal_day: notice.legal_day,
      years: [...notice.years],
      days: JSON.stringify(notice.days),
      recorded_by: work.actor.person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await work.log('draft_calendar_notice', `calendar_draft:${id}`, { years: notice.years, days: notice.days.length })
  return id
}

export type NoticeDraft = NewNotice & { readonly id: number; readonly base: number }

/** A notice in preparation. Refusal 'not_found' when there is none, or it has been recorded already. */
export async function noticeDraft(look: Pick<Look, 'db'> | { readonly db: Work['tx'] }, id: number): Promise<NoticeDraft> {
  const row = await look.db.selectFrom('kernel.calendar_drafts').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  const { base, title, source, legal_day, years } = row
  return { id, base, title, source, legal_day, years, days: storedDays.parse(row.days) }
}

export async function dropNoticeDraft(work: Work, id: number): Promise<void> {
  await work.tx.deleteFrom('kernel.calendar_drafts').where('id', '=', id).execute()
  await work.log('drop_calendar_draft', `calendar_draft:${id}`)
}

/**
 * Records the notice as the next version of the calendar; from then on new periods are counted with it, and open cases wait for
 * kernel.redatings to be moved. One at a time: a second waits for the first, and is refused ('conflict') since the calendar upon
 * which it was checked is no longer the newest. Returns the version.
 */
export async function recordNotice(work: Work, draft_id: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('mingjing calendar'))`.execute(work.tx)
  const draft = await noticeDraft({ db: work.tx }, draft_id)
  const newest = await work.tx
    .selectFrom('kernel.calendar_notices')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const base = newest?.version ?? 0
  if (base !== draft.base)
    throw new Refusal('conflict', {
      'zh-CN': '预览之后已有新的通知生效，请重新准备并预览。',
      en: 'Another notice has been recorded since the preview. Prepare this one again and look at it anew.',
    })
  const calendar = await loadCalendar(work.tx, base)
  if (faultsOf(draft, calendar).length > 0)
    throw refused('通知中的日期有误，不能生效。', 'The notice has wrong days and cannot be recorded.')
  const version = base + 1
  const { title, source, legal_day, years, days } = draft
  await work.tx
    .insertInto('kernel.calendar_notices')
    .values({ version, title, source, legal_day, years: [...years] })
    .execute()
  await work.tx
    .insertInto('kernel.calendar_days')
    .values(days.map(day => ({ version, ...day })))
    .execute()
  const { total } = await work.tx
    .selectFrom('kernel.cases')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .where('ended_on', 'is', null)
    .executeTakeFirstOrThrow()
  await work.tx.insertInto('kernel.redatings').values({ version, total, recorded_by: work.actor.person_id }).execute()
  await work.enqueue(redateJob, { version })
  await work.tx.deleteFrom('kernel.calendar_drafts').where('id', '=', draft_id).execute()
  await work.log('record_calendar_notice', `calendar_notice:${version}`, { title, years, days: days.length })
  return version
}

const refused = (chinese: string, english: string) => new Refusal('invalid', { 'zh-CN': chinese, en: english })
