import { parse as parseCsv } from 'csv-parse/sync'
import { sql } from 'kysely'
import readXlsx from 'read-excel-file/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { takeCommon } from '../../kernel/cases/steps/index.ts'
import { openCase, take } from '../../kernel/cases/take.ts'
import { pageSlice, parseList } from '../../kernel/lists/list.ts'
import { viewsFor } from '../../kernel/lists/views.ts'
import { noticesOf } from '../../kernel/notices/notices.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import type { RoomProcess } from '../../kernel/room.ts'
import { unitWorkRules } from './forms/lists.ts'
import { unitWork } from './queries/unit-work.ts'

let w: World
let known: RoomProcess
let supervisor: Actor
beforeAll(async () => {
  w = await world()
  const found = w.house.processes.find(({ process }) => process.business === 'publication_review')
  if (!found) throw new Error('the house has no publication review')
  known = found
  supervisor = { ...w.cast.zheng, grants: [{ role: 'supervisor', unit_id: w.cast.city.id }] }
  await w.db
    .insertInto('kernel.grants')
    .values({ person_id: w.cast.zheng.person_id ?? 0, role: 'supervisor', unit_id: w.cast.city.id, valid_from: '2000-01-01' })
    .execute()
})
afterAll(async () => await w.drop())
afterEach(async () => {
  for (const table of [
    'kernel.notice_deliveries',
    'kernel.notices',
    'kernel.saved_views',
    'kernel.batches',
    'kernel.case_copies',
    'kernel.case_supervisions',
    'kernel.case_notices',
    'kernel.case_tasks',
    'kernel.clock_marks',
    'kernel.case_events',
    'kernel.cases',
    'kernel.form_receipts',
  ] as const)
    await w.db.deleteFrom(table).execute()
})

const open = async (actor: Actor, title: string, unit_id = w.cast.education.id): Promise<number> => {
  const period = { days: 20, unit: 'working' } as const
  const opened = await w.run(actor, work => openCase(work, known.process, { title, unit_id, received_on: work.today, period }), undefined)
  return opened.case_id
}
const step = (actor: Actor, caseId: number, name: string) =>
  w.run(actor, work => take(work, known.process, caseId, name, { note: '意见' }), undefined)
const list = async (actor: Actor, address = '') => {
  const query = parseList(unitWorkRules, new URLSearchParams(address))
  return await w.read(actor, unitWork, { processes: [known.process], query, slice: pageSlice(query.page) })
}
const titles = async (actor: Actor, address = '') => (await list(actor, address)).rows.map(({ title }) => title)
const due = (caseId: number, due_on: string | null) => w.db.updateTable('kernel.cases').set({ due_on }).where('id', '=', caseId).execute()
const formId = () => crypto.randomUUID()

