import { sql } from 'kysely'
import { type Figure, percent, pieces } from '../../kernel/figures/figure.ts'
import { type CountedRow, type RecordRow, type RecordSet, recordSet, where } from '../../kernel/figures/record-set.ts'
import { type Channel, channelGroups, channels } from '../../kernel/publications/channels.ts'
import { articleHref } from '../../kernel/publications/links.ts'
import { type KeyField, keyFields } from '../../kernel/publications/schemes.ts'
import type { Look } from '../../kernel/work.ts'
import { gazetteHref } from './links.ts'

// ── record sets ──────────────────────────────────────────────────────────────────────────────────────────────────────

type DeliveryRow = CountedRow & { channel: string; publication_id: number }

/** Each delivery of an item through an outlet: one record, on its legal day. Withdrawn items stay: they did reach people. */
export const deliveries: RecordSet<DeliveryRow> = recordSet<DeliveryRow>({
  id: 'disclosure.deliveries',
  name: { 'zh-CN': '公开记录（按渠道）', en: 'Deliveries' },
  noun: { 'zh-CN': '条公开记录', en: 'deliveries' },
  rows: db =>
    db.selectFrom('kernel.deliveries as d').select(['d.id', 'd.delivered_on as day', 'd.unit_id', 'd.channel', 'd.publication_id']),
  show: async (db, ids): Promise<RecordRow[]> => {
    const rows = await db
      .selectFrom('kernel.deliveries as d')
      .innerJoin('kernel.publications as p', 'p.id', 'd.publication_id')
      .innerJoin('kernel.outlets as o', 'o.id', 'd.outlet_id')
      .innerJoin('kernel.units as u', 'u.id', 'd.unit_id')
      .where('d.id', 'in', [...ids])
      .select([
        'd.id',
        'd.delivered_on as day',
        'p.title',
        'p.withdrawn_on',
        'o.name as outlet',
        'u.short_name',
        'd.publication_id',
        'd.recorded_at',
        late('d.delivered_on', 'd.recorded_at'),
      ])
      .execute()
    return rows.map(row => ({
      id: row.id,
      day: row.day,
      title: row.withdrawn_on ? withdrawnTitle : row.title,
      detail: row.outlet,
      unit: row.short_name,
      href: articleHref(row.publication_id),
      late: row.late,
      recorded_at: row.recorded_at,
    }))
  },
})

const withdrawnTitle = '（已撤回 Withdrawn）'
const late = (day: string, instant: string) => sql<boolean>`kernel.day_of(${sql.ref(instant)}) > ${sql.ref(day)}`.as('late')

async function showPublications(db: Look['db'], ids: readonly number[]): Promise<RecordRow[]> {
  const rows = await db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.units as u', 'u.id', 'p.unit_id')
    .where('p.id', 'in', [...ids])
    .select([
      'p.id',
      'p.published_on as day',
      'p.title',
      'p.withdrawn_on',
      'p.index_number',
      'u.short_name',
      'p.recorded_at',
      late('p.published_on', 'p.recorded_at'),
    ])
    .execute()
  return rows.map(row => ({
    id: row.id,
    day: row.day,
    title: row.withdrawn_on ? withdrawnTitle : row.title,
    detail: row.index_number,
    unit: row.short_name,
    href: articleHref(row.id),
    late: row.late,
    recorded_at: row.recorded_at,
  }))
}

const items = { 'zh-CN': '条信息', en: 'items' }

const interpretations = recordSet({
  id: 'disclosure.interpretations',
  name: { 'zh-CN': '政策解读', en: 'Policy interpretations' },
  noun: { 'zh-CN': '件解读', en: 'interpretations' },
  rows: db =>
    db
      .selectFrom('kernel.publications as p')
      .where('p.interprets_id', 'is not', null)
      .select(['p.id', 'p.published_on as day', 'p.unit_id']),
  show: showPublications,
})

const ofKeyField = (field: KeyField): RecordSet =>
  recordSet({
    id: `disclosure.key_field.${field}`,
    name: keyFields[field],
    noun: items,
    rows: db =>
      db.selectFrom('kernel.publications as p').where('p.key_field', '=', field).select(['p.id', 'p.published_on as day', 'p.unit_id']),
    show: showPublications,
  })

