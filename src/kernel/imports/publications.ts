import { sql } from 'kysely'
import { unitsWhere } from '../org/can.ts'
import { bodyOf } from '../publications/body.ts'
import { articleHref } from '../publications/links.ts'
import { deliverMany, type NewPublication, publishMany } from '../publications/publish.ts'
import { type Genre, genres, type KeyField, keyFields, type Openness, opennessTags } from '../publications/schemes.ts'
import type { Look, Work } from '../work.ts'
import { importedParagraphs } from './clean.ts'
import { type Cells, markTwice, noTick, RowReader, readEach, type Tick } from './row.ts'

/** The time of day of an item whose sheet says none. [D] */
const usual_time = '09:00'
const body_length_max = 200_000
/** Items that are published by one statement. */
const items_at_once = 500

type Outlet = { readonly id: number; readonly code: string; readonly valid_to: string | null }
type ReadItem = { readonly reader: RowReader; readonly item: NewPublication; readonly outlet: Outlet | undefined }

/** Reads and checks every row against the city as it is now: units of the actor, open columns, numbers that are free. */
export async function readPublications(look: Look, rows: readonly Cells[], tick: Tick = noTick): Promise<ReadItem[]> {
  const known = await knownToPublications(look)
  const read = await readEach(rows, cells => readItem(cells, { ...known, today: look.today }), tick)
  markTwice(
    read,
    ({ item }) => item.document_number ?? '',
    ({ reader }) => reader.fault('document_number', 'number_twice'),
  )
  markTwice(
    read,
    ({ item }) => (item.title === '' ? '' : rowKey(item)),
    ({ reader }) => reader.fault('title', 'row_twice'),
  )
  await markPublished(look, read)
  return read
}

const rowKey = ({ unit_id, title, published_on }: Pick<NewPublication, 'unit_id' | 'title' | 'published_on'>) =>
  `${unit_id}\n${published_on}\n${title}`

type Known = {
  readonly units: ReadonlyMap<string, number>
  readonly columns: ReadonlyMap<string, { readonly id: number; readonly valid_to: string | null }>
  readonly outlets: ReadonlyMap<string, Outlet>
}

async function knownToPublications(look: Look): Promise<Known> {
  const roots = unitsWhere(look.actor, 'publication.import')
  const [units, columns, outlets] = await Promise.all([
    look.db.selectFrom('kernel.units').select(['id', 'code']).where('lineage', '&&', sql<number[]>`${roots}::integer[]`).execute(),
    look.db.selectFrom('kernel.columns').select(['id', 'code', 'valid_to']).execute(),
    look.db.selectFrom('kernel.outlets').select(['id', 'code', 'valid_to']).execute(),
  ])
  return {
    units: new Map(units.map(({ id, code }) => [code, id])),
    columns: new Map(columns.map(column => [column.code, column])),
    outlets: new Map(outlets.map(outlet => [outlet.code, outlet])),
  }
}

function readItem(cells: Cells, known: Known & { readonly today: string }): ReadItem {
  const reader = new RowReader('publications', cells)
  const unit = reader.text('unit', 100)
  const unit_id = known.units.get(unit)
  if (unit !== '' && unit_id === undefined) reader.fault('unit', 'unknown_unit')
  const columnCode = reader.text('column', 100)
  const column = known.columns.get(columnCode)
  if (columnCode !== '' && !column) reader.fault('column', 'unknown_column')
  if (column && column.valid_to !== null) reader.fault('column', 'closed_column')
  const paragraphs = importedParagraphs(reader.text('body', body_length_max))
  if (paragraphs.length === 0) reader.fault('body', 'body_empty')
  const formed_on = reader.day('formed_on', known.today)
  const published_on = reader.day('published_on', known.today)
  if (formed_on !== '' && published_on !== '' && published_on < formed_on) reader.fault('published_on', 'before_formed')
  const time = reader.text('published_time', 20)
  if (time !== '' && !/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time)) reader.fault('published_time', 'wrong_time')
  const outletCode = reader.text('outlet', 60)
  const outlet = known.outlets.get(outletCode)
  if (outletCode !== '' && !outlet) reader.fault('outlet', 'unknown_outlet')
  if (outlet?.valid_to && published_on >= outlet.valid_to) reader.fault('outlet', 'closed_outlet')
  const item: NewPublication = {
    unit_id: unit_id ?? 0,
    column_id: column?.id ?? 0,
    title: reader.text('title', 300),
    body_html: bodyOf(paragraphs),
    summary: reader.text('summary', 1000),
    genre: genreOf(reader.choice('genre')),
    theme: reader.choice('theme'),
    category: Number(reader.choice('category')),
    openness: opennessOf(reader.choice('openness')),
    key_field: keyFieldOf(reader.choice('key_field')),
    document_number: documentNumber(reader, formed_on),
    validity: validityOf(reader.choice('validity')),
    formed_on,
    published_on,
    published_time: time === '' ? usual_time : time.padStart(5, '0'),
    source: reader.text('source', 100),
    keywords: reader
      .text('keywords', 200)
      .split(/[\s,;\u3001\uff0c\uff1b]+/)
      .filter(word => word !== ''),
    project_code: reader.textOrNull('project_code', 100),
  }
  return { reader, item, outlet }
}

