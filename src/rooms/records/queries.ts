import type { BookedFigure } from '../../kernel/figures/book.ts'
import { byMonth, byUnit, type Part, type UnitPart } from '../../kernel/figures/breakdown.ts'
import { counter, type Value } from '../../kernel/figures/evaluate.ts'
import type { Figure } from '../../kernel/figures/figure.ts'
import { pagesOf, type RecordList, type RecordPage, type RecordRow, recordBatches, recordPage } from '../../kernel/figures/record-set.ts'
import { type Slice, yearOf, yearSlice } from '../../kernel/figures/slice.ts'
import { latestFullYear } from '../../kernel/publications/years.ts'
import { notFound } from '../../kernel/refusal.ts'
import type { Narrowing } from '../../kernel/search/find.ts'
import type { Look } from '../../kernel/work.ts'
import { unit_parts_max } from './forms.ts'

/** The year that is shown when nobody asks for one. Without any full year, the running one. */
export async function latestYear(look: Look, _input: null): Promise<number> {
  return (await latestFullYear(look, null)) ?? Number(look.today.slice(0, 4))
}

export async function unitName(look: Look, id: number): Promise<string | undefined> {
  const unit = await look.db.selectFrom('kernel.units').select('name').where('id', '=', id).executeTakeFirst()
  return unit?.name
}

export type FiguresData = { readonly year: number; readonly rows: readonly { readonly entry: BookedFigure; readonly value: Value }[] }

/** All figures of the house for a year, in one counting: a set and slice that several figures share is counted once. */
export async function allFigures(
  look: Look,
  input: { readonly all: readonly BookedFigure[]; readonly year: number },
): Promise<FiguresData> {
  const { evaluate } = counter(look)
  const slice = yearSlice(input.year)
  const rows = await Promise.all(input.all.map(async entry => ({ entry, value: await evaluate(entry.figure, slice) })))
  return { year: input.year, rows }
}

export const figureValue = (look: Look, input: { readonly figure: Figure; readonly slice: Slice }): Promise<Value> =>
  counter(look).evaluate(input.figure, input.slice)

/**
 * The list that stands for a figure's records where there is room for one only: its own, or that of the figure that it is
 * measured against (a ratio's whole) or of this period (a growth, an increase). A limit has none.
 */
export function mainList(value: Value): RecordList | undefined {
  const { figure, slice, operands } = value
  if (figure.kind === 'ratio') return operands[1] && mainList(operands[1])
  const own = operands.find(operand => operand.slice.from === slice.from && operand.slice.to === slice.to)
  return own ? mainList(own) : value.lists[0]
}

export type UnitChoice = { readonly id: number; readonly short_name: string }

/** Units to choose from: those of the city and the counties, and the one that is chosen. */
export function unitChoices(look: Look, chosen: number | undefined): Promise<UnitChoice[]> {
  return look.db
    .selectFrom('kernel.units')
    .select(['id', 'short_name'])
    .where(eb => eb.or([eb('level', 'in', ['city', 'county']), eb('id', '=', chosen ?? -1)]))
    .orderBy('id')
    .limit(500)
    .execute()
}

export type FigureData = {
  readonly value: Value
  /** The page of the list, when the figure has one list of its own. */
  readonly list: RecordPage | undefined
  readonly months: readonly Part[]
  readonly units: readonly UnitPart[]
  readonly choices: readonly UnitChoice[]
}

/** A figure with a page of its records and its parts. A page past the end does not exist. */
export async function figurePage(
  look: Look,
  input: { readonly figure: Figure; readonly slice: Slice; readonly page: number },
): Promise<FigureData> {
  const { figure, slice } = input
  const year = yearOf(slice)
  const counted = figure.kind === 'count' ? figure : undefined
  const [counting, months, units, choices] = await Promise.all([
    valueAndPage(look, input),
    counted && year !== undefined ? byMonth(look, counted, year, slice.unit_id) : [],
    counted && slice.unit_id === undefined ? byUnit(look, counted, slice, unit_parts_max) : [],
    unitChoices(look, slice.unit_id),
  ])
  return { ...counting, months, units, choices }
}

async function valueAndPage(look: Look, input: { readonly figure: Figure; readonly slice: Slice; readonly page: number }) {
  const value = await counter(look).evaluate(input.figure, input.slice)
  const [only, ...others] = value.lists
  const list = only && others.length === 0 ? only : undefined
  if (input.page > pagesOf(list?.total ?? 0)) throw notFound()
  return { value, list: list && (await recordPage(look, list, input.page)) }
}

/** One page of the figure's main list. */
export async function recordsPage(
  look: Look,
  input: { readonly figure: Figure; readonly slice: Slice; readonly page: number },
): Promise<RecordPage> {
  const list = mainList(await counter(look).evaluate(input.figure, input.slice))
  if (input.page > pagesOf(list?.total ?? 0)) throw notFound()
  return list ? await recordPage(look, list, input.page) : { total: 0, page: 1, pages: 1, rows: [] }
}

/** All of the figure's main list, in batches. */
export async function recordsExport(
  look: Look,
  input: { readonly figure: Figure; readonly slice: Slice },
): Promise<AsyncGenerator<RecordRow[]>> {
  const list = mainList(await counter(look).evaluate(input.figure, input.slice))
  return list ? recordBatches(look, list) : nothing()
}

async function* nothing(): AsyncGenerator<RecordRow[]> {}

export type NarrowedNames = Awaited<ReturnType<typeof narrowed>>

/** The names of the column and the unit to which a search is narrowed, and the years of which there is anything. */
export async function narrowed(look: Look, { column_id, unit_id }: Narrowing) {
  const [column, unit, ends] = await Promise.all([
    column_id === undefined
      ? undefined
      : look.db.selectFrom('kernel.columns').select(['name_zh', 'name_en']).where('id', '=', column_id).executeTakeFirst(),
    unit_id === undefined ? undefined : unitName(look, unit_id),
    look.db
      .selectFrom('kernel.search_documents')
      .select(eb => [eb.fn.min('published_on').as('first'), eb.fn.max('published_on').as('last')])
      .executeTakeFirstOrThrow(),
  ])
  return { column, unit, years: yearsBetween(ends.first, ends.last) }
}

/** Newest first. */
function yearsBetween(first: string | null, last: string | null): number[] {
  if (first === null || last === null) return []
  const newest = Number(last.slice(0, 4))
  return Array.from({ length: newest - Number(first.slice(0, 4)) + 1 }, (_, i) => newest - i).slice(0, 100)
}
