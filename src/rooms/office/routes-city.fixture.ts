import { createHash } from 'node:crypto'
import type { RouteExample, RouteExamples } from '../../../test/routes.ts'
import type { World } from '../../../test/world.ts'
import { draftNotice, recordNotice } from '../../kernel/calendar/record.ts'
import { receiveSheet } from '../../kernel/imports/import.ts'
import { type ImportKind, importKinds, sheetColumns } from '../../kernel/imports/kinds.ts'
import { createColumn } from '../../kernel/publications/columns.ts'
import { createOutlet } from '../../kernel/publications/outlets.ts'

/** Requests of the city's own data: calendar, law, columns, outlets, site, sheets. */
export const cityExamples: RouteExamples = async w => ({
  ...(await calendarExamples(w)),
  ...(await columnExamples(w)),
  ...(await importExamples(w)),
  'GET /desk/city': { as: 'audit' },
  'GET /desk/law': { as: 'system' },
  'GET /desk/law/:key': { as: 'system', at: '/desk/law/clock.warning', anywhere: true },
  'POST /desk/law/:key/settings': { as: 'system', at: '/desk/law/clock.warning/settings', anywhere: true, form: newRule },
  'GET /desk/outlets': { as: 'zhou' },
  'POST /desk/outlets': { as: 'zhou', form: { code: 'route-new', name: '新渠道', channel: 'wechat', unit_id: String(w.cast.city.id) } },
  'GET /desk/site': { as: 'system' },
  'POST /desk/site': { as: 'system', form: { name_zh: '测试市人民政府', name_en: 'Test city' } },
})

const newRule = { value: '3', valid_from: '2999-01-01', reason: '测试' }

/** The calendar is the whole city's: whoever keeps it anywhere keeps it. */
async function calendarExamples(w: World): Promise<Record<string, RouteExample>> {
  const notice = (title: string) => ({
    title,
    source: '测试',
    legal_day: '2018-01-01',
    years: [2030],
    days: [{ day: '2030-01-01', kind: 'off' as const, name: '元旦' }],
  })
  const { system } = w.cast
  const version = await w.run(system, recordNotice, await w.run(system, draftNotice, notice('甲')))
  const draft = async (noun: string) => `/desk/calendar/drafts/${await w.run(system, draftNotice, notice(`通知${noun}`))}${noun}`
  return {
    'GET /desk/calendar': { as: 'system' },
    'GET /desk/calendar/notices/new': { as: 'system' },
    'GET /desk/calendar/imports': { as: 'system', answers: [303] }, // leads to the form
    'POST /desk/calendar/imports': { as: 'system' },
    'POST /desk/calendar/drafts': {
      as: 'system',
      form: { title: '丙', source: '测试', legal_day: '2018-01-01', years: '2031', lines: '2031-01-01 休 元旦' },
    },
    'GET /desk/calendar/drafts/:id': { as: 'system', at: await draft(''), anywhere: true },
    'POST /desk/calendar/drafts/:id/notices': { as: 'system', at: await draft('/notices'), anywhere: true, answers: [303, 404] },
    'POST /desk/calendar/drafts/:id/closures': { as: 'system', at: await draft('/closures'), anywhere: true, answers: [303, 404] },
    'GET /desk/calendar/redatings/:version': { as: 'system', at: `/desk/calendar/redatings/${version}`, anywhere: true },
    'POST /desk/calendar/redatings/:version/batches': { as: 'system', at: `/desk/calendar/redatings/${version}/batches`, anywhere: true },
  }
}

