import { Hono } from 'hono'
import { sql } from 'kysely'
import { noFiles } from '../../../test/files.ts'
import { figureBook } from '../../kernel/figures/book.ts'
import { insertDeliveries } from '../../kernel/figures/deliveries.fixture.ts'
import { type CountFigure, type Figure, percent, pieces } from '../../kernel/figures/figure.ts'
import { type CountedRow, type RecordRow, type RecordSet, recordSet, where } from '../../kernel/figures/record-set.ts'
import { thePublic } from '../../kernel/org/actor.ts'
import { type HouseParts, reader, runner } from '../../kernel/work.ts'
import { arriving } from '../../web/arriving.ts'
import type { Env } from '../../web/env.ts'
import { onError, onNotFound } from '../../web/errors.tsx'
import { limitsOf } from '../../web/limits.ts'
import { locale } from '../../web/locale.ts'
import { pageCache } from '../../web/page-cache.ts'
import { siteKeeper } from '../../web/site-facts.ts'
import { records } from './room.ts'

const uncounted = { take: async () => 0, giveBack: async () => {} }

// ── a house of one room's figures, of every kind ─────────────────────────────────────────────────────────────────────

const noun = { 'zh-CN': '条公开记录', en: 'deliveries' }
const deliveries = recordSet<CountedRow & { channel: string }>({
  id: 'made.deliveries',
  name: noun,
  noun,
  rows: db =>
    db.selectFrom('kernel.deliveries as d').select(['d.id', 'd.delivered_on as day', 'd.unit_id', 'd.channel', 'd.publication_id']),
  show: async (db, ids): Promise<RecordRow[]> =>
    await db
      .selectFrom('kernel.deliveries as d')
      .innerJoin('kernel.publications as p', 'p.id', 'd.publication_id')
      .innerJoin('kernel.units as u', 'u.id', 'd.unit_id')
      .where('d.id', 'in', [...ids])
      .select(['d.id', 'd.delivered_on as day', 'p.title', 'd.channel as detail', 'u.short_name as unit', 'd.recorded_at'])
      .select([sql<string>`'/articles/' || p.id`.as('href'), sql<boolean>`kernel.day_of(d.recorded_at) > d.delivered_on`.as('late')])
      .execute(),
})
const base = (id: string, unit = pieces) => ({
  id,
  name: { 'zh-CN': `名${id}`, en: `Name ${id}` },
  definition: { 'zh-CN': `定义${id}`, en: `Definition ${id}` },
  unit,
})
const count = (id: string, set: RecordSet): CountFigure => ({ ...base(id), kind: 'count', set })
const total = count('made.total', deliveries)
const website = count('made.website', where(deliveries, 'channel', ['website']))
const never = count('made.never', where(deliveries, 'channel', ['gazette']))
export const figures: readonly Figure[] = [
  total,
  website,
  never,
  { ...base('made.share', percent), kind: 'ratio', part: website, whole: total, digits: 2 },
  { ...base('made.no_share', percent), kind: 'ratio', part: website, whole: never, digits: 2 },
  { ...base('made.growth', percent), kind: 'growth', of: total, digits: 2 },
  { ...base('made.fewer'), kind: 'difference', of: website, decrease: true },
  { ...base('made.over'), kind: 'at_least', of: website, step: 10 },
  { ...base('made.items'), kind: 'distinct', set: deliveries, column: 'publication_id' },
  { ...base('made.target', percent), kind: 'limit', on: () => ({ value: 80, article: '《规定》第三条', from: '2015-01-01' }) },
]

type Databases = Pick<HouseParts, 'db' | 'readonly'>

/** The app of this room alone, on an empty database that it fills. */
export async function madeHouse(database: Databases) {
  const { units } = await insertDeliveries(database.db, [
    { day: '2017-03-01', n: 40 },
    ...['2018-01-02', '2018-04-02', '2018-07-02', '2018-10-08'].map(day => ({ day, n: 15 })),
    { day: '2018-05-31', n: 3, unit: 2, title: '<script>alert("书")</script>' },
    { day: '2018-12-28', n: 57, channel: 'wechat', title: '=HYPERLINK（"http://x","点我"）' },
    { day: '2020-02-29', n: 1 },
  ])
  const app = appOf(database)
  const get = async (url: string, lang?: 'en') => {
    const answer = await app.request(url, { headers: lang ? { cookie: 'mj_lang=en' } : {} })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const json = async (url: string) => {
    const { status, text } = await get(url)
    return { status, body: JSON.parse(text) }
  }
  return { app, units, get, json }
}

function appOf(database: Databases): Hono<Env> {
  const parts: HouseParts = {
    db: database.db,
    readonly: database.readonly,
    clock: () => Temporal.Instant.from('2026-11-24T02:00:00Z'),
    random: bytes => new Uint8Array(bytes),
    onPublicChange: () => {},
  }
  const house = {
    read: reader(parts),
    run: runner(parts),
    clock: parts.clock,
    figures: figureBook([{ name: 'made', title: { 'zh-CN': '试验业务', en: 'Made business' }, figures }]),
    routes: [],
    processes: [],
    acts: new Map(),
    portalMenu: records.portalMenu ?? [],
    deskMenu: [],
    asset: (name: string) => `/assets/${name}`,
    siteCode: '6203000001',
    site: siteKeeper(
      async () => undefined,
      { siteCode: '6203000001', demo: true },
      () => {},
    ),
    demo: true,
    publicOrigin: 'https://www.example.gov.cn',
    law: {},
    files: noFiles,
    limits: limitsOf('off', { shared: uncounted, everywhere: uncounted }),
    securityContact: undefined,
    live: { hear: () => {}, missed: () => {}, join: () => undefined, count: () => 0, close: () => {} },
  }
  const built = new Hono<Env>()
  built.onError(onError)
  built.notFound(onNotFound)
  built.use(arriving)
  built.use(async (c, next) => {
    c.set('house', house)
    c.set('actor', thePublic)
    c.set('locale', 'zh-CN')
    await next()
  })
  built.use(locale)
  built.use(pageCache({ enabled: false }).store)
  if (records.portal) built.route('/', records.portal)
  return built
}
