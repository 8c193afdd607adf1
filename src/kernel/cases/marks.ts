import type { Look } from '../work.ts'
import { type ClockMark, effects, type Unit } from './clock.ts'

/** The marks of a case's clock, each with the name of who made it: a mark stands beside the event of the same seq. */
export async function marksOf(db: Pick<Look['db'], 'selectFrom'>, caseId: number): Promise<ClockMark[]> {
  const rows = await db
    .selectFrom('kernel.clock_marks as mark')
    .leftJoin('kernel.case_events as event', join => join.onRef('event.case_id', '=', 'mark.case_id').onRef('event.seq', '=', 'mark.seq'))
    .leftJoin('kernel.people as person', 'person.id', 'event.person_id')
    .select(['mark.effect', 'mark.legal_day', 'mark.days', 'mark.until', 'mark.unit', 'mark.why', 'person.name as by'])
    .select(['mark.seq', 'mark.undoes'])
    .where('mark.case_id', '=', caseId)
    .orderBy('mark.seq')
    .execute()
  return rows.map(({ by, ...row }) => ({ ...markOf(row), ...(by === null ? {} : { by }) }))
}

/** A mark as the clock knows it. Throws for an effect or unit that the table should not hold. */
export const markOf = <Row extends { readonly effect: string; readonly unit: string }>(row: Row) => ({
  ...row,
  effect: effectOf(row.effect),
  unit: unitOf(row.unit),
})

/** The table's check constraint holds the same list; a new effect there without one here is a bug. */
function effectOf(text: string): ClockMark['effect'] {
  const effect = effects.find(known => known === text)
  if (!effect) throw new Error(`The clock knows no effect '${text}'`)
  return effect
}

const unitOf = (text: string): Unit => (text === 'calendar' ? 'calendar' : 'working')