describe('the unit’s work', () => {
  test('is what is open in the units where one holds a right of the business; the supervisor sees all', async () => {
    const { li, zhao, wu, audit, county } = w.cast
    await open(li, '教育局的稿件')
    const countys = await open(wu, '县里的稿件', county.id)
    expect(await titles(li)).toEqual(['教育局的稿件'])
    expect(await titles(zhao)).toEqual(['教育局的稿件'])
    expect(await titles(wu)).toEqual(['县里的稿件'])
    expect(await titles(audit)).toEqual([])
    expect((await titles(supervisor)).toSorted()).toEqual(['县里的稿件', '教育局的稿件'])
    await step(wu, countys, 'abandon')
    expect(await titles(wu)).toEqual([])
    expect((await w.get('/desk/unit-work')).status).toBe(303)
  })

  test('is filtered and sorted as its address says', async () => {
    const { li, zhao, education } = w.cast
    const [a, b, c] = [await open(li, '甲 50%'), await open(li, '乙'), await open(li, '丙')]
    await due(a, '2018-01-05')
    await due(b, '2099-01-05')
    await due(c, null)
    await step(li, b, 'submit')
    await w.db.updateTable('kernel.cases').set({ holder_id: li.person_id }).where('id', '=', c).execute()
    expect(await titles(zhao)).toEqual(['甲 50%', '乙', '丙'])
    expect(await titles(zhao, 'sort=-due')).toEqual(['乙', '甲 50%', '丙'])
    expect(await titles(zhao, 'overdue=yes')).toEqual(['甲 50%'])
    expect(await titles(zhao, 'due_before=2099-01-06')).toEqual(['甲 50%', '乙'])
    expect(await titles(zhao, 'q=50%25')).toEqual(['甲 50%'])
    expect(await titles(zhao, 'q=%25')).toEqual(['甲 50%'])
    expect(await titles(zhao, 'state=publication_review/reviewing')).toEqual(['乙'])
    expect(await titles(zhao, 'business=other')).toEqual([])
    expect(await titles(zhao, `unit=${education.id}&holder=李`)).toEqual(['丙'])
    expect(await titles(zhao, 'kind=task')).toEqual([])
  })

  test('a file has exactly the rows and columns of the list, in its order, and runs no formula', async () => {
    const { li, zhao } = w.cast
    const [a, b] = [await open(li, '=HYPERLINK("http://x")'), await open(li, '乙，"引号"')]
    await due(a, '2018-01-05')
    await due(b, '2018-01-04')
    const address = 'cols=title.due_on.unit&overdue=yes'
    const csv = await w.get(`/desk/unit-work.csv?${address}`, { as: zhao })
    expect(csv.headers.get('content-disposition')).toContain('unit_work.csv')
    const rows = parseCsv(await csv.text(), { bom: true }) as string[][]
    const shown = await titles(zhao, address)
    expect(shown).toEqual(['乙，"引号"', '=HYPERLINK("http://x")'])
    expect(rows[0]).toEqual(['事项', '期限', '单位'])
    expect(rows.slice(1).map(([title]) => title)).toEqual(['乙，"引号"', '\'=HYPERLINK("http://x")'])
    expect(rows[1]?.[1]).toMatch(/^2018-01-04 逾期 \d+ 天$/)
    const xlsx = await w.get(`/desk/unit-work.xlsx?${address}`, { as: zhao, lang: 'en' })
    const [sheet] = await readXlsx(Buffer.from(await xlsx.arrayBuffer()))
    expect(sheet?.data.map(row => row[0])).toEqual(['Case', ...shown])
  })

  test('the page says what it shows in both languages, and keeps its filters when it is sorted', async () => {
    const { li, zhao } = w.cast
    await open(li, '<b>稿件</b>')
    const html = await (await w.get('/desk/unit-work?q=稿', { as: zhao })).text()
    expect(html).toContain('&lt;b&gt;稿件&lt;/b&gt;')
    expect(html).toContain('q=%E7%A8%BF&amp;sort=title')
    expect(html).toContain('/desk/unit-work.csv?q=%E7%A8%BF')
    expect(await (await w.get('/desk/unit-work', { as: zhao, lang: 'en' })).text()).toContain('Due before')
    for (const odd of ['?page=9', '?q=%00', '?sort=x&cols=y', '?unit=;drop', `?q=${'x'.repeat(5000)}`])
      expect((await w.get(`/desk/unit-work${odd}`, { as: zhao })).status, odd).toBe(200)
  })
})

describe('saved views', () => {
  const save = (actor: Actor, name: string, query = 'overdue=yes&page=3&lang=en') =>
    w.post('/desk/views', { list: 'unit-work', name, query, form_id: formId() }, { as: actor })

  test('are kept under a name, once; page and language are not part of them', async () => {
    const { li } = w.cast
    expect((await save(li, '超期的')).status).toBe(303)
    const again = await save(li, '超期的')
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('您已有同名的视图')
    expect((await save(li, '')).status).toBe(422)
    expect((await w.post('/desk/views', { list: '../x', name: 'x', query: '' }, { as: li })).status).toBe(422)
    expect((await w.read(li, viewsFor, 'unit-work')).map(({ name, query }) => [name, query])).toEqual([['超期的', 'overdue=yes']])
    expect(await (await w.get('/desk/unit-work', { as: li })).text()).toContain('href="/desk/unit-work?overdue=yes"')
  })

  test('are renamed, shared and deleted by who made them; shared ones are seen in the unit and below it', async () => {
    const { li, zhao, wu, education } = w.cast
    await save(li, '超期的')
    const [view] = await w.read(li, viewsFor, null)
    const at = (noun: string) => `/desk/views/${view?.id}/${noun}`
    expect(await w.read(zhao, viewsFor, null)).toEqual([])
    expect((await w.post(at('names'), { name: '新名' }, { as: zhao })).status).toBe(404)
    expect((await w.post(at('removals'), {}, { as: zhao })).status).toBe(404)
    expect((await w.post(at('shares'), { unit_id: String(w.cast.county.id) }, { as: li })).status).toBe(404)
    expect((await w.post(at('names'), { name: '新名' }, { as: li })).status).toBe(303)
    expect((await w.post(at('shares'), { unit_id: String(education.id) }, { as: li })).status).toBe(303)
    expect((await w.read(zhao, viewsFor, null)).map(({ name, mine, by }) => [name, mine, by])).toEqual([['新名', false, '李某']])
    expect(await w.read(wu, viewsFor, null)).toEqual([])
    for (const actor of [li, zhao]) expect(await (await w.get('/desk/views', { as: actor })).text()).toContain('新名')
    expect((await w.post(at('shares'), { unit_id: '' }, { as: li })).status).toBe(303)
    expect(await w.read(zhao, viewsFor, null)).toEqual([])
    expect((await w.post(at('removals'), {}, { as: li })).status).toBe(303)
    expect(await w.read(li, viewsFor, null)).toEqual([])
  })
})