const conferences = recordSet({
  id: 'disclosure.press_conferences',
  name: { 'zh-CN': '新闻发布会', en: 'Press conferences' },
  noun: { 'zh-CN': '场发布会', en: 'press conferences' },
  rows: db => db.selectFrom('disclosure.press_conferences as c').select(['c.id', 'c.held_on as day', 'c.unit_id']),
  show: async (db, ids): Promise<RecordRow[]> => {
    const rows = await db
      .selectFrom('disclosure.press_conferences as c')
      .innerJoin('kernel.units as u', 'u.id', 'c.unit_id')
      .where('c.id', 'in', [...ids])
      .select([
        'c.id',
        'c.held_on as day',
        'c.topic',
        'c.transcript_id',
        'u.short_name',
        'c.recorded_at',
        late('c.held_on', 'c.recorded_at'),
      ])
      .execute()
    return rows.map(row => ({
      id: row.id,
      day: row.day,
      title: row.topic,
      detail: '新闻发布会',
      unit: row.short_name,
      href: row.transcript_id === null ? null : articleHref(row.transcript_id),
      late: row.late,
      recorded_at: row.recorded_at,
    }))
  },
})

const gazetteIssues = recordSet({
  id: 'disclosure.gazette_issues',
  name: { 'zh-CN': '政府公报', en: 'Gazette issues' },
  noun: { 'zh-CN': '期公报', en: 'issues' },
  rows: db => db.selectFrom('disclosure.gazette_issues as g').select(['g.id', 'g.issued_on as day', 'g.unit_id']),
  show: async (db, ids): Promise<RecordRow[]> => {
    const rows = await db
      .selectFrom('disclosure.gazette_issues as g')
      .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
      .where('g.id', 'in', [...ids])
      .select([
        'g.id',
        'g.issued_on as day',
        'g.year',
        'g.issue',
        'g.total_issue',
        'u.short_name',
        'g.recorded_at',
        late('g.issued_on', 'g.recorded_at'),
      ])
      .execute()
    return rows.map(row => ({
      id: row.id,
      day: row.day,
      title: `政府公报 ${row.year}年第${row.issue}期`,
      detail: `总第${row.total_issue}期`,
      unit: row.short_name,
      href: gazetteHref(row.year, row.issue),
      late: row.late,
      recorded_at: row.recorded_at,
    }))
  },
})

// ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const count = (figure: Omit<Extract<Figure, { kind: 'count' }>, 'kind'>) => ({ ...figure, kind: 'count' as const })

const group = (key: keyof typeof channelGroups) => where(deliveries, 'channel', channelGroups[key])

export const total = count({
  id: 'disclosure.total',
  name: { 'zh-CN': '主动公开政府信息', en: 'Information proactively disclosed' },
  definition: {
    'zh-CN': '各级政府及其部门通过各渠道主动公开的信息，同一信息每经一个渠道公开计一条（按渠道累计）。后来撤回的仍按其公开之日计入。',
    en: 'Items that governments and their departments disclosed of their own accord, counted once for each outlet that carried them (per delivery). Items withdrawn later still count on the day they were disclosed.',
  },
  unit: pieces,
  set: deliveries,
})

const website = count({
  id: 'disclosure.website',
  name: { 'zh-CN': '通过政府网站公开', en: 'Through government websites' },
  definition: { 'zh-CN': '通过政府网站公开的信息，按渠道累计。', en: 'Deliveries through government websites.' },
  unit: pieces,
  set: group('website'),
})
const press = count({
  id: 'disclosure.press',
  name: { 'zh-CN': '通过报刊、发布会、广播电视等公开', en: 'Through the press, conferences and broadcasting' },
  definition: {
    'zh-CN': '通过公报、报刊、新闻发布会、广播电视公开的信息，按渠道累计。',
    en: 'Deliveries through the gazette, newspapers, press conferences, radio and television.',
  },
  unit: pieces,
  set: group('press'),
})
const newMedia = count({
  id: 'disclosure.new_media',
  name: { 'zh-CN': '通过政务新媒体公开', en: 'Through new media' },
  definition: {
    'zh-CN': '通过微博、微信、客户端等新媒体公开的信息，按渠道累计。',
    en: 'Deliveries through microblogs, WeChat, apps and news clients.',
  },
  unit: pieces,
  set: group('new_media'),
})

