import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import { Refusal } from '../refusal.ts'
import { indexPublished } from '../search/fill.ts'
import { logRow, type Work } from '../work.ts'
import { contentHash } from './body.ts'
import type { Genre, KeyField, Openness } from './schemes.ts'

/** A delivery of an item that is being published: where, on which legal day, and what proves it. */
export type FirstDelivery = {
  readonly outlet_id: number
  readonly delivered_on: Day
  readonly delivered_time?: string | null
  readonly proof: string
}

/** An item to publish, with the metadata that government sites publish (索引号, 发文字号, 五公开 …). Days are legal days, the time is 'HH:MM' in China. */
export type NewPublication = {
  readonly unit_id: number
  readonly column_id: number
  readonly title: string
  readonly summary?: string
  readonly body_html: string
  readonly genre: Genre
  readonly theme: string
  readonly category: number
  readonly openness: Openness
  readonly key_field?: KeyField | null
  readonly document_number?: string | null
  readonly validity?: 'in_force' | 'expired' | 'repealed' | 'amended' | null
  readonly formed_on: Day
  readonly published_on: Day
  readonly published_time: string
  readonly keywords?: readonly string[]
  readonly source: string
  readonly interprets_id?: number | null
  readonly project_code?: string | null
  readonly case_id?: number | null
  readonly deliveries?: readonly FirstDelivery[]
}

export type Published = { readonly id: number; readonly index_number: string }

/** Publishes one item (条例 art. 23). */
export async function publish(work: Work, item: NewPublication): Promise<Published> {
  const [published] = await publishMany(work, [item])
  if (!published) throw new Error('nothing was published')
  return published
}

/**
 * The public bulk command: publishes the items, with their first versions and deliveries, in nine statements, every
 * constraint on. Index numbers (索引号) are gapless per unit and year: their counters are locked from here to the commit,
 * so it belongs at the end of a command. The answers come in the order of the items.
 */
export async function publishMany(work: Work, items: readonly NewPublication[]): Promise<Published[]> {
  if (items.length === 0) return []
  const numbers = await indexNumbers(work, items)
  const rows = items.map(({ body_html: _body, deliveries: _deliveries, keywords, ...row }, i) => ({
    ...row,
    summary: row.summary ?? '',
    keywords: keywords ?? [],
    index_number: numbers[i],
  }))
  const inserted = await sql<Published>`
    insert into kernel.publications (index_number, unit_id, column_id, title, summary, genre, theme, category, openness, key_field,
      document_number, validity, formed_on, published_on, published_time, keywords, source, interprets_id, project_code, case_id, recorded_by)
    select index_number, unit_id, column_id, title, summary, genre, theme, category, openness, key_field,
      document_number, validity, formed_on, published_on, published_time, keywords, source, interprets_id, project_code, case_id, ${work.actor.person_id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(index_number text, unit_id int, column_id int, title text, summary text,
      genre text, theme text, category smallint, openness text, key_field text, document_number text, validity text, formed_on date,
      published_on date, published_time time, keywords text[], source text, interprets_id bigint, project_code text, case_id bigint)
    returning id, index_number`.execute(work.tx)
  const idOf = new Map(inserted.rows.map(row => [row.index_number, row.id]))
  const published = numbers.map(index_number => {
    const id = idOf.get(index_number)
    if (id === undefined) throw new Error(`no row for ${index_number}`)
    return { id, index_number }
  })
  await insertFirstVersions(work, items, published)
  await deliverMany(
    work,
    items.flatMap((item, i) => (item.deliveries ?? []).map(delivery => ({ ...delivery, publication_id: published[i]?.id ?? 0 }))),
  )
  await indexPublished(
    work,
    published.map(({ id }) => id),
  )
  work.publicChanged()
  return published
}

async function insertFirstVersions(work: Work, items: readonly NewPublication[], published: readonly Published[]): Promise<void> {
  const rows = items.map((item, i) => ({
    publication_id: published[i]?.id,
    title: item.title,
    body_html: item.body_html,
    hash: contentHash(item.title, item.body_html).toString('hex'),
    legal_day: item.published_on,
  }))
  const line = lineOf(work, published)
  await sql`
    with line as (insert into kernel.log (act, subject, person_id, detail)
      values (${line.act}, ${line.subject}, ${line.person_id}, ${line.detail}))
    insert into kernel.publication_versions (publication_id, version, title, body_html, content_hash, legal_day, recorded_by)
    select publication_id, 1, title, body_html, decode(hash, 'hex'), legal_day, ${work.actor.person_id}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(publication_id bigint, title text, body_html text, hash text, legal_day date)
  `.execute(work.tx)
}