describe('many at once', () => {
  const ticked = (ids: readonly number[]) => ids.map(id => ['case', String(id)] as [string, string])
  const send = async (actor: Actor, act: string, ids: readonly number[], more: Readonly<Record<string, string>> = {}) =>
    await w.app.request('http://mingjing.test/desk/unit-work/batches', {
      method: 'POST',
      body: new URLSearchParams([...ticked(ids), ['act', act], ['form_id', formId()], ...Object.entries(more)]).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://mingjing.test', cookie: await w.cookie(actor) },
    })

  test('each by itself: those that can be are urged, the others say why; who was urged is told', async () => {
    const { li, zhao, wu, county } = w.cast
    const [mine, ended, countys, twice] = [
      await open(li, '我的'),
      await open(li, '已办结'),
      await open(wu, '县里的', county.id),
      await open(li, '已催过'),
    ]
    await step(li, mine, 'submit')
    await step(li, twice, 'submit')
    await step(li, ended, 'abandon')
    await send(li, 'urge', [twice])
    const confirm = await (
      await w.get(`/desk/unit-work/batches/new?act=urge&case=${mine}&case=${ended}&case=${countys}&case=${twice}`, { as: li })
    ).text()
    expect(confirm).toContain('我的')
    expect(confirm).not.toContain('县里的')
    const answer = await send(li, 'urge', [mine, ended, countys, twice])
    expect(answer.status).toBe(303)
    const html = await (await w.get(answer.headers.get('location') ?? '', { as: li })).text()
    expect(html).toContain('办成 1 件，未办 1 件')
    expect(html).toContain('您今天已经催办过')
    expect(html).not.toContain('县里的')
    expect((await w.get(answer.headers.get('location') ?? '', { as: zhao })).status).toBe(404)
    const told = await w.read(zhao, noticesOf, { slice: pageSlice(1), kind: 'urged' })
    expect(told.rows.map(({ case_id }) => case_id).toSorted()).toEqual([mine, twice].toSorted())
    expect(await titles(li, 'urged=yes')).toHaveLength(2)
  })

  test('the same form sent twice does nothing twice', async () => {
    const { li } = w.cast
    const id = await open(li, '我的')
    await step(li, id, 'submit')
    const form_id = formId()
    const [first, second] = [await send(li, 'urge', [id], { form_id }), await send(li, 'urge', [id], { form_id })]
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    const urges = await w.db.selectFrom('kernel.case_events').select('seq').where('case_id', '=', id).where('step', '=', 'urge').execute()
    expect(urges).toHaveLength(1)
  })

  test('is for who may do the act somewhere; nothing ticked says so; more than a page is refused', async () => {
    const { audit, li } = w.cast
    expect((await w.get('/desk/unit-work/batches/new?act=urge&case=1', { as: audit })).status).toBe(404)
    expect((await w.get('/desk/unit-work/batches/new?act=release&case=1', { as: li })).status).toBe(404)
    expect(await (await w.get('/desk/unit-work/batches/new?act=urge', { as: li })).text()).toContain('请先勾选')
    expect(
      (
        await send(
          li,
          'urge',
          Array.from({ length: 51 }, (_, n) => n + 1),
        )
      ).status,
    ).toBe(422)
    expect((await send(audit, 'urge', [1])).status).toBe(404)
  })
})