/** The number with the brackets of GB/T 9704 put in. Its year is that of the document, or the one before (signed in January). */
function documentNumber(reader: RowReader, formed_on: string): string | null {
  const typed = reader.text('document_number', 60)
  if (typed === '') return null
  const number = typed.replace(/\s/g, '').replace(/[[(\uff08\ufe5d\u3010\u3014](\d{4})[\])\uff09\ufe5e\u3011\u3015]/, '〔$1〕')
  const parts = number.match(/^[一-龥A-Za-z]{2,12}〔(\d{4})〕[1-9]\d{0,4}号$/)
  if (!parts) {
    reader.fault('document_number', 'number_wrong')
    return null
  }
  const [year, formed] = [Number(parts[1]), Number(formed_on.slice(0, 4))]
  if (formed_on !== '' && year !== formed && year !== formed - 1) reader.fault('document_number', 'number_year')
  return number
}

// A choice that is none has a fault already: what stands in its place is never published.
const genreOf = (text: string): Genre => genres.find(genre => genre === text) ?? '其他'
const isOpenness = (text: string): text is Openness => Object.hasOwn(opennessTags, text)
const opennessOf = (text: string): Openness => (isOpenness(text) ? text : 'management')
const isKeyField = (text: string): text is KeyField => Object.hasOwn(keyFields, text)
const keyFieldOf = (text: string): KeyField | null => (isKeyField(text) ? text : null)
const validities = ['in_force', 'expired', 'repealed', 'amended'] as const
const validityOf = (text: string) => validities.find(validity => validity === text) ?? null

/** What has been published before: by document number, and by unit, title and day. Two statements for the whole sheet. */
async function markPublished(look: Look, read: readonly ReadItem[]): Promise<void> {
  const numbers = read.flatMap(({ item }) => item.document_number ?? [])
  const taken = await look.db
    .selectFrom('kernel.publications')
    .select('document_number')
    .where('document_number', '=', sql<string>`any(${numbers}::text[])`)
    .execute()
  const takenNumbers = new Set(taken.map(row => row.document_number))
  const titles = [...new Set(read.map(({ item }) => item.title))]
  const same = await look.db
    .selectFrom('kernel.publications')
    .select(['unit_id', 'title', 'published_on'])
    .where('title', '=', sql<string>`any(${titles}::text[])`)
    .where('published_on', '=', sql<string>`any(${[...new Set(read.flatMap(({ item }) => item.published_on || []))]}::date[])`)
    .execute()
  const takenRows = new Set(same.map(rowKey))
  for (const { reader, item } of read) {
    if (item.document_number && takenNumbers.has(item.document_number)) reader.fault('document_number', 'number_taken')
    else if (takenRows.has(rowKey(item))) reader.fault('title', 'row_taken')
  }
}

/** Publishes the rows, each on its own legal day: recorded now, they are marked as 补录 wherever they stand. Index numbers are gapless. */
export async function takePublications(work: Work, read: readonly ReadItem[], tick: Tick = noTick): Promise<void> {
  for (let from = 0; from < read.length; from += items_at_once) {
    await takeSome(work, read.slice(from, from + items_at_once))
    await tick(Math.min(read.length, from + items_at_once))
  }
}

async function takeSome(work: Work, read: readonly ReadItem[]): Promise<void> {
  const published = await publishMany(
    work,
    read.map(({ item }) => item),
  )
  const deliveries = read.flatMap(({ item, outlet }, index) => {
    const id = published[index]?.id
    if (!outlet || id === undefined) return []
    const delivered = { outlet_id: outlet.id, delivered_on: item.published_on, delivered_time: item.published_time }
    return [{ ...delivered, publication_id: id, proof: articleHref(id) }]
  })
  await deliverMany(work, deliveries)
}
