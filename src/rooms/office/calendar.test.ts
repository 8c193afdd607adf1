import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { packageNotices } from '../../kernel/calendar/chinese-days.ts'
import { loadCalendar } from '../../kernel/calendar/load.ts'
import { draftNotice, recordNotice } from '../../kernel/calendar/record.ts'
import { redateNext } from '../../kernel/calendar/redating.ts'
import { openCase } from '../../kernel/cases/take.ts'
import type { Work } from '../../kernel/work.ts'
import { review } from '../disclosure/process.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const system = () => ({ as: w.cast.system })
const newest = async () => (await loadCalendar(w.database.readonly)).version

/** A form with a file field, as the browser sends it. */
async function send(path: string, fields: Readonly<Record<string, string>>, file?: { name: string; text: string }, as = w.cast.system) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([file?.text ?? '']), file?.name ?? '')
  return await w.app.request(`http://mingjing.test${path}`, {
    method: 'POST',
    body: form,
    headers: { origin: 'http://mingjing.test', cookie: await w.cookie(as) },
  })
}
const notice = (changes: Readonly<Record<string, string>> = {}) => ({
  title: '关于2027年部分节假日安排的通知',
  source: '国办发明电〔2026〕9号',
  legal_day: '2018-11-01',
  years: '2027',
  lines: '2027-01-01 休 元旦\n2027-02-05~2027-02-11 休 春节\n2027-02-14 班 春节',
  ...changes,
})
const openedOn = (received_on: string, days: number) => (work: Work) =>
  openCase(work, review, { title: `收于${received_on}`, unit_id: w.cast.education.id, received_on, period: { days, unit: 'working' } })

describe('the calendar’s page', () => {
  it('shows a year with its working days, what is special and where each day comes from', async () => {
    const text = await (await w.get('/desk/calendar?year=2018', system())).text()
    expect(text).toContain('工作日 250 天')
    expect(text).toContain('国务院办公厅节假日安排（2018年）')
    expect(await (await w.get('/desk/calendar?year=2031', system())).text()).toContain('还没有放假安排')
  })
})

describe('a notice', () => {
  it('is checked and shows the cases that it would move; nothing holds until it is confirmed', async () => {
    const moved = await w.run(w.cast.li, openedOn('2026-01-05', 275), null) // due in February 2027
    const before = await newest()
    const answer = await send('/desk/calendar/imports', notice())
    expect(answer.status).toBe(303)
    const draft = answer.headers.get('location') ?? ''
    const text = await (await w.get(draft, system())).text()
    expect(text).toContain('收于2026-01-05')
    expect(text).toContain('有 1 件的期限会改变')
    expect(text).toContain('2027 清明') // a warning, no more
    expect(await newest()).toBe(before)

    const done = await w.post(`${draft}/notices`, {}, system())
    const redating = done.headers.get('location') ?? ''
    expect(redating).toBe(`/desk/calendar/redatings/${before + 1}`)
    const running = await w.get(redating, system())
    expect(running.headers.get('refresh')).toBe('3')
    await w.drain()
    const finished = await w.get(redating, system())
    expect(finished.headers.get('refresh')).toBeNull()
    expect(await finished.text()).toContain('其中 1 件的期限已改变')
    const row = await w.db
      .selectFrom('kernel.cases')
      .select(['due_on', 'calendar_version'])
      .where('id', '=', moved.case_id)
      .executeTakeFirstOrThrow()
    expect(row.calendar_version).toBe(before + 1)
    expect(row.due_on).not.toBe(moved.due_on)
    const event = await w.db
      .selectFrom('kernel.case_events')
      .select(['step', 'detail'])
      .where('case_id', '=', moved.case_id)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({ step: 'redate', detail: { old: moved.due_on, new: row.due_on } })
    expect((await w.get(draft, system())).status).toBe(404) // it has become a notice
  })

  it('of a sheet is read as one that was typed', async () => {
    const file = { name: 'days.csv', text: '日期,休或班,名称\n2028/1/1,休,元旦\n2028-01-09,班,元旦\n' }
    const answer = await send('/desk/calendar/imports', notice({ years: '2028', lines: '' }), file)
    const text = await (await w.get(answer.headers.get('location') ?? '', system())).text()
    expect(text).toContain('2028-01-09')
  })

  it.each([
    [{ title: '' }, 'title'],
    [{ years: 'twenty' }, 'years'],
    [{ legal_day: '2999-01-01' }, 'legal_day'],
    [{ lines: '' }, 'lines'],
    [{ lines: '2027-01-01 休 元旦\nnonsense' }, 'lines'],
    [{ lines: '2027-02-30 休 春节' }, 'lines'],
  ])('with a fault comes back with what was typed: %o', async (changes, field) => {
    const answer = await send('/desk/calendar/imports', notice(changes))
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain(`href="#${field}"`)
    if (field !== 'title') expect(text).toContain('关于2027年部分节假日安排的通知')
  })

  it('whose days cannot be does not hold', async () => {
    const lines = '2029-01-01 休 元旦\n2029-01-01 休 元旦\n2029-01-03 班 元旦\n2031-01-01 休 元旦'
    const answer = await send('/desk/calendar/imports', notice({ years: '2029', lines }))
    const draft = answer.headers.get('location') ?? ''
    const text = await (await w.get(draft, system())).text()
    for (const words of ['重复', '本来就是工作日', '不在所写的年份内']) expect(text).toContain(words)
    expect((await w.post(`${draft}/notices`, {}, system())).status).toBe(422)
    expect((await w.post(`${draft}/closures`, {}, system())).status).toBe(303)
    expect((await w.get(draft, system())).status).toBe(404)
  })

  it('that was prepared before another was recorded must be looked at anew', async () => {
    const one = {
      title: '甲',
      source: '甲',
      legal_day: '2018-01-01',
      years: [2032],
      days: [{ day: '2032-01-01', kind: 'off' as const, name: '元旦' }],
    }
    const ids = [await w.run(w.cast.system, draftNotice, one), await w.run(w.cast.system, draftNotice, { ...one, title: '乙' })]
    const before = await newest()
    const ends = await Promise.allSettled(ids.map(id => w.run(w.cast.system, recordNotice, id))) // both at once
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await newest()).toBe(before + 1)
    await w.drain()
  })

  it('may take back a day off: a correction wins over the notice before', async () => {
    const correct = {
      title: '更正',
      source: '更正',
      legal_day: '2018-01-01',
      years: [2027],
      days: [{ day: '2027-02-11', kind: 'work' as const, name: '春节' }],
    }
    await w.run(w.cast.system, recordNotice, await w.run(w.cast.system, draftNotice, correct))
    const calendar = await loadCalendar(w.database.readonly)
    expect(calendar.days.get('2027-02-11')).toMatchObject({ kind: 'work', notice: '更正' })
    await w.drain()
  })

  it('comes from the package, if it has the year', async () => {
    expect(await (await w.get('/desk/calendar/notices/new', system())).text()).toContain('软件包中的年份都已录入')
    const answer = await w.post('/desk/calendar/drafts', { year: '1990' }, system())
    expect(answer.status).toBe(422)
    const found = await w.post('/desk/calendar/drafts', { year: String(packageNotices().at(-1)?.years[0]) }, system())
    expect(found.status).toBe(303)
    expect(await (await w.get(found.headers.get('location') ?? '', system())).text()).toContain('chinese-days')
  })
})

