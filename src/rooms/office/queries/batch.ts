import { sql } from 'kysely'
import { z } from 'zod'
import type { Process } from '../../../kernel/cases/process.ts'
import { seenBy } from '../../../kernel/cases/visible.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Look } from '../../../kernel/work.ts'

/** The cases among some that this person sees and that are open, in the order given. Others are left out: they do not exist. */
export async function batchCases(look: Look, input: { readonly processes: readonly Process[]; readonly ids: readonly number[] }) {
  if (input.ids.length === 0) return []
  const seen = seenBy(look.actor, input.processes)
  const rows = await look.db
    .selectFrom('kernel.cases as c')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .leftJoin('kernel.people as p', 'p.id', 'c.holder_id')
    .select(['c.id', 'c.number', 'c.title', 'c.business', 'c.state', 'c.due_on', 'u.short_name as unit', 'u.lineage', 'p.name as holder'])
    .where('c.id', 'in', [...input.ids])
    .where('c.ended_on', 'is', null)
    .execute()
  const mine = rows.filter(row =>
    seen.some(({ business, units }) => business === row.business && units.some(unit => row.lineage.includes(unit))),
  )
  return mine.toSorted((a, b) => input.ids.indexOf(a.id) - input.ids.indexOf(b.id))
}
export type BatchCases = Awaited<ReturnType<typeof batchCases>>

const people_max = 300

/** People to whom the cases could be handed: who holds a role in one of their units or above it. Whether each can, the act asks. */
export async function handees({ db, today, actor }: Look, cases: BatchCases) {
  const units = [...new Set(cases.flatMap(({ lineage }) => lineage))]
  if (units.length === 0) return []
  return await db
    .selectFrom('kernel.grants as g')
    .innerJoin('kernel.people as p', 'p.id', 'g.person_id')
    .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
    .select(['p.id', 'p.name'])
    .select(sql<string>`string_agg(distinct u.short_name, '、')`.as('units'))
    .where('g.unit_id', 'in', units)
    .where('g.valid_from', '<=', today)
    .where(eb => eb.or([eb('g.valid_to', 'is', null), eb('g.valid_to', '>', today)]))
    .where('p.id', '!=', actor.person_id ?? -1)
    .groupBy(['p.id', 'p.name'])
    .orderBy('p.name')
    .limit(people_max)
    .execute()
}

const results = z.array(
  z.object({
    case_id: z.number(),
    title: z.string(),
    number: z.string().nullable(),
    why: z.object({ 'zh-CN': z.string(), en: z.string() }).nullable(),
  }),
)
/** What became of each case of a batch; `why` says why nothing was done. */
export type BatchResults = z.output<typeof results>

/** One's own batch. Refusal 'not_found' for another's. */
export async function batchOf({ db, actor }: Look, id: number) {
  const row = await db
    .selectFrom('kernel.batches')
    .select(['act', 'results', 'recorded_at'])
    .where('id', '=', id)
    .where('person_id', '=', actor.person_id ?? -1)
    .executeTakeFirst()
  if (!row) throw notFound()
  return { act: row.act, recorded_at: row.recorded_at, results: results.parse(row.results) }
}
