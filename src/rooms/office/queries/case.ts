import { type SqlBool, sql } from 'kysely'
import type { CommonState } from '../../../kernel/cases/common-state.ts'
import { stepsOpen } from '../../../kernel/cases/process.ts'
import { rights as allRights, can, type Right } from '../../../kernel/org/can.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'

/** The business of a case: what says which process it follows. Whether it may be seen, commonState asks. */
export async function businessOf({ db }: Look, caseId: number): Promise<string> {
  const row = await db.selectFrom('kernel.cases').select('business').where('id', '=', caseId).executeTakeFirst()
  if (!row) throw notFound()
  return row.business
}

/** A unit, or a person for a unit, to whom something can be sent. */
export type Party = { readonly unit_id: number; readonly unit: string; readonly person_id: number | null; readonly person: string | null }
export type Parties = {
  readonly hand_on: readonly Party[]
  readonly reviewers: readonly Party[]
  readonly signers: readonly Party[]
  readonly copies: readonly Party[]
}

/** More choices than this are no choice. */
const people_max = 200
const units_max = 500

/** Whom the forms of a case offer: only those who could do what they would be asked. Nothing is read for steps that are not open. */
export async function partiesFor(look: Look, state: CommonState): Promise<Parties> {
  const { table, steps } = state
  const { common = {} } = table
  const going = stepsOpen(table, state.state).flatMap(step => table.steps[step]?.by ?? [])
  const whither = common.hand_on?.to ?? 'either'
  const none: Promise<Party[]> = Promise.resolve([])
  const [people, units, reviewers, signers, copies] = await Promise.all([
    steps.includes('hand_on') && whither !== 'unit' ? peopleWith(look, going, state) : none,
    steps.includes('hand_on') && whither !== 'person' ? unitsWith(look, going) : none,
    steps.includes('add_reviewer') && common.add_reviewer ? peopleWith(look, [common.add_reviewer.reviewer]) : none,
    steps.includes('countersign') && common.countersign ? unitsWith(look, [common.countersign.signer]) : none,
    steps.includes('copy_to') ? unitsWith(look, ['desk.open']) : none,
  ])
  return { hand_on: [...people, ...units.filter(({ unit_id }) => unit_id !== state.unit_id)], reviewers, signers, copies }
}

const rolesOf = (rights: readonly Right[]): string[] => [...new Set(rights.flatMap((right): readonly string[] => allRights[right]))]

/** People who hold one of the rights: in a unit, or (as reviewers) anywhere. By (unit_id, role) of grants. */
async function peopleWith(
  { db, today, actor }: Look,
  rights: readonly Right[],
  within?: { readonly unit_id: number; readonly lineage: readonly number[]; readonly unit: string },
): Promise<Party[]> {
  if (rights.length === 0) return []
  const rows = await db
    .selectFrom('kernel.grants as g')
    .innerJoin('kernel.people as p', 'p.id', 'g.person_id')
    .innerJoin('kernel.accounts as a', 'a.person_id', 'p.id')
    .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
    .select(['p.id as person_id', 'p.name as person', 'u.id as unit_id', 'u.short_name as unit'])
    .distinct()
    .where('g.role', 'in', rolesOf(rights))
    .$if(within !== undefined, query => query.where('g.unit_id', 'in', [...(within?.lineage ?? [])]))
    .where('g.valid_from', '<=', today)
    .where(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', today)]))
    .where(eb => eb.or([eb('a.disabled_on', 'is', null), eb('a.disabled_on', '>', today)]))
    .where('p.id', '!=', actor.person_id ?? -1)
    .orderBy('u.short_name')
    .orderBy('p.name')
    .limit(people_max)
    .execute()
  return within ? rows.map(row => ({ ...row, unit_id: within.unit_id, unit: within.unit })) : rows
}

/** Units in which somebody holds one of the rights by a role of that very unit. */
async function unitsWith({ db, today }: Look, rights: readonly Right[]): Promise<Party[]> {
  if (rights.length === 0) return []
  const rows = await db
    .selectFrom('kernel.units as u')
    .select(['u.id as unit_id', 'u.short_name as unit'])
    .where(
      sql<SqlBool>`exists (select from kernel.grants as g where g.unit_id = u.id and g.role = any(${rolesOf(rights)}::text[])
        and g.valid_from <= ${today}::date and (g.valid_to is null or g.valid_to > ${today}::date))`,
    )
    .orderBy('u.lineage')
    .limit(units_max)
    .execute()
  return rows.map(row => ({ ...row, person_id: null, person: null }))
}

/** The tasks of a case that this person may complete: theirs, or of a unit where they hold the right. */
export function tasksToDo(look: Pick<Look, 'actor'>, { table, tasks }: Pick<CommonState, 'table' | 'tasks'>): number[] {
  const rights = Object.values(table.steps).flatMap(({ hands_out }) => (hands_out ? [hands_out.by] : []))
  const mine = (person_id: number | null) => person_id === null || person_id === look.actor.person_id
  return tasks
    .filter(task => task.done_on === null && mine(task.person_id) && rights.some(right => can(look.actor, right, task)))
    .map(({ id }) => id)
}

/** The opinions that this person is asked for and has not given. */
export function opinionsToGive(look: Pick<Look, 'actor'>, { table, opinions }: Pick<CommonState, 'table' | 'opinions'>): number[] {
  const { add_reviewer, countersign } = table.common ?? {}
  return opinions
    .filter(task => {
      const right = task.kind === 'review' ? add_reviewer?.reviewer : countersign?.signer
      const mine = task.person_id === null || task.person_id === look.actor.person_id
      return task.done_on === null && mine && right !== undefined && can(look.actor, right, task)
    })
    .map(({ id }) => id)
}