describe('moving many cases', () => {
  it('goes on where it was broken off, and moves each once', async () => {
    const many = await world()
    try {
      for (let at = 0; at < 3; at += 1)
        await many.run(
          many.cast.li,
          async (work: Work) => {
            for (let n = 0; n < 150; n += 1)
              await openCase(work, review, {
                title: `第${at * 150 + n}件`,
                unit_id: many.cast.education.id,
                received_on: '2026-01-05',
                period: { days: 275, unit: 'working' },
              })
          },
          null,
        )
      // New Year is off already in a year without a notice; one that does not name it would take it back.
      const days = [
        { day: '2027-01-01', kind: 'off' as const, name: '元旦' },
        { day: '2027-02-05', kind: 'off' as const, name: '春节' },
      ]
      const id = await many.run(many.cast.system, draftNotice, { title: '春节', source: 's', legal_day: '2018-01-01', years: [2027], days })
      const version = await many.run(many.cast.system, recordNotice, id)
      expect(await many.run(many.cast.system, redateNext, version)).toBe('more')
      const half = await many.db.selectFrom('kernel.redatings').select(['done', 'moved', 'total']).executeTakeFirstOrThrow()
      expect(half).toEqual({ done: 200, moved: 200, total: 450 })
      await many.drain()
      const whole = await many.db.selectFrom('kernel.redatings').select(['done', 'moved']).executeTakeFirstOrThrow()
      expect(whole).toEqual({ done: 450, moved: 450 })
      const events = await many.db
        .selectFrom('kernel.case_events')
        .select(eb => eb.fn.countAll<number>().as('n'))
        .where('step', '=', 'redate')
        .executeTakeFirstOrThrow()
      expect(events.n).toBe(450)
    } finally {
      await many.drop()
    }
  })
})

describe('who may', () => {
  const paths = ['', '/notices/new', '/drafts/1', '/redatings/1']
  it.each(paths)('look at %s: not somebody without the right', async path => {
    expect((await w.get(`/desk/calendar${path}`, { as: w.cast.zhou })).status).toBe(403)
  })
  it.each(['/drafts', '/drafts/1/notices', '/drafts/1/closures', '/redatings/1/batches'])(
    'send to %s: not somebody without the right',
    async path => {
      expect((await w.post(`/desk/calendar${path}`, {}, { as: w.cast.zhou })).status).toBe(403)
    },
  )
  it('prepare a notice: not somebody without the right', async () => {
    expect((await send('/desk/calendar/imports', notice(), undefined, w.cast.zhou)).status).toBe(403)
  })
})
