import { thePublic } from '../org/actor.ts'
import type { Locale } from '../words.ts'
import type { Run, Work } from '../work.ts'
import { type Channel, isNoticeKind, kinds } from './kinds.ts'
import { localeOf } from './notices.ts'
import { type Letter, NeverTaken, type Posts } from './post.ts'

/** What sending needs of the world. */
export type Sending = {
  readonly posts: Posts
  /** A person's address for a channel, or null when they have given none. */
  readonly addressOf: (work: Work, person_id: number, channel: Channel) => Promise<string | null>
  /** Scheme and host of the desk as readers reach it; without it letters name no address. */
  readonly origin: string | undefined
}

/** After so many attempts a letter is given up; the notice stays on the page. */
export const attempts_max = 6
/** Whoever takes a letter in hand has so long; then another may, since the first may have died. */
const claim_minutes = 2
/** What waits longer has lost its job; a sweep takes so many at once. */
const left_over_minutes = 30
const left_over_max = 200

type Claimed = {
  readonly notice_id: number
  readonly channel: string
  readonly attempts: number
  readonly person_id: number
  readonly kind: string
  readonly href: string
  readonly locale: string | null
}

/**
 * Sends what waits of these notices: at least once each. A row is claimed before its letter goes and marked after; who is killed between
 * the two sends it again, with the same id. Throws when one could not be sent and is worth another attempt: the queue comes again.
 */
export async function sendNotices(house: { readonly run: Run }, sending: Sending, notice_ids: readonly number[]): Promise<void> {
  const claimed = await house.run(thePublic, claim, notice_ids)
  const faults: string[] = []
  for (const row of claimed) {
    const channel = row.channel === 'sms' ? 'sms' : 'mail'
    const post = sending.posts[channel]
    if (!post) {
      await house.run(thePublic, settle, { row, state: 'off' })
      continue
    }
    const to = await house.run(thePublic, work => sending.addressOf(work, row.person_id, channel), null)
    if (to === null) {
      await house.run(thePublic, settle, { row, state: 'no_address' })
      continue
    }
    try {
      await post(letterOf(row, channel, to, sending.origin))
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error)
      const over = error instanceof NeverTaken || row.attempts >= attempts_max
      await house.run(thePublic, settle, { row, state: over ? 'given_up' : 'waiting', fault })
      if (!over) faults.push(fault)
      continue
    }
    await house.run(thePublic, settle, { row, state: 'sent' })
  }
  if (faults.length > 0) throw new Error(`${faults.length} letters could not be sent: ${faults[0]}`)
  // What another has in hand may be left behind by one that died: only when nothing waits is the work done.
  if ((await house.run(thePublic, countWaiting, notice_ids)) > 0) throw new Error('some letters are in hand elsewhere')
}

async function countWaiting(work: Work, notice_ids: readonly number[]): Promise<number> {
  if (notice_ids.length === 0) return 0
  const { n } = await work.tx
    .selectFrom('kernel.notice_deliveries')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('notice_id', 'in', [...notice_ids])
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return n
}

/** Notices of which something still waits although their job is over or was lost: for a sweep now and then. By notice_deliveries_waiting. */
export async function leftOver(work: Work, _input: null): Promise<number[]> {
  const before = work.now.subtract({ minutes: left_over_minutes }).toString()
  const rows = await work.tx
    .selectFrom('kernel.notice_deliveries')
    .select('notice_id')
    .distinct()
    .where('state', '=', 'waiting')
    .where('recorded_at', '<', before)
    .orderBy('notice_id')
    .limit(left_over_max)
    .execute()
  return rows.map(({ notice_id }) => notice_id)
}

/** Takes in hand what waits and nobody else has in hand. */
async function claim(work: Work, notice_ids: readonly number[]): Promise<Claimed[]> {
  if (notice_ids.length === 0) return []
  const now = work.now.toString()
  return await work.tx
    .updateTable('kernel.notice_deliveries as d')
    .from('kernel.notices as n')
    .leftJoin('kernel.notice_readers as r', 'r.person_id', 'n.person_id')
    .set(eb => ({ attempts: eb('d.attempts', '+', 1), claimed_until: work.now.add({ minutes: claim_minutes }).toString() }))
    .whereRef('n.id', '=', 'd.notice_id')
    .where('d.notice_id', 'in', [...notice_ids])
    .where('d.state', '=', 'waiting')
    .where(eb => eb.or([eb('d.claimed_until', 'is', null), eb('d.claimed_until', '<', now)]))
    .returning(['d.notice_id', 'd.channel', 'd.attempts', 'n.person_id', 'n.kind', 'n.href', 'r.locale'])
    .execute()
}

type Settled = { readonly row: Claimed; readonly state: 'sent' | 'waiting' | 'no_address' | 'off' | 'given_up'; readonly fault?: string }

async function settle(work: Work, { row, state, fault }: Settled): Promise<void> {
  await work.tx
    .updateTable('kernel.notice_deliveries')
    .set({ state, claimed_until: null, fault: (fault ?? '').slice(0, 300), sent_at: state === 'sent' ? work.now.toString() : null })
    .where('notice_id', '=', row.notice_id)
    .where('channel', '=', row.channel)
    .where('state', '=', 'waiting')
    .execute()
}

const words = {
  'zh-CN': { site: '明镜工作台', open: '请登录后查看', why: '这封信由系统自动发出，请勿回复。不想再收到时，请在“通知设置”中关闭。' },
  en: {
    site: 'Mingjing desk',
    open: 'Sign in to read more',
    why: 'This letter was sent by the system; do not answer it. To stop it, change your notice settings.',
  },
} as const satisfies Record<Locale, object>

function letterOf(row: Claimed, channel: Channel, to: string, origin: string | undefined): Letter {
  const locale = localeOf(row.locale)
  const m = words[locale]
  const said = isNoticeKind(row.kind) ? kinds[row.kind].letter[locale] : ''
  const colon = locale === 'en' ? ': ' : '\uff1a'
  const link = origin === undefined ? `${m.open}${locale === 'en' ? '.' : '。'}` : `${m.open}${colon}${origin}${row.href}`
  const id = `notice-${row.notice_id}-${channel}`
  if (channel === 'sms') return { id, to, subject: '', text: locale === 'en' ? `${m.site}: ${said}` : `【${m.site}】${said}` }
  return { id, to, subject: `${m.site}${colon}${said.replace(/[。.]$/, '')}`, text: `${said}\n\n${link}\n\n-- \n${m.why}\n` }
}
