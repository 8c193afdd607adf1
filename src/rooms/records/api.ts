import { type Context, Hono } from 'hono'
import type { BookedFigure } from '../../kernel/figures/book.ts'
import type { Value } from '../../kernel/figures/evaluate.ts'
import { printed } from '../../kernel/figures/print.ts'
import type { RecordPage, RecordRow } from '../../kernel/figures/record-set.ts'
import { monthOf, type Slice, yearOf } from '../../kernel/figures/slice.ts'
import { notFound, Refusal } from '../../kernel/refusal.ts'
import type { Env } from '../../web/env.ts'
import { type FieldErrors, parse } from '../../web/form.ts'
import { limit } from '../../web/limit.ts'
import { read } from '../../web/view.ts'
import { pageNumber, periodForm, sliceOf } from './forms.ts'
import { figureHref } from './links.ts'
import { errorText, type Messages, messages } from './messages.ts'
import { figureValue, latestYear, mainList, recordsExport, recordsPage, unitName } from './queries.ts'

/** Figures and records for machines. */
export const api = new Hono<Env>()

/** Ids have dots of their own, so '.json' is looked for at the end only; without it, this is the figure's page. */
api.get('/figures/:id', async (c, next) => {
  const file = c.req.param('id')
  if (!file.endsWith('.json')) return next()
  const entry = entryOf(c, file.slice(0, -'.json'.length))
  const { slice } = await neededPeriod(c)
  const value = await read(c, figureValue, { figure: entry.figure, slice })
  c.set('cacheable', true)
  return c.json(figureJson(entry, value))
})

api.get('/figures/:id/records.json', async c => {
  const { figure } = entryOf(c, c.req.param('id'))
  const { slice } = await neededPeriod(c)
  const list = await read(c, recordsPage, { figure, slice, page: pageOf(c) })
  c.set('cacheable', true)
  return c.json(recordsJson(list))
})

const exportLimit = limit({ name: 'export', per: 'address', points: 30, seconds: 60 })

api.get('/figures/:id/records.csv', exportLimit, async c => {
  const { figure } = entryOf(c, c.req.param('id'))
  const { slice } = await neededPeriod(c)
  const batches = await read(c, recordsExport, { figure, slice })
  const origin = c.var.house.publicOrigin ?? new URL(c.req.url).origin
  return c.body(csvStream(batches, messages[c.var.locale], origin), 200, {
    'Content-Type': csvType,
    'Content-Disposition': `attachment; filename="${figure.id}_${slice.from}_${slice.to}.csv"`,
    'Cache-Control': 'no-store',
  })
})

// ── what an address asks for ─────────────────────────────────────────────────────────────────────────────────────────

export function entryOf(c: Context<Env>, id: string): BookedFigure {
  const entry = c.var.house.figures.get(id)
  if (!entry) throw notFound()
  return entry
}

/** What is no number of a page leads nowhere, as a page past the end does. */
export function pageOf(c: Context<Env>): number {
  const at = pageNumber(c.req.query('page'))
  if (at === undefined) throw notFound()
  return at
}

type Asked =
  | { readonly ok: true; readonly slice: Slice; readonly unit_name: string | undefined }
  | { readonly ok: false; readonly errors: FieldErrors }

/** The period and unit of the address; without a period, the latest year. */
export async function askedPeriod(c: Context<Env>): Promise<Asked> {
  const form = parse(periodForm, c.req.query())
  if (!form.ok) return form
  const { unit } = form.values
  const unit_name = unit === undefined ? undefined : await read(c, unitName, unit)
  if (unit !== undefined && unit_name === undefined) return { ok: false, errors: { unit: 'unit_wrong' } }
  return { ok: true, slice: await sliceOf(form.values, () => read(c, latestYear, null)), unit_name }
}

/** As askedPeriod, for readers without a form to mend: faults are refused in words. */
async function neededPeriod(c: Context<Env>): Promise<{ readonly slice: Slice }> {
  const period = await askedPeriod(c)
  if (period.ok) return period
  const [key = ''] = Object.values(period.errors)
  throw new Refusal('invalid', { 'zh-CN': errorText(messages['zh-CN'], key), en: errorText(messages.en, key) })
}

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * A figure for machines. `value` is the number that the report prints (98.18 for 98.18 %), null without data; `printed` is its
 * printed form in Chinese (60余). `records` is the list that stands for the figure: its own, else that of the figure it is
 * measured against; `operands` leads to the others.
 */
export function figureJson(entry: BookedFigure, value: Value) {
  const { figure, slice } = value
  const month = monthOf(slice)
  return {
    id: figure.id,
    value: numberOf(value),
    printed: printed(value, 'zh-CN'),
    unit: figure.unit['zh-CN'],
    kind: figure.kind,
    year: yearOf(slice) ?? month?.year ?? null,
    month: month?.month ?? null,
    unit_id: slice.unit_id ?? null,
    from: slice.from,
    to: slice.to,
    name: figure.name,
    definition: figure.definition,
    unit_words: figure.unit,
    room: entry.room,
    records: { total: mainList(value)?.total ?? 0, href: listHref(value) },
    operands: value.operands.map(operand => ({
      id: operand.figure.id,
      ...periodOf(operand.slice),
      value: numberOf(operand),
      href: figureHref(operand.figure.id, operand.slice),
    })),
  }
}

const numberOf = (value: Value): number | null => (value.value === null ? null : Number(value.value))
const periodOf = (slice: Slice) => ({ from: slice.from, to: slice.to })

/** The page that shows the main list: the figure's own, or the operand's whose list it is. */
function listHref(value: Value): string {
  const list = mainList(value)
  const shows = (of: Value): Value => {
    if (of.lists.length <= 1) return of
    const holder = of.operands.find(operand => mainList(operand) === list)
    return holder ? shows(holder) : of
  }
  const holder = shows(value)
  return figureHref(holder.figure.id, holder.slice)
}

export const recordsJson = (list: RecordPage) => ({
  total: list.total,
  page: list.page,
  pages: list.pages,
  records: list.rows.map(({ day, title, unit, detail, href, late, recorded_at }) => ({
    day,
    title,
    unit,
    detail,
    href,
    late,
    recorded_at,
  })),
})

// ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

const csvType = 'text/csv; charset=utf-8; header=present'

/** Spreadsheets take UTF-8 for what it is only with the mark in front. */
const byteOrderMark = '\u{feff}'

/** The whole list as CSV (RFC 4180), made batch by batch as the reader takes it: no list is ever held whole. */
export function csvStream(batches: AsyncGenerator<RecordRow[]>, m: Messages, origin: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(encoder.encode(byteOrderMark + csvLine(m.csvHead))),
    pull: async controller => {
      const batch = await batches.next()
      if (batch.done) controller.close()
      else controller.enqueue(encoder.encode(batch.value.map(row => csvLine(cells(row, m, origin))).join('')))
    },
    cancel: async () => {
      await batches.return(undefined)
    },
  })
}

const cells = (row: RecordRow, m: Messages, origin: string): string[] => [
  row.day,
  row.title,
  row.unit,
  row.detail,
  row.href === null ? '' : origin + row.href,
  row.late ? m.yes : m.no,
  row.recorded_at,
]

export const csvLine = (line: readonly string[]): string => `${line.map(csvCell).join(',')}\r\n`

/**
 * A cell in quotes. A text that a spreadsheet would run as a formula (=, +, -, @, also in full width, also after blanks) gets an
 * apostrophe in front, as OWASP advises: titles are written by many hands.
 */
export const csvCell = (text: string): string => {
  const safe = /^\s*[=+\-@|\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