/** The line of the log: written in one statement with the versions, so that publishing asks the database no more often for it. */
function lineOf({ actor }: Work, published: readonly Published[]) {
  const [first] = published
  return published.length === 1 && first
    ? logRow(actor, 'publish', `publication:${first.id}`, { index_number: first.index_number })
    : logRow(actor, 'publish', 'publication:many', { count: published.length, first: first?.id, last: published.at(-1)?.id })
}

export type NewDelivery = FirstDelivery & { readonly publication_id: number }

/**
 * Records deliveries; unit and channel are taken from the publication and the outlet.
 * Refusal 'conflict' for one that is recorded already, or when either is unknown.
 */
export async function deliverMany(work: Work, deliveries: readonly NewDelivery[]): Promise<number[]> {
  if (deliveries.length === 0) return []
  const inserted = await sql<{ id: number }>`
    insert into kernel.deliveries (publication_id, unit_id, outlet_id, channel, delivered_on, delivered_time, proof, recorded_by)
    select r.publication_id, p.unit_id, r.outlet_id, o.channel, r.delivered_on, r.delivered_time, r.proof, ${work.actor.person_id}
    from rows from (json_to_recordset(${JSON.stringify(deliveries)}::json)
      as (publication_id bigint, outlet_id int, delivered_on date, delivered_time time, proof text))
      with ordinality as r(publication_id, outlet_id, delivered_on, delivered_time, proof, at)
    join kernel.publications p on p.id = r.publication_id
    join kernel.outlets o on o.id = r.outlet_id
    order by r.at -- ids in the order of the list, however the join is done
    on conflict (publication_id, outlet_id) do nothing
    returning id`.execute(work.tx)
  if (inserted.rows.length !== deliveries.length) {
    throw new Refusal('conflict', {
      'zh-CN': '此渠道的公开刚刚已被登记，或信息、渠道不存在。',
      en: 'This delivery has just been recorded, or the item or outlet does not exist.',
    })
  }
  work.publicChanged()
  return inserted.rows.map(row => row.id)
}

/** `{organisation code or USCC}/{year}-{serial of five digits}` for each item, in order. */
async function indexNumbers(work: Work, items: readonly NewPublication[]): Promise<string[]> {
  const units = await work.tx
    .selectFrom('kernel.units')
    .select(['id', 'organisation_code', 'uscc'])
    .where('id', 'in', [...new Set(items.map(item => item.unit_id))])
    .execute()
  const codeOf = new Map(units.map(unit => [unit.id, unit.organisation_code ?? unit.uscc]))
  const keyOf = (item: NewPublication) => `${codeOf.get(item.unit_id) ?? '000000000'}/${item.published_on.slice(0, 4)}`
  const wanted = new Map<string, number>()
  for (const item of items) wanted.set(keyOf(item), (wanted.get(keyOf(item)) ?? 0) + 1)
  // Sorted, so that two bulk commands lock the counters in the same order.
  const counters = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))
  const taken = await work.tx
    .insertInto('kernel.counters')
    .values(counters.map(([key, n]) => ({ scope: `index:${key.split('/')[0]}`, year: Number(key.split('/')[1]), last: n })))
    .onConflict(conflict => conflict.columns(['scope', 'year']).doUpdateSet({ last: sql<number>`counters.last + excluded.last` }))
    .returning(['scope', 'year', 'last'])
    .execute()
  const next = new Map(taken.map(row => [`${row.scope.slice('index:'.length)}/${row.year}`, row.last]))
  for (const [key, n] of wanted) next.set(key, (next.get(key) ?? n) - n)
  return items.map(item => {
    const key = keyOf(item)
    const serial = (next.get(key) ?? 0) + 1
    next.set(key, serial)
    return `${key}-${String(serial).padStart(5, '0')}`
  })
}
