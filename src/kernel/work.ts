import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { z } from 'zod'
import type { DB as Tables } from '../db/tables.ts'
import type { Calendar } from './calendar/calendar.ts'
import { type Day, dayOf } from './calendar/day.ts'
import { loadCalendarIn } from './calendar/load.ts'
import { changeTeller, type DeskChange } from './changes.ts'
import type { Actor } from './org/actor.ts'
import { Refusal } from './refusal.ts'
import { type Keyring, noKeys } from './sealed/keyring.ts'

/** Where time and chance come from. One fake each in tests. */
export type Clock = () => Temporal.Instant
export type Random = (bytes: number) => Uint8Array

/** What a query may touch: it selects, through a pool whose connections are read-only, so PostgreSQL itself refuses anything else. */
export type Look = {
  readonly db: Pick<Kysely<Tables>, 'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'case' | 'dynamic'>
  readonly actor: Actor
  readonly today: Day
  readonly keys: Keyring
}

/** A command reads as a query does, in its own transaction. */
export const lookOf = ({ tx, actor, today, keys }: Work): Look => ({ db: tx, actor, today, keys })

/** Everything a command may touch. There is no other way to the database from a command. */
export type Work = {
  readonly tx: Transaction<Tables>
  readonly actor: Actor
  readonly today: Day
  readonly now: Temporal.Instant
  readonly calendar: Calendar
  readonly random: Random
  readonly keys: Keyring
  /** Hands work on, to be done after this commit: nothing is done if it never comes. */
  readonly enqueue: <T>(job: Queued<T>, data: T, when?: When) => Promise<void>
  /** Runs as the last statements before commit: for gapless numbers, whose counter row must be locked as briefly as possible. */
  readonly atEnd: (last: () => Promise<void>) => void
  /** One line of the log, in this transaction. `subject` is 'noun:id'. */
  readonly log: (act: string, subject: string, detail?: Readonly<Record<string, unknown>>) => Promise<void>
  /** Says that something the public reads has changed: cached pages of every process are dropped at commit. */
  readonly publicChanged: () => void
  /** Says that a case or somebody's notices have changed: open pages of the desk hear of it after the commit. */
  readonly deskChanged: (change: DeskChange) => void
}

/**
 * A verb of the law. One that counts asks for 'repeatable read': all its counts are then of one moment, so that its figures
 * agree however much is recorded meanwhile.
 */
export type Command<I, O> = ((work: Work, input: I) => Promise<O>) & { readonly isolation?: 'repeatable read' }
export type Query<I, O> = (look: Look, input: I) => Promise<O>

/** A queued job as commands see it: kernel/jobs defines them. */
export type Queued<T> = { readonly name: string; readonly retries: number; readonly data: z.ZodType<T> }
/** `after`: not before that instant. `once`: while one with the same words waits, a second is not put behind it. */
export type When = { readonly after?: Temporal.Instant; readonly once?: string }
/** Puts work into the queue in the transaction of the command. */
export type Enqueue = (
  tx: Transaction<Tables>,
  name: string,
  data: object,
  job: Pick<Queued<unknown>, 'retries'>,
  when: When,
) => Promise<void>

export type HouseParts = {
  readonly db: Kysely<Tables>
  readonly readonly: Kysely<Tables>
  readonly clock: Clock
  readonly random: Random
  /** Without them personal data stay closed. */
  readonly keys?: Keyring
  /** Without it commands that hand work on fail. */
  readonly enqueue?: Enqueue
  /** Called after the commit of a command that called publicChanged, in this process at once; others hear NOTIFY. */
  readonly onPublicChange: () => void
}

/** `inputHash`: of what was typed, so that one form's id does not give its result to another content. Without it nothing is compared. */
export type Once = { readonly formId: string; readonly inputHash?: Uint8Array }
export type Run = <I, O>(actor: Actor, command: Command<I, O>, input: I, once?: Once) => Promise<O>
export type Read = <I, O>(actor: Actor, query: Query<I, O>, input: I) => Promise<O>

/** The channel on which processes on one database tell each other that public pages changed. */
export const publicChangeChannel = 'mingjing_public_change'

/**
 * Runs a command: one transaction, one result. With `once`, the same form sent twice gives the first sending's result
 * without running again: the receipt's primary key makes the second transaction wait for the first.
 */
