import { sql } from 'kysely'
import type { Actor } from '../org/actor.ts'
import { Refusal } from '../refusal.ts'
import type { Look, Run, Work } from '../work.ts'
import { isEnded, type Process, stateName, tableOf } from './process.ts'
import { standsStill } from './steps/history.ts'

/** From which version, and each of its states to which of the newest table. */
export type Migration = { readonly from_version: number; readonly states: Readonly<Record<string, string>> }

/** Cases on a page of the preview, and the most that one batch moves. */
export const page_size = 50
export const batch_max = 1000

/**
 * Whom a migration would move: the open cases of the version, a page of fifty, with how many stand in each state and which of these states are not
 * mapped yet. Writes nothing.
 */
export async function previewMigration(
  { db }: Look,
  input: { readonly process: Process; readonly migration: Migration; readonly page?: number },
) {
  const { process, migration, page = 1 } = input
  const open = db
    .selectFrom('kernel.cases as c')
    .where('c.business', '=', process.business)
    .where('c.process_version', '=', migration.from_version)
    .where('c.ended_on', 'is', null)
  const states = await open
    .select(eb => ['c.state', eb.fn.countAll<number>().as('cases')])
    .groupBy('c.state')
    .orderBy('c.state')
    .execute()
  const cases = await open
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .select(['c.id', 'c.title', 'c.number', 'c.state', 'c.due_on', 'u.short_name as unit'])
    .orderBy('c.id')
    .limit(page_size)
    .offset((page - 1) * page_size)
    .execute()
  return {
    total: states.reduce((sum, { cases: count }) => sum + count, 0),
    states: states.map(({ state, cases: count }) => ({ state, cases: count, to: migration.states[state] ?? null })),
    unmapped: states.filter(({ state }) => migration.states[state] === undefined).map(({ state }) => state),
    cases: cases.map(one => ({ ...one, to: migration.states[one.state] ?? null })),
  }
}

export type MigrationBatch = Migration & { readonly reason: string; readonly limit?: number }

/**
 * Moves up to `limit` open cases of a version to the newest table: each with an event 'migrate', and a notice for the applicant. One statement
 * a batch; run it again until `remaining` is 0. A case on which somebody is working at this moment is left to the next batch; its clock, tasks and
 * holder stay. Asks no right: the route of the administration has. Refusal 'invalid' for a mapping that cannot be or no reason, 'conflict' when
 * open cases stand in states that are not mapped.
 */
export async function migrateBatch(
  work: Work,
  { process, migration }: { readonly process: Process; readonly migration: MigrationBatch },
): Promise<{ readonly moved: number; readonly remaining: number }> {
  const reason = migration.reason.trim()
  if (reason === '') throw refuse('reason', '请填写原因。', 'Say why.')
  checkMapping(process, migration)
  await refuseUnmapped(work, process, migration)
  const moved = await move(work, process, { ...migration, reason })
  if (moved.length > 0)
    await work.log(`${process.business}.migrate`, 'case:many', { ids: moved, from: migration.from_version, to: process.version, reason })
  return { moved: moved.length, remaining: await countOpen(work, process, migration.from_version) }
}

/** All batches of a migration, each its own transaction. Stops when a batch moves nothing: what is left is being worked on. */
export async function migrateCases(
  house: { readonly run: Run },
  actor: Actor,
  input: { readonly process: Process; readonly migration: MigrationBatch },
): Promise<{ readonly moved: number; readonly remaining: number }> {
  let sum = 0
  for (;;) {
    const { moved, remaining } = await house.run(actor, migrateBatch, input)
    sum += moved
    if (moved === 0 || remaining === 0) return { moved: sum, remaining }
  }
}

