import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { counter, type Value } from '../../kernel/figures/evaluate.ts'
import type { Figure } from '../../kernel/figures/figure.ts'
import { yearSlice } from '../../kernel/figures/slice.ts'
import { attachments_max } from '../../kernel/files/attachments.ts'
import { containing, type Slice } from '../../kernel/lists/list.ts'
import { can, unitsWhere } from '../../kernel/org/can.ts'
import { notFound } from '../../kernel/refusal.ts'
import type { Look } from '../../kernel/work.ts'
import type { DraftQuery, PublicationQuery } from './forms.ts'
import { writing } from './writer.ts'

/** Entries of a page of a column. */
export const page_size = 30
const home_items = 6

/** The columns shown on the home page, in order. */
const homeColumns = ['news', 'notices', 'policy-documents', 'interpretation'] as const

export type HomeData = Awaited<ReturnType<typeof home>>

/** The home page's lists in one statement: for each main column its newest items, with those of its sub-columns. */
export async function home(look: Look, _input: null) {
  return await look.db
    .selectFrom('kernel.columns as c')
    .where('c.code', 'in', [...homeColumns])
    .orderBy('c.position')
    .select(eb => [
      'c.code',
      'c.name_zh',
      'c.name_en',
      jsonArrayFrom(
        eb
          .selectFrom('kernel.columns as s')
          .where(sub => sub.or([sub('s.id', '=', sub.ref('c.id')), sub('s.parent_id', '=', sub.ref('c.id'))]))
          // Newest of each sub-column by its index, then the newest of those: not a sort of the whole column.
          .innerJoinLateral(
            inner =>
              inner
                .selectFrom('kernel.publications as p')
                .whereRef('p.column_id', '=', 's.id')
                .where('p.withdrawn_on', 'is', null)
                .select(['p.id', 'p.title', 'p.published_on'])
                .orderBy('p.published_on', 'desc')
                .orderBy('p.id', 'desc')
                .limit(home_items)
                .as('n'),
            join => join.onTrue(),
          )
          .select(['n.id', 'n.title', 'n.published_on'])
          .orderBy('n.published_on', 'desc')
          .orderBy('n.id', 'desc')
          .limit(home_items),
      ).as('items'),
    ])
    .execute()
}

/** The figures of the home page, counted together. */
export async function yearInFigures(look: Look, input: { readonly figures: readonly Figure[]; readonly year: number }): Promise<Value[]> {
  const { evaluate } = counter(look)
  return await Promise.all(input.figures.map(figure => evaluate(figure, yearSlice(input.year))))
}

export type ColumnTree = Awaited<ReturnType<typeof columnTree>>

export async function columnTree(look: Look, _input: null) {
  return await look.db
    .selectFrom('kernel.columns')
    .select(['id', 'parent_id', 'code', 'name_zh', 'name_en'])
    .where('valid_to', 'is', null)
    .orderBy('position')
    .execute()
}

export type ColumnData = Awaited<ReturnType<typeof columnPage>>

/** One page of a column with its sub-columns, newest first. */
export async function columnPage(look: Look, input: { readonly code: string; readonly page: number }) {
  const column = await look.db
    .selectFrom('kernel.columns as c')
    .where('c.code', '=', input.code)
    .select(eb => [
      'c.id',
      'c.code',
      'c.name_zh',
      'c.name_en',
      'c.column_type',
      'c.valid_to',
      jsonObjectFrom(
        eb.selectFrom('kernel.columns as p').whereRef('p.id', '=', 'c.parent_id').select(['p.code', 'p.name_zh', 'p.name_en']),
      ).as('parent'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.columns as s')
          .whereRef('s.parent_id', '=', 'c.id')
          .orderBy('s.position')
          .select(['s.id', 's.code', 's.name_zh', 's.name_en', 's.valid_to']),
      ).as('children'),
    ])
    .executeTakeFirst()
  if (!column) throw notFound()
  const ids = [column.id, ...column.children.map(child => child.id)]
  const visible = look.db.selectFrom('kernel.publications as p').where('p.column_id', 'in', ids).where('p.withdrawn_on', 'is', null)
  const [{ total }, items] = await Promise.all([
    visible.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    visible
      .innerJoin('kernel.units as u', 'u.id', 'p.unit_id')
      .select(['p.id', 'p.title', 'p.published_on', 'u.short_name'])
      .orderBy('p.published_on', 'desc')
      .orderBy('p.id', 'desc')
      .limit(page_size)
      .offset((input.page - 1) * page_size)
      .execute(),
  ])
  const pages = Math.max(1, Math.ceil(total / page_size))
  if (input.page > pages) throw notFound()
  return { column, total, pages, page: input.page, items }
}

export type ArticleData = Awaited<ReturnType<typeof article>>

