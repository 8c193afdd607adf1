import { sql } from 'kysely'
import type { ListPage, Slice } from '../lists/list.ts'
import type { Locale } from '../words.ts'
import type { Look, Work } from '../work.ts'
import { type Channel, channels, kinds, type NoticeKind, noticeKinds, type PerKind, perKind } from './kinds.ts'

export type Notice = {
  readonly id: number
  readonly kind: string
  readonly words_zh: string
  readonly words_en: string
  readonly href: string
  readonly case_id: number | null
  readonly read_at: string | null
  readonly recorded_at: string
}

/** The bell counts so far; who has more unread notices knows enough. */
export const unread_max = 99

/** How many notices this person has not read, at most `unread_max` + 1. By the partial index notices_unread. */
export async function unreadNotices({ db, actor }: Look, _input: null): Promise<number> {
  if (actor.person_id === null) return 0
  const { n } = await db
    .selectFrom(eb =>
      eb
        .selectFrom('kernel.notices')
        .select('id')
        .where('person_id', '=', actor.person_id ?? -1)
        .where('read_at', 'is', null)
        .limit(unread_max + 1)
        .as('unread'),
    )
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

export type NoticeFilter = { readonly kind?: string | undefined; readonly unread?: boolean; readonly older_first?: boolean }

/** This person's notices, newest first. By (person_id, id desc). */
export async function noticesOf({ db, actor }: Look, input: NoticeFilter & { readonly slice: Slice }): Promise<ListPage<Notice>> {
  const mine = db
    .selectFrom('kernel.notices')
    .where('person_id', '=', actor.person_id ?? -1)
    .$if(input.unread === true, query => query.where('read_at', 'is', null))
    .$if(input.kind !== undefined, query => query.where('kind', '=', input.kind ?? ''))
  const [{ total }, rows] = await Promise.all([
    mine.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    mine
      .select(['id', 'kind', 'words_zh', 'words_en', 'href', 'case_id', 'read_at', 'recorded_at'])
      .orderBy('id', input.older_first ? 'asc' : 'desc')
      .limit(input.slice.limit)
      .offset(input.slice.offset)
      .execute(),
  ])
  return { rows, total }
}

/** Notices of a case that this person got. */
export async function noticesOfCase({ db, actor }: Look, caseId: number) {
  return await db
    .selectFrom('kernel.notices')
    .select(['id', 'kind', 'words_zh', 'words_en', 'read_at', 'recorded_at'])
    .where('case_id', '=', caseId)
    .where('person_id', '=', actor.person_id ?? -1)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

/** Marks as read: some of one's own notices, or all up to one (what came since stays unread). Others' are left alone. */
export async function markRead(work: Work, which: { readonly ids: readonly number[] } | { readonly up_to: number }): Promise<number> {
  const { numUpdatedRows } = await work.tx
    .updateTable('kernel.notices')
    .set({ read_at: work.now.toString() })
    .where('person_id', '=', work.actor.person_id ?? -1)
    .where('read_at', 'is', null)
    .$if('ids' in which, query => query.where('id', 'in', 'ids' in which && which.ids.length > 0 ? [...which.ids] : [-1]))
    .$if('up_to' in which, query => query.where('id', '<=', 'up_to' in which ? which.up_to : 0))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Opens a notice: marked as read, and where it leads. Undefined for one that is not this person's. */
export async function openNotice(work: Work, id: number): Promise<string | undefined> {
  const row = await work.tx
    .updateTable('kernel.notices')
    .set(eb => ({ read_at: eb.fn.coalesce('read_at', sql<string>`${work.now.toString()}::timestamptz`) }))
    .where('id', '=', id)
    .where('person_id', '=', work.actor.person_id ?? -1)
    .returning('href')
    .executeTakeFirst()
  return row?.href
}

// ── preferences ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Preferences = {
  readonly locale: Locale
  readonly wanted: PerKind<boolean>
}

/** What this person wants sent, with what goes for who has chosen nothing. */
export async function noticePreferences({ db, actor }: Look, _input: null): Promise<Preferences> {
  const person = actor.person_id ?? -1
  const [chosen, reader] = await Promise.all([
    db.selectFrom('kernel.notice_preferences').select(['kind', 'channel', 'wanted']).where('person_id', '=', person).execute(),
    db.selectFrom('kernel.notice_readers').select('locale').where('person_id', '=', person).executeTakeFirst(),
  ])
  const of = (kind: NoticeKind, channel: Channel) =>
    chosen.find(row => row.kind === kind && row.channel === channel)?.wanted ?? kinds[kind].sent[channel]
  return { locale: localeOf(reader?.locale), wanted: perKind(of) }
}

/** Keeps what this person wants sent, and in which language. */
export async function preferNotices(work: Work, input: Preferences): Promise<void> {
  const person_id = work.actor.person_id
  if (person_id === null) return
  const rows = noticeKinds.flatMap(kind => channels.map(channel => ({ person_id, kind, channel, wanted: input.wanted[kind][channel] })))
  await work.tx
    .insertInto('kernel.notice_preferences')
    .values(rows)
    .onConflict(conflict => conflict.columns(['person_id', 'kind', 'channel']).doUpdateSet(eb => ({ wanted: eb.ref('excluded.wanted') })))
    .execute()
  await work.tx
    .insertInto('kernel.notice_readers')
    .values({ person_id, locale: input.locale })
    .onConflict(conflict => conflict.column('person_id').doUpdateSet({ locale: input.locale }))
    .execute()
  await work.log('prefer_notices', `person:${person_id}`)
}

export const localeOf = (text: string | undefined | null): Locale => (text === 'en' ? 'en' : 'zh-CN')
