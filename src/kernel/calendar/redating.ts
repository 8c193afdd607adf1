import { sql } from 'kysely'
import { z } from 'zod'
import { type ClockMark, effects, readClock } from '../cases/clock.ts'
import { defineJob } from '../jobs/job.ts'
import { thePublic } from '../org/actor.ts'
import { notFound } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import type { Calendar } from './calendar.ts'
import type { Day } from './day.ts'
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

/** An open case that a notice would move. */
export type Move = {
  readonly case_id: number
  readonly number: string | null
  readonly title: string
  readonly business: string
  readonly unit: string
  readonly due_on: Day
  readonly new_due_on: Day
}

export type Preview = { readonly looked_at: number; readonly moves: readonly Move[]; readonly more: boolean }

/** Which open cases a notice would move, and from when to when: those whose period still runs on the first day that it changes. */
export async function previewRedating(look: Pick<Look, 'db'>, notice: NewNotice): Promise<Preview> {
  const calendar = withNotice(await loadCalendar(look.db), notice)
  const first = firstChange(notice)
  const moves: Move[] = []
  let looked_at = 0
  for (let after = 0; looked_at < preview_cases_max; ) {
    const some = await openCases(look.db, { after, first })
    for (const { marks, unit, ...row } of some) {
      const { due_on } = readClock(marks, calendar)
      if (due_on !== null && row.due_on !== null && due_on !== row.due_on)
        moves.push({ ...row, case_id: row.id, unit, due_on: row.due_on, new_due_on: due_on })
    }
    looked_at += some.length
    if (some.length < batch_size) return { looked_at, moves, more: false }
    after = some.at(-1)?.id ?? after
  }
  return { looked_at, moves, more: true }
}

/** What is due before this day is not touched: the first day spoken of, or the New Year of a year that was uncertain before. */
function firstChange({ days, years }: Pick<NewNotice, 'days' | 'years'>): Day {
  return [...days.map(({ day }) => day), ...years.map(year => `${year}-01-01`)].reduce((a, b) => (a < b ? a : b))
}

const storedMarks = z.array(
  z.object({
    effect: z.enum(effects),
    legal_day: z.string(),
    days: z.number().nullable(),
    until: z.string().nullable(),
    unit: z.enum(['working', 'calendar']),
    why: z.string(),
  }),
)

/** Open cases in the order of their ids, each with the marks of its clock. */
async function openCases(db: Pick<Look['db'], 'selectFrom'>, from: { readonly after: number; readonly first: Day }) {
  const rows = await db
    .selectFrom('kernel.cases as c')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .select(['c.id', 'c.number', 'c.title', 'c.business', 'c.due_on', 'u.short_name as unit'])
    .select(
      sql<unknown>`coalesce((select json_agg(json_build_object('effect', m.effect, 'legal_day', m.legal_day, 'days', m.days,
        'until', m.until, 'unit', m.unit, 'why', m.why) order by m.seq) from kernel.clock_marks m where m.case_id = c.id), '[]')`.as(
        'marks',
      ),
    )
    .where('c.ended_on', 'is', null)
    .where('c.id', '>', from.after)
    .where('c.due_on', '>=', from.first)
    .orderBy('c.id')
    .limit(batch_size)
    .execute()
  return rows.map(row => ({ ...row, marks: storedMarks.parse(row.marks) as readonly ClockMark[] }))
}

/**
 * Moves the next cases of a redating, in one transaction: each that changes gets its new due day, the version, and an event that says
 * so. Where it stopped is kept in the row, so it may be broken off and taken up again at any time. Returns whether it is finished.
 */
export async function redateBatch(work: Work, version: number): Promise<boolean> {
  const job = await work.tx.selectFrom('kernel.redatings').selectAll().where('version', '=', version).forUpdate().executeTakeFirst()
  if (!job) throw notFound()
  if (job.finished_at !== null) return true
  // Locked first and read afterwards: a step that was just taken on one of them is seen.
  const ids = await work.tx
    .selectFrom('kernel.cases')
    .select('id')
    .where('ended_on', 'is', null)
    .where('id', '>', job.last_case_id)
    .orderBy('id')
    .limit(batch_size)
    .forNoKeyUpdate()
    .execute()
  // Always the newest: should another notice have come meanwhile, nothing is moved back to this one.
  const calendar = await loadCalendar(work.tx)
  const [first, last] = [ids.at(0)?.id, ids.at(-1)?.id]
  const rows =
    first === undefined ? [] : (await openCases(work.tx, { after: first - 1, first: '0001-01-01' })).filter(({ id }) => id <= (last ?? 0))
  const moves = rows.flatMap(({ id, marks, due_on: old }) => {
    const { due_on } = readClock(marks, calendar)
    return due_on !== null && due_on !== old ? [{ id, old, new: due_on }] : []
  })
  await writeMoves(work, calendar.version, moves)
  const finished = ids.length < batch_size
  await work.tx
    .updateTable('kernel.redatings')
    .set({
      done: job.done + ids.length,
      moved: job.moved + moves.length,
      last_case_id: last ?? job.last_case_id,
      ...(finished ? { finished_at: work.now.toString() } : {}),
    })
    .where('version', '=', version)
    .execute()
  if (finished) await work.log('finish_redating', `calendar_notice:${version}`, { moved: job.moved + moves.length })
  return finished
}

async function writeMoves(
  work: Work,
  version: number,
  moves: readonly { readonly id: number; readonly old: Day | null; readonly new: Day }[],
) {
  if (moves.length === 0) return
  const rows = sql`json_to_recordset(${JSON.stringify(moves)}::json) as r(id bigint, old date, new date)`
  await sql`update kernel.cases c set due_on = r.new, calendar_version = ${version} from ${rows} where c.id = r.id`.execute(work.tx)
  await sql`
    insert into kernel.case_events (case_id, seq, step, from_state, to_state, legal_day, detail)
    select c.id, (select max(e.seq) + 1 from kernel.case_events e where e.case_id = c.id), 'redate', c.state, c.state, ${work.today}::date,
      jsonb_build_object('old', r.old, 'new', r.new, 'calendar_version', ${version}::integer)
    from ${rows} join kernel.cases c on c.id = r.id`.execute(work.tx)
}

/** Moves all cases of a redating, batch by batch. Repeatable: it goes on where it stopped. */
export const redateCases = defineJob({
  name: 'calendar.redate_cases',
  data: z.object({ version: z.number().int().positive() }),
  perform: async (house, { version }) => {
    while (!(await house.run(thePublic, redateBatch, version)));
  },
})