/** A publication with its text, deliveries and both directions of its interpretation, in one statement. */
export async function article(look: Look, id: number) {
  const row = await look.db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.publication_versions as v', join => join.onRef('v.publication_id', '=', 'p.id').onRef('v.version', '=', 'p.version'))
    .innerJoin('kernel.units as u', 'u.id', 'p.unit_id')
    .innerJoin('kernel.columns as c', 'c.id', 'p.column_id')
    .leftJoin('kernel.columns as cp', 'cp.id', 'c.parent_id')
    .leftJoin('kernel.withdrawals as w', 'w.publication_id', 'p.id')
    .leftJoin('kernel.publications as policy', 'policy.id', 'p.interprets_id')
    .where('p.id', '=', id)
    .selectAll('p')
    .select(eb => [
      'v.body_html',
      sql<string>`encode(v.content_hash, 'hex')`.as('content_hash'),
      'u.name as unit_name',
      'u.lineage',
      'c.code as column_code',
      'c.name_zh as column_zh',
      'c.name_en as column_en',
      'c.column_type',
      'cp.code as parent_code',
      'cp.name_zh as parent_zh',
      'cp.name_en as parent_en',
      'w.kind as withdrawal_kind',
      sql<string | null>`case when policy.withdrawn_on is null then policy.title end`.as('policy_title'),
      sql<boolean>`kernel.day_of(p.recorded_at) > p.published_on`.as('late'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.publications as i')
          .whereRef('i.interprets_id', '=', 'p.id')
          .where('i.withdrawn_on', 'is', null)
          .select(['i.id', 'i.title', 'i.published_on'])
          .orderBy('i.published_on')
          .limit(20),
      ).as('interpretations'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.deliveries as d')
          .innerJoin('kernel.outlets as o', 'o.id', 'd.outlet_id')
          .whereRef('d.publication_id', '=', 'p.id')
          .select([
            'd.id',
            'o.name',
            'd.channel',
            'd.delivered_on',
            'd.proof',
            'd.recorded_at',
            sql<boolean>`kernel.day_of(d.recorded_at) > d.delivered_on`.as('late'),
          ])
          .orderBy('d.delivered_on')
          .orderBy('d.id')
          .limit(100),
      ).as('deliveries'),
      jsonArrayFrom(
        eb
          .selectFrom('kernel.attachments as a')
          .innerJoin('kernel.files as f', 'f.sha256', 'a.sha256')
          .whereRef('a.publication_id', '=', 'p.id')
          .where('a.removed_at', 'is', null)
          .select(['a.id', 'a.name', 'a.description', 'f.size_bytes', 'f.media_type'])
          .orderBy('a.position')
          .limit(attachments_max),
      ).as('attachments'),
    ])
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export type GazetteList = Awaited<ReturnType<typeof gazettes>>
export async function gazettes(look: Look, _input: null) {
  return await look.db
    .selectFrom('disclosure.gazette_issues')
    .select(['year', 'issue', 'total_issue', 'issued_on'])
    .orderBy('issued_on', 'desc')
    .limit(100)
    .execute()
}

export type GazetteData = Awaited<ReturnType<typeof gazette>>
export async function gazette(look: Look, input: { readonly year: number; readonly issue: number }) {
  const row = await look.db
    .selectFrom('disclosure.gazette_issues as g')
    .where('g.year', '=', input.year)
    .where('g.issue', '=', input.issue)
    .select(eb => [
      'g.year',
      'g.issue',
      'g.total_issue',
      'g.issued_on',
      jsonArrayFrom(
        eb
          .selectFrom('disclosure.gazette_articles as a')
          .innerJoin('kernel.publications as p', 'p.id', 'a.publication_id')
          .whereRef('a.issue_id', '=', 'g.id')
          .where('p.withdrawn_on', 'is', null)
          .orderBy('a.position')
          .select(['p.id', 'p.title', 'p.document_number', 'a.section', 'a.page']),
      ).as('articles'),
    ])
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export type ConferenceList = Awaited<ReturnType<typeof conferences>>
export async function conferences(look: Look, _input: null) {
  return await look.db
    .selectFrom('disclosure.press_conferences as c')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .select(['c.held_on', 'c.topic', 'c.transcript_id', 'u.short_name'])
    .orderBy('c.held_on', 'desc')
    .limit(100)
    .execute()
}

// ── desk ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a draft's form offers: the author's own units, the columns, and nothing that they may not use. */
export async function draftChoices(look: Look, _input: null) {
  const [units, columns] = await Promise.all([
    look.db
      .selectFrom('kernel.units')
      .select(['id', 'name'])
      .where('id', 'in', atLeastOne(unitsWhere(look.actor, 'publication.write')))
      .orderBy('id')
      .execute(),
    columnTree(look, null),
  ])
  return { units, columns }
}
export type DraftChoices = Awaited<ReturnType<typeof draftChoices>>

const atLeastOne = (ids: readonly number[]): number[] => (ids.length > 0 ? [...ids] : [-1])

export type DraftRow = Awaited<ReturnType<typeof myDrafts>>['rows'][number]

/** One's own drafts as asked: those in hand first, most urgent first. By cases (opened_by). */
export async function myDrafts(look: Look, input: { readonly query: DraftQuery; readonly slice: Slice }) {
  const { filters, sort, down } = input.query
  const mine = look.db
    .selectFrom('disclosure.drafts as d')
    .innerJoin('kernel.cases as c', 'c.id', 'd.case_id')
    .where('d.author_id', '=', look.actor.person_id ?? -1)
    .$if(filters.q !== undefined, query => query.where('c.title', 'like', containing(filters.q ?? '')))
    .$if(filters.state !== undefined, query => query.where('c.state', '=', filters.state ?? ''))
    .$if(filters.open !== undefined, query => query.where('c.ended_on', 'is', null))
  const order = { due: sql`case when c.ended_on is null then c.due_on end`, title: sql`c.title`, ended: sql`c.ended_on` }[sort]
  const [{ total }, rows] = await Promise.all([
    mine.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    mine
      .select(['c.id', 'c.title', 'c.state', 'c.due_on', 'c.ended_on', 'd.publication_id'])
      .$if(sort === 'due', query => query.orderBy(sql`c.ended_on is not null`))
      .orderBy(order, by => (down ? by.desc() : by.asc()).nullsLast())
      .orderBy('c.ended_on', 'desc')
      .orderBy('c.id', 'desc')
      .limit(input.slice.limit)
      .offset(input.slice.offset)
      .execute(),
  ])
  return { rows, total }
}

export type DraftData = Awaited<ReturnType<typeof draftCase>>

/** A draft under review, for whoever may write, review or sign in its unit; for all others it does not exist. */
export async function draftCase(look: Look, caseId: number) {
  const row = await look.db
    .selectFrom('disclosure.drafts as d')
    .innerJoin('kernel.cases as c', 'c.id', 'd.case_id')
    .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
    .innerJoin('kernel.columns as col', 'col.id', 'd.column_id')
    .innerJoin('kernel.people as a', 'a.id', 'd.author_id')
    .leftJoin('kernel.publications as policy', 'policy.id', 'd.interprets_id')
    .where('d.case_id', '=', caseId)
    .selectAll('d')
    .select([
      sql<number>`(select max(e.seq) from kernel.case_events as e where e.case_id = d.case_id)`.as('last_seq'),
      'c.state',
      'c.unit_id',
      'c.due_on',
      'c.ended_on',
      'u.name as unit_name',
      'u.lineage',
      'col.name_zh as column_zh',
      'col.name_en as column_en',
      'a.name as author',
      'policy.index_number as interprets',
    ])
    .select(eb => writing(eb, look))
    .executeTakeFirst()
  const sees = row && (['publication.write', 'publication.review', 'publication.sign'] as const).some(right => can(look.actor, right, row))
  if (!row || !sees) throw notFound()
  return row
}

export type PublicationRow = Awaited<ReturnType<typeof publicationSearch>>['rows'][number]

/** Published items for the desk as asked, newest first: by index number, document number, words of the title, unit, days. By (published_on, id). */
export async function publicationSearch(look: Look, input: { readonly query: PublicationQuery; readonly slice: Slice }) {
  const { filters, down } = input.query
  const { q } = filters
  const asked = look.db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.units as u', 'u.id', 'p.unit_id')
    .$if(q !== undefined, query =>
      query.where(eb =>
        eb.or([eb('p.index_number', '=', q ?? ''), eb('p.document_number', '=', q ?? ''), eb('p.title', 'like', containing(q ?? ''))]),
      ),
    )
    .$if(filters.unit !== undefined, query => query.where(sql<boolean>`p.unit_id::text = ${filters.unit ?? ''}`))
    .$if(filters.from !== undefined, query => query.where('p.published_on', '>=', filters.from ?? ''))
    .$if(filters.until !== undefined, query => query.where('p.published_on', '<=', filters.until ?? ''))
    .$if(filters.withdrawn !== undefined, query => query.where('p.withdrawn_on', 'is not', null))
  const way = down ? 'desc' : 'asc'
  const [{ total }, rows] = await Promise.all([
    asked.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    asked
      .select(['p.id', 'p.title', 'p.index_number', 'p.published_on', 'p.withdrawn_on', 'u.short_name'])
      .orderBy('p.published_on', way)
      .orderBy('p.id', way)
      .limit(input.slice.limit)
      .offset(input.slice.offset)
      .execute(),
  ])
  return { rows, total }
}

/** The units by which published items can be filtered; more do not fit a list of choices. */
export async function publishingUnits(look: Look, _input: null) {
  return await look.db.selectFrom('kernel.units').select(['id', 'short_name']).orderBy('lineage').limit(500).execute()
}

export async function outletChoices(look: Look, publication_id: number) {
  return await look.db
    .selectFrom('kernel.outlets as o')
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('kernel.deliveries as d')
            .select('d.id')
            .where('d.publication_id', '=', publication_id)
            .whereRef('d.outlet_id', '=', 'o.id'),
        ),
      ),
    )
    .select(['o.id', 'o.name', 'o.channel'])
    .orderBy('o.id')
    .execute()
}
export type OutletChoices = Awaited<ReturnType<typeof outletChoices>>