export function runner(house: HouseParts): Run {
  const tell = changeTeller(house.db)
  return async (actor, command, input, once) => {
    const now = house.clock()
    let changed = false
    const onDesk: DeskChange[] = []
    const result = await house.db
      .transaction()
      .setIsolationLevel(command.isolation ?? 'read committed')
      .execute(async tx => {
        const loading = loadCalendarIn(tx, house.db)
        if (once) {
          loading.catch(() => {}) // heard below; the statement behind it fails as well
          const before = await earlierResult(tx, actor, once, command.name)
          if (before !== undefined) return before.result as Awaited<ReturnType<typeof command>>
        }
        const calendar = await loading
        const last: (() => Promise<void>)[] = []
        const work: Work = {
          tx,
          actor,
          today: dayOf(now),
          now,
          calendar,
          random: house.random,
          keys: house.keys ?? noKeys,
          enqueue: async (job, data, when = {}) => {
            if (!house.enqueue) throw new Error(`this program has no queue for ${job.name}`)
            await house.enqueue(tx, job.name, Object(data), job, when)
          },
          atEnd: fn => void last.push(fn),
          log: async (act, subject, detail = {}) => {
            await tx
              .insertInto('kernel.log')
              .values(logRow(actor, act, subject, detail))
              .execute()
          },
          publicChanged: () => {
            changed = true
          },
          deskChanged: change => void onDesk.push(change),
        }
        const output = await command(work, input)
        for (const fn of last) await fn()
        if (once) {
          await tx
            .updateTable('kernel.form_receipts')
            .set({ result: JSON.stringify(output ?? null) })
            .where('form_id', '=', once.formId)
            .execute()
        }
        if (changed) await notifyPublicChange(tx)
        return output
      })
    if (changed) house.onPublicChange()
    tell(onDesk)
    return result
  }
}

/** A line of the log as a row: for work.log, and for a command that writes it in one statement with its event. */
export const logRow = (actor: Actor, act: string, subject: string, detail: Readonly<Record<string, unknown>>) => ({
  act,
  subject,
  person_id: actor.person_id,
  detail: JSON.stringify(detail),
})

/** Undefined when this is the first sending: then its receipt row is now ours, and locked until commit. */
async function earlierResult(tx: Transaction<Tables>, actor: Actor, once: Once, command: string): Promise<{ result: unknown } | undefined> {
  const input_hash = once.inputHash === undefined ? null : createHash('sha256').update(`${command}\n`).update(once.inputHash).digest()
  const mine = await tx
    .insertInto('kernel.form_receipts')
    .values({ form_id: once.formId, person_id: actor.person_id, result: 'null', input_hash })
    .onConflict(conflict => conflict.column('form_id').doNothing())
    .returning('form_id')
    .executeTakeFirst()
  if (mine) return undefined
  const earlier = await tx
    .selectFrom('kernel.form_receipts')
    .select(['result', 'input_hash'])
    .where('form_id', '=', once.formId)
    .where('person_id', 'is not distinct from', actor.person_id)
    .executeTakeFirst()
  if (!earlier)
    throw new Refusal('conflict', {
      'zh-CN': '此表单已由他人提交，请重新打开页面。',
      en: 'Somebody else has sent this form. Open the page again.',
    })
  if (input_hash !== null && earlier.input_hash !== null && !input_hash.equals(earlier.input_hash))
    throw new Refusal('conflict', {
      'zh-CN': '此表单已经提交过，但这次的内容与上次不同，因此没有处理。请重新打开页面，核对后再提交。',
      en: 'This form was sent before with other content, so nothing was done this time. Open the page again, check what is there, and send it anew.',
    })
  return earlier
}

async function notifyPublicChange(tx: Transaction<Tables>): Promise<void> {
  await tx.selectNoFrom(eb => eb.fn('pg_notify', [eb.val(publicChangeChannel), eb.val('')]).as('told')).execute()
}

/** Runs a query for somebody, through the read-only pool. */
export function reader(house: Pick<HouseParts, 'readonly' | 'clock' | 'keys'>): Read {
  const keys = house.keys ?? noKeys
  return (actor, query, input) => query({ db: house.readonly, actor, today: dayOf(house.clock()), keys }, input)
}
