import { sql } from 'kysely'
import { isWorkday } from '../../kernel/calendar/calendar.ts'
import { loadCalendar } from '../../kernel/calendar/load.ts'
import type { Process } from '../../kernel/cases/process.ts'
import { defineRecurring, type JobHouse } from '../../kernel/jobs/job.ts'
import { notify } from '../../kernel/notices/notify.ts'
import { type Actor, isRole, thePublic } from '../../kernel/org/actor.ts'
import type { Look, Work } from '../../kernel/work.ts'
import { digestHref } from './links.ts'
import { dueCounts } from './queries/my-work.ts'

const people_at_once = 200

/** 每日提醒: tells each person in the morning of a working day what is overdue and what is due by the next one; nobody who has neither. */
export const digest = defineRecurring({
  name: 'desk.tell_due',
  cron: '30 8 * * *',
  perform: async house => {
    await tellDue(
      house,
      (house.processes ?? []).map(({ process }) => process),
    )
  },
})

/** Told once a day however often it runs: who has today's notice already is left out. Gives how many were told. */
export async function tellDue(house: Pick<JobHouse, 'read' | 'run'>, processes: readonly Process[]): Promise<number> {
  let told = 0
  for (let after = 0; ; ) {
    const people = await house.read(thePublic, peopleToTell, after)
    for (const actor of people) {
      const counts = await house.read(actor, dueCounts, processes)
      if (counts.overdue + counts.soon > 0) told += await house.run(thePublic, tellOne, { person_id: actor.person_id ?? 0, ...counts })
    }
    const last = people.at(-1)?.person_id
    if (last === null || last === undefined || people.length < people_at_once) return told
    after = last
  }
}

/** People who can sign in and hold a role, with their grants, some at once; nobody on a day off. */
async function peopleToTell({ db, today }: Look, after: number): Promise<Actor[]> {
  const calendar = await loadCalendar(db)
  if (!isWorkday(calendar, today)) return []
  const rows = await db
    .selectFrom('kernel.people as p')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'p.id')
    .innerJoin('kernel.grants as g', 'g.person_id', 'p.id')
    .select(['p.id', 'p.name'])
    .select(sql<{ role: string; unit_id: number }[]>`json_agg(json_build_object('role', g.role, 'unit_id', g.unit_id))`.as('grants'))
    .where('p.id', '>', after)
    .where(eb => eb.or([eb('a.disabled_on', 'is', null), eb('a.disabled_on', '>', today)]))
    .where('g.valid_from', '<=', today)
    .where(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', today)]))
    .groupBy(['p.id', 'p.name'])
    .orderBy('p.id')
    .limit(people_at_once)
    .execute()
  return rows.map(({ id, name, grants }) => ({
    person_id: id,
    name,
    grants: grants.flatMap(({ role, unit_id }) => (isRole(role) ? [{ role, unit_id }] : [])),
  }))
}

type Due = { readonly person_id: number; readonly overdue: number; readonly soon: number }

async function tellOne(work: Work, { person_id, overdue, soon }: Due): Promise<number> {
  const href = digestHref(work.today) // names its day, by which today's is known
  await work.tx.selectFrom('kernel.people').select('id').where('id', '=', person_id).forNoKeyUpdate().execute()
  const today = await work.tx
    .selectFrom('kernel.notices')
    .select('id')
    .where('person_id', '=', person_id)
    .where('kind', '=', 'due')
    .where('href', '=', href)
    .limit(1)
    .executeTakeFirst()
  if (today) return 0
  await notify(work, {
    to: { people: [person_id] },
    kind: 'due',
    words: {
      'zh-CN': `您有 ${overdue} 件事项已超期，${soon} 件将在下一个工作日之前到期。`,
      en: `${overdue} of your cases ${overdue === 1 ? 'is' : 'are'} overdue, ${soon} due by the next working day.`,
    },
    href,
  })
  return 1
}