async function columnExamples(w: World): Promise<Record<string, RouteExample>> {
  const { zhou, city } = w.cast
  const unit_id = String(city.id)
  const typed = { name_zh: '测试', name_en: 'Test', column_type: '工作动态', category: '15', unit_id }
  const column = async (code: string) => {
    const facts = { name_zh: '测试', name_en: 'Test', column_type: '工作动态', category: 15, update_days: null, unit_id: city.id }
    return `/desk/columns/${await w.run(zhou, createColumn, { ...facts, code, parent_id: null })}`
  }
  const outlet = await w.run(zhou, createOutlet, { code: 'route-outlet', name: '测试', channel: 'wechat', unit_id: city.id })
  const [kept, closed] = [await column('route-kept'), await column('route-closed')]
  return {
    'GET /desk/columns': { as: 'zhou' },
    'POST /desk/columns': { as: 'zhou', form: { ...typed, code: 'route-new' } },
    'POST /desk/columns/required': { as: 'zhou', form: { unit_id } },
    'GET /desk/columns/new': { as: 'zhou' },
    'GET /desk/columns/:id': { as: 'zhou', at: kept },
    'POST /desk/columns/:id/facts': { as: 'zhou', at: `${kept}/facts`, form: typed },
    'POST /desk/columns/:id/parents': { as: 'zhou', at: `${kept}/parents` },
    'POST /desk/columns/:id/positions': { as: 'zhou', at: `${kept}/positions`, form: { direction: 'up' } },
    'POST /desk/columns/:id/closures': { as: 'zhou', at: `${closed}/closures` },
    'POST /desk/outlets/:id/closures': { as: 'zhou', at: `/desk/outlets/${outlet}/closures` },
  }
}

/** A row of each kind that can be taken in. */
const goodRows = {
  units: { line: '1', code: 'routes-sheet', name: '表格局', short_name: '表格局', level: '市级', kind: 'bureau', parent: 'test-city' },
  people: { line: '1', name: '表格某', unit: 'routes-unit', post: '科员', sign_in_name: 'routes-sheet' },
  publications: {
    ...{ line: '1', unit: 'test-city.education', column: 'test-news', title: '表格里的通知', body: '一段', genre: '通知' },
    ...{
      theme: '11 科技、教育',
      category: '15',
      openness: '管理公开',
      formed_on: '2018-07-01',
      published_on: '2018-07-02',
      source: '测试市教育局',
    },
  },
} as const satisfies Record<ImportKind, Readonly<Record<string, string>>>
const importers = { units: 'system', people: 'system', publications: 'zhou' } as const satisfies Record<ImportKind, RouteExample['as']>
/** A sheet is of whoever sent it: for everybody else it is not there. */
async function importExamples(w: World): Promise<Record<string, RouteExample>> {
  const lines: [string, RouteExample][] = [['GET /desk/imports', { as: 'zhou' }]]
  for (const kind of importKinds) {
    const as = importers[kind]
    const sent = async (n: number) => {
      const columns = sheetColumns[kind]
      const good: Readonly<Record<string, string>> = goodRows[kind]
      const cells = columns.map(({ name }) => (n === 2 ? (good[name] ?? '') : '无'))
      const sheet = { header: columns.map(({ name }) => name), rows: [{ line: 2, cells }] }
      const input = { kind, file_name: `${kind}.csv`, file_hash: createHash('sha256').update(`${kind} ${n}`).digest(), sheet }
      return `/desk/${kind}/imports/${await w.run(w.cast[as], receiveSheet, input)}`
    }
    const [kept, taken, dropped] = [await sent(1), await sent(2), await sent(3)]
    lines.push(
      [`GET /desk/${kind}/imports`, { as }],
      [`POST /desk/${kind}/imports`, { as }],
      [`GET /desk/${kind}/imports/template.xlsx`, { as }],
      [`GET /desk/${kind}/imports/template.csv`, { as }],
      [`GET /desk/${kind}/imports/:id`, { as, at: kept }],
      [`GET /desk/${kind}/imports/:id/faults`, { as, at: `${kept}/faults` }],
      [`POST /desk/${kind}/imports/:id/admissions`, { as, at: `${taken}/admissions`, form: { which: 'good' }, answers: [303, 409, 422] }],
      [`GET /desk/${kind}/imports/:id/progress`, { as, at: `${kept}/progress`, answers: [404] }], // a stream, for scripts
      [`POST /desk/${kind}/imports/:id/cancellations`, { as, at: `${kept}/cancellations`, answers: [409] }], // nothing goes on
      [`POST /desk/${kind}/imports/:id/passwords`, { as, at: `${kept}/passwords`, answers: [404] }], // none wait
      [`POST /desk/${kind}/imports/:id/closures`, { as, at: `${dropped}/closures` }],
    )
  }
  return Object.fromEntries(lines)
}