describe('what nobody attends to', () => {
  const whys = async (actor: Actor, address = 'unattended=yes') =>
    (await list(actor, address)).rows.map(({ title, unattended }) => `${title}: ${unattended}`)
  const account = (actor: Actor, disabled_on: string | null) =>
    w.db
      .updateTable('kernel.accounts')
      .set({ disabled_on })
      .where('person_id', '=', actor.person_id ?? 0)
      .execute()
  const away = async (actor: Actor) => {
    const [day] = (await sql<{ day: string }>`select (now() at time zone 'Asia/Shanghai')::date::text as day`.execute(w.db)).rows
    const absence = { person_id: actor.person_id ?? 0, absent_from: day?.day ?? '', absent_until: '2999-12-31', reason: '出差' }
    const { id } = await w.db.insertInto('kernel.absences').values(absence).returning('id').executeTakeFirstOrThrow()
    return () => w.db.deleteFrom('kernel.absences').where('id', '=', id).execute()
  }

  test('is a case whose state nobody in the unit may take on, until somebody may', async () => {
    const { li, zhao, sun } = w.cast
    await step(li, await open(li, '送审的'), 'submit')
    await open(li, '拟稿的')
    expect(await whys(sun)).toEqual([])
    await account(zhao, '2018-01-01')
    expect(await whys(sun)).toEqual(['送审的: vacant'])
    await account(zhao, null)
    const back = await away(zhao)
    expect(await whys(sun)).toEqual(['送审的: vacant'])
    await back()
    expect(await whys(sun)).toEqual([])
  })

  test('is a case whose writer is away or gone without a stand-in; with one somebody attends', async () => {
    const { li, sun, education } = w.cast
    await open(li, '拟稿的')
    const back = await away(li)
    expect(await whys(sun)).toEqual(['拟稿的: away'])
    const post = await w.db
      .insertInto('kernel.posts')
      .values({ unit_id: education.id, name: '甲岗' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const holding = { post_id: post.id, person_id: li.person_id ?? 0, valid_from: '2018-01-01' }
    await w.db.insertInto('kernel.holdings').values(holding).execute()
    const stand_in = { post_id: post.id, to_person_id: w.cast.zhao.person_id ?? 0, valid_from: '2018-01-01' }
    await w.db.insertInto('kernel.stand_ins').values(stand_in).execute()
    expect(await whys(sun)).toEqual([])
    await w.db.deleteFrom('kernel.stand_ins').where('post_id', '=', post.id).execute()
    await back()
    await account(li, '2018-01-01')
    expect(await whys(sun)).toEqual(['拟稿的: away'])
    await account(li, null)
  })

  test('is what is overdue and nobody touched since; what is suspended waits on purpose', async () => {
    const { li, zhao, sun } = w.cast
    const [late, touched] = [await open(li, '没有动静的'), await open(li, '有动静的')]
    // Both were due yesterday; the first was last touched before that.
    const yesterday = sql<string>`(now() at time zone 'Asia/Shanghai')::date - 1`
    await w.db.updateTable('kernel.cases').set({ due_on: yesterday }).where('id', 'in', [late, touched]).execute()
    await sql`alter table kernel.case_events disable trigger user`.execute(w.db)
    await sql`update kernel.case_events set recorded_at = now() - interval '3 days' where case_id = ${late}`.execute(w.db)
    await sql`alter table kernel.case_events enable trigger user`.execute(w.db)
    expect(await whys(sun)).toEqual(['没有动静的: untouched'])
    await w.run(
      li,
      work => takeCommon(work, { process: known.process, case_id: late, step: 'suspend', input: { ground: 'facts', note: '' } }),
      undefined,
    )
    expect(await whys(zhao)).toEqual([])
  })

  test('is told to who leads the unit, on my work; to nobody else', async () => {
    const { li, zhao, sun, wu } = w.cast
    await step(li, await open(li, '送审的'), 'submit')
    const page = async (actor: Actor) => (await w.get('/desk', { as: actor })).text()
    expect(await page(sun)).not.toContain('无人办理')
    await account(zhao, '2018-01-01')
    expect(await page(sun)).toContain('本单位有 1 件无人办理的事项或任务')
    for (const actor of [li, wu]) expect(await page(actor), actor.name).not.toContain('无人办理')
    const html = await (await w.get('/desk/unit-work?unattended=yes', { as: sun })).text()
    for (const part of ['送审的', '无人有权办理']) expect(html).toContain(part)
    await account(zhao, null)
  })
})