/** Ends are nobody's to move to, and who waits with a standing clock goes on waiting where it can run on. */
function checkMapping(process: Process, { from_version, states }: Migration): void {
  if (from_version >= process.version || !process.earlier?.some(({ version }) => version === from_version))
    throw refuse('from_version', '没有这个旧版流程。', 'There is no such earlier version.')
  const before = tableOf(process, from_version)
  for (const [from, to] of Object.entries(states)) {
    const field = `states.${from}`
    if (!Object.hasOwn(before.states, from) || isEnded(before, from))
      throw refuse(field, '旧版流程没有这个环节。', 'The earlier version has no such open state.')
    if (!Object.hasOwn(process.states, to) || isEnded(process, to))
      throw refuse(field, '新版流程没有这个环节。', 'The new version has no such open state.')
    if (standsStill(before, from) !== standsStill(process, to)) {
      throw refuse(
        field,
        '等待任务或停止计时的环节只能转入同类环节。',
        'A state that waits for tasks, or in which the clock stands, can become only one of its kind.',
      )
    }
  }
}

async function refuseUnmapped(work: Work, process: Process, { from_version, states }: Migration): Promise<void> {
  const rows = await work.tx
    .selectFrom('kernel.cases')
    .select('state')
    .distinct()
    .where('business', '=', process.business)
    .where('process_version', '=', from_version)
    .where('ended_on', 'is', null)
    .execute()
  const missing = rows.map(({ state }) => state).filter(state => !Object.hasOwn(states, state))
  if (missing.length === 0) return
  const names = missing.map(state => stateName(process, state))
  throw new Refusal('conflict', {
    'zh-CN': `以下环节尚未对应：${names.map(name => name['zh-CN']).join('、')}。`,
    en: `These states are not mapped yet: ${names.map(({ en }) => en).join(', ')}.`,
  })
}

async function move(work: Work, process: Process, { from_version, states, reason, limit = batch_max }: MigrationBatch): Promise<number[]> {
  const mapping = Object.entries(states).map(([from, to]) => {
    const [was, now] = [stateName(process, from), stateName(process, to)]
    return {
      from,
      to,
      zh: `办理流程已更新：本事项由“${was['zh-CN']}”环节转入“${now['zh-CN']}”环节，期限不变。原因：${reason}`,
      en: `The process has been updated: the case was at '${was.en}' and is now at '${now.en}'; its due date stays. Reason: ${reason}`,
    }
  })
  const { rows } = await sql<{ id: number; unit_id: number }>`
    with picked as (
      select id, state, last_seq + 1 as seq from kernel.cases
      where business = ${process.business} and process_version = ${from_version} and ended_on is null
      order by id limit ${Math.min(limit, batch_max)} for no key update skip locked
    ), moving as (
      select p.*, m."to", m.zh, m.en from picked as p
      join jsonb_to_recordset(${JSON.stringify(mapping)}::jsonb) as m("from" text, "to" text, zh text, en text) on m."from" = p.state
    ), events as (
      insert into kernel.case_events (case_id, seq, step, from_state, to_state, person_id, legal_day, note, detail)
      select id, seq, 'migrate', state, "to", ${work.actor.person_id}::integer, ${work.today}::date, ${reason}::text,
        jsonb_build_object('from_version', ${from_version}::integer, 'to_version', ${process.version}::integer, 'from_state', state)
      from moving
    ), notices as (
      insert into kernel.case_notices (case_id, seq, audience, words_zh, words_en) select id, seq, 'applicant', zh, en from moving
    )
    update kernel.cases as c set state = m."to", last_seq = m.seq, process_version = ${process.version}
    from moving as m where c.id = m.id
    returning c.id, c.unit_id`.execute(work.tx)
  for (const { id, unit_id } of rows) work.deskChanged({ kind: 'case', unit_id, case_id: id })
  return rows.map(({ id }) => id)
}

async function countOpen(work: Work, process: Process, version: number): Promise<number> {
  const { count } = await work.tx
    .selectFrom('kernel.cases')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('business', '=', process.business)
    .where('process_version', '=', version)
    .where('ended_on', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

const refuse = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