const perChannel = (Object.keys(channels) as Channel[]).map(channel =>
  count({
    id: `disclosure.channel.${channel}`,
    name: { 'zh-CN': `公开渠道：${channels[channel]['zh-CN']}`, en: `Channel: ${channels[channel].en}` },
    definition: {
      'zh-CN': `通过${channels[channel]['zh-CN']}公开的信息，按渠道累计。`,
      en: `Deliveries through this channel: ${channels[channel].en}.`,
    },
    unit: pieces,
    set: where(deliveries, 'channel', [channel]),
  }),
)

const keyFieldCount = (id: string, field: KeyField) =>
  count({
    id,
    name: { 'zh-CN': `${keyFields[field]['zh-CN']}信息公开`, en: `${keyFields[field].en}: items published` },
    definition: {
      'zh-CN': `标注为“${keyFields[field]['zh-CN']}”的信息，每条信息计一次。`,
      en: `Items marked “${keyFields[field].en}”, each counted once.`,
    },
    unit: pieces,
    set: ofKeyField(field),
  })

const pilotExact = keyFieldCount('pilot.items.exact', 'pilot')

export const figures: readonly Figure[] = [
  total,
  {
    kind: 'difference',
    id: 'disclosure.increase',
    name: { 'zh-CN': '主动公开比上年增加', en: 'Increase over the year before' },
    definition: {
      'zh-CN': '本期主动公开总数减去上年同期。',
      en: 'Items disclosed in the period less those of the same period of the year before.',
    },
    unit: pieces,
    of: total,
  },
  {
    kind: 'growth',
    id: 'disclosure.growth',
    name: { 'zh-CN': '主动公开同比增长', en: 'Growth over the year before' },
    definition: { 'zh-CN': '增加数除以上年同期数。', en: 'The increase divided by the figure of the year before.' },
    unit: percent,
    of: total,
    digits: 2,
  },
  {
    kind: 'distinct',
    id: 'disclosure.items',
    name: { 'zh-CN': '主动公开的信息（同一信息计一条）', en: 'Items disclosed, each counted once' },
    definition: {
      'zh-CN': '本期经任一渠道公开的信息，同一信息经多个渠道公开只计一条（去重）。',
      en: 'Items that any outlet carried in the period, each counted once however many outlets carried it (the other counting mode).',
    },
    unit: pieces,
    set: deliveries,
    column: 'publication_id',
  },
  website,
  press,
  newMedia,
  ...perChannel,
  count({
    id: 'press.conferences',
    name: { 'zh-CN': '市政府新闻发布会', en: 'Press conferences of the city government' },
    definition: { 'zh-CN': '本期召开的市政府新闻发布会。', en: 'Press conferences held in the period.' },
    unit: { 'zh-CN': '场', en: 'conferences' },
    set: conferences,
  }),
  count({
    id: 'gazette.issues',
    name: { 'zh-CN': '政府公报', en: 'Gazette issues' },
    definition: { 'zh-CN': '本期出版的政府公报期数。', en: 'Issues of the municipal gazette published in the period.' },
    unit: { 'zh-CN': '期', en: 'issues' },
    set: gazetteIssues,
  }),
  count({
    id: 'policy.interpretations',
    name: { 'zh-CN': '政策解读', en: 'Policy interpretations' },
    definition: {
      'zh-CN': '本期发布的解读，每件对应一份政策文件。',
      en: 'Interpretations published in the period, each tied to its policy.',
    },
    unit: { 'zh-CN': '件', en: 'interpretations' },
    set: interpretations,
  }),
  keyFieldCount('budget.items', 'budget'),
  keyFieldCount('projects.major_items', 'major_project'),
  keyFieldCount('trading.items', 'trading'),
  pilotExact,
  {
    kind: 'at_least',
    id: 'pilot.items',
    name: { 'zh-CN': '试点信息（约数）', en: 'Pilot items, as printed' },
    definition: { 'zh-CN': '试点信息数，按十取整为“若干余”。', en: 'The count of pilot items, printed as “over” a multiple of ten.' },
    unit: pieces,
    of: pilotExact,
    step: 10,
  },
]
