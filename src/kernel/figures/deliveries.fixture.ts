import { type Kysely, sql } from 'kysely'
import type { DB as Tables } from '../../db/tables.ts'
import type { Day } from '../calendar/day.ts'

/** So many deliveries of a unit through a channel on a day; each its own item. `unit` is 1, 2 or 3, `title` that of all its items. */
export type Delivered = {
  readonly day: Day
  readonly n?: number
  readonly unit?: 1 | 2 | 3
  readonly channel?: 'website' | 'newspaper' | 'wechat'
  readonly title?: string
}

/** Three units, a column, an outlet of each channel, and the deliveries asked for. Recorded when they are inserted, so all that are not of today are late. */
export async function insertDeliveries(
  db: Kysely<Tables>,
  delivered: readonly Delivered[],
): Promise<{ readonly units: readonly number[] }> {
  const rows = JSON.stringify(delivered.map(one => ({ n: 1, unit: 1, channel: 'website', title: '关于公开的通知', ...one })))
  return await db.transaction().execute(async tx => {
    const units = await sql<{ id: number }>`
      insert into kernel.units (id, parent_id, lineage, code, name, short_name, level, kind, valid_from)
      select id, null, array[id], 'made-' || id, '试验单位' || id, '试验' || id, 'city', 'department', '2000-01-01'
      from (select (select coalesce(max(id), 0) from kernel.units) + n as id from generate_series(1, 3) as n) as t
      order by id returning id`.execute(tx)
    const [first = 0] = units.rows.map(row => row.id)
    const column = await sql<{ id: number }>`
      insert into kernel.columns (code, name_zh, name_en, column_type, unit_id, position, valid_from)
      values ('made', '试验', 'Made', '政策文件', ${first}, 1, '2000-01-01') returning id`.execute(tx)
    await sql`
      insert into kernel.outlets (code, name, channel, unit_id, valid_from)
      select 'made-' || replace(channel, '_', '-'), '试验' || channel, channel, ${first}::int, '2000-01-01'
      from unnest(array['website', 'newspaper', 'wechat']) as channel`.execute(tx)
    await sql`
      create temporary table made on commit drop as
      select t.*, ${first}::int - 1 + t.unit as unit_id, row_number() over () as seq,
        nextval(pg_get_serial_sequence('kernel.publications', 'id')) as publication_id
      from jsonb_to_recordset(${rows}::jsonb) as t(day date, n int, unit int, channel text, title text), generate_series(1, t.n)`.execute(
      tx,
    )
    await sql`
      insert into kernel.publications (id, index_number, unit_id, column_id, title, genre, theme, category, openness, formed_on, published_on, published_time, source)
      select publication_id, 'MADE00001/' || extract(year from day) || '-' || lpad(seq::text, 6, '0'), unit_id, ${column.rows[0]?.id}::int, title,
        '通知', '01', 1, 'management', day, day, '09:00', '试验'
      from made`.execute(tx)
    await sql`
      insert into kernel.publication_versions (publication_id, version, title, body_html, content_hash, legal_day)
      select publication_id, 1, title, '<p>正文</p>', sha256('x'), day from made`.execute(tx)
    await sql`
      insert into kernel.deliveries (publication_id, unit_id, outlet_id, channel, delivered_on, proof)
      select m.publication_id, m.unit_id, o.id, m.channel, m.day, '试验凭证'
      from made as m join kernel.outlets as o on o.code = 'made-' || m.channel
      order by m.seq`.execute(tx)
    return { units: units.rows.map(row => row.id) }
  })
}
